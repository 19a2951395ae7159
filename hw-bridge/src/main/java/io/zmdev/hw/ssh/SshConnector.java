package io.zmdev.hw.ssh;

import io.zmdev.model.ErrorCode;
import io.zmdev.model.ZmdevException;
import java.io.IOException;
import java.net.SocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.auth.pubkey.PublicKeyAuthenticationReporter;
import org.apache.sshd.client.config.hosts.ConfigFileHostEntryResolver;
import org.apache.sshd.client.config.hosts.HostConfigEntry;
import org.apache.sshd.client.config.hosts.KnownHostEntry;
import org.apache.sshd.client.config.keys.ClientIdentityLoader;
import org.apache.sshd.client.keyverifier.KnownHostsServerKeyVerifier;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.config.keys.FilePasswordProvider;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.util.io.resource.PathResource;
import org.apache.sshd.core.CoreModuleProperties;
import org.jspecify.annotations.Nullable;

/** Makes one connection, and says why when it can't. */
final class SshConnector {

    private static final List<String> KEY_FILES = List.of("id_ed25519", "id_ecdsa", "id_rsa");

    private final SshSettings settings;
    private final List<String> offered = new ArrayList<>();
    private @Nullable String refusedHostKey;

    SshConnector(SshSettings settings) {
        this.settings = settings;
    }

    SshShell connect(Optional<String> user, String host, OptionalInt port) {
        SshClient client = client();
        String destination = user.map(u -> u + "@").orElse("") + host;
        try {
            HostConfigEntry entry = entry(user, host, port);
            destination = "ssh://%s@%s:%d".formatted(entry.getUsername(), host, entry.getPort());
            preferKnownKeys(client, entry);
            client.start();
            ClientSession session = client.connect(entry, null, null)
                    .verify(settings.connectLimit())
                    .getSession();
            session.auth().verify(settings.connectLimit());
            return new SshShell(destination, client, session);
        } catch (IOException e) {
            client.stop();
            throw new ZmdevException(ErrorCode.HOST_UNREACHABLE, destination + ": " + reason(e), e);
        } catch (RuntimeException e) {
            client.stop();
            throw e;
        }
    }

    private SshClient client() {
        SshClient client = SshClient.setUpDefaultClient();
        client.setServerKeyVerifier(verifier());
        client.setHostConfigEntryResolver(new ConfigFileHostEntryResolver(config()));
        client.setKeyIdentityProvider(ClientIdentityLoader.asKeyIdentityProvider(
                ClientIdentityLoader.DEFAULT, keyFiles(), FilePasswordProvider.EMPTY, true));
        settings.agent().filter(Files::exists).ifPresent(socket -> client.setAgentFactory(AgentSocket.factory(socket)));
        client.setPublicKeyAuthenticationReporter(new PublicKeyAuthenticationReporter() {
            @Override
            public void signalAuthenticationAttempt(
                    ClientSession session, String service, KeyPair identity, String signature) {
                offered.add(KeyUtils.getKeyType(identity.getPublic()) + " "
                        + KeyUtils.getFingerPrint(identity.getPublic()));
            }
        });
        CoreModuleProperties.PREFERRED_AUTHS.set(client, "publickey");
        SshShell.keepAlive(client);
        return client;
    }

    private Path config() {
        return settings.folder().resolve("config");
    }

    private List<PathResource> keyFiles() {
        return KEY_FILES.stream()
                .map(name -> settings.folder().resolve(name))
                .filter(Files::isReadable)
                .map(PathResource::new)
                .toList();
    }

    /** What {@code ~/.ssh/config} has for the host, completed. What the user names on the command line wins. */
    private HostConfigEntry entry(Optional<String> user, String host, OptionalInt port) throws IOException {
        HostConfigEntry found = new ConfigFileHostEntryResolver(config())
                .resolveEffectiveHost(host, port.orElse(0), null, user.orElse(null), null, null);
        HostConfigEntry entry = found == null ? new HostConfigEntry(host, host, port.orElse(0), "") : found;
        user.ifPresent(entry::setUsername);
        port.ifPresent(entry::setPort);
        if (entry.getUsername() == null || entry.getUsername().isEmpty()) {
            entry.setUsername(System.getProperty("user.name"));
        }
        if (entry.getPort() <= 0) {
            entry.setPort(22);
        }
        return entry;
    }

    /** A host shows one of its keys, and we say which type we want first: one that is in known_hosts. */
    private void preferKnownKeys(SshClient client, HostConfigEntry host) throws IOException {
        Path knownHosts = settings.folder().resolve("known_hosts");
        if (!Files.isReadable(knownHosts)) {
            return;
        }
        Set<String> known = KnownHostEntry.readKnownHostEntries(knownHosts).stream()
                .filter(line -> line.isHostMatch(host.getHostName(), host.getPort()))
                .map(line -> line.getKeyEntry().getKeyType())
                .collect(Collectors.toSet());
        client.setSignatureFactories(client.getSignatureFactories().stream()
                .sorted(Comparator.comparing(
                        factory -> !known.contains(KeyUtils.getCanonicalKeyType(factory.getName()))))
                .toList());
    }

    private KnownHostsServerKeyVerifier verifier() {
        Path knownHosts = settings.folder().resolve("known_hosts");
        KnownHostsServerKeyVerifier verifier =
                new KnownHostsServerKeyVerifier((session, address, key) -> accepts(address, key), knownHosts);
        verifier.setModifiedServerKeyAcceptor((session, address, entry, expected, actual) -> {
            refusedHostKey =
                    "its host key changed: %s has %s, it shows %s. Somebody may listen in between; ask who runs it"
                            .formatted(knownHosts, fingerprint(expected), fingerprint(actual));
            return false;
        });
        return verifier;
    }

    private boolean accepts(SocketAddress address, PublicKey key) {
        String host = String.valueOf(address).replaceFirst("^.*/", "");
        if (settings.trust().accepts(host, fingerprint(key))) {
            return true;
        }
        refusedHostKey = "its host key %s is not in %s; compare it with the host's own, then give --accept-new-host-key"
                .formatted(fingerprint(key), settings.folder().resolve("known_hosts"));
        return false;
    }

    private static String fingerprint(PublicKey key) {
        return KeyUtils.getKeyType(key) + " " + KeyUtils.getFingerPrint(key);
    }

    private String reason(IOException e) {
        if (refusedHostKey != null) {
            return refusedHostKey;
        }
        String text = Stream.iterate((Throwable) e, t -> t != null, Throwable::getCause)
                .map(Throwable::getMessage)
                .filter(message -> message != null && !message.isBlank())
                .reduce((first, last) -> last)
                .orElse(e.toString());
        if (text.contains("No more authentication methods")) {
            return offered.isEmpty()
                    ? "no key was there to offer; put one into %s or load it into the agent"
                            .formatted(settings.folder())
                    : "none of the keys that were offered was accepted: "
                            + offered.stream().distinct().collect(Collectors.joining(", "));
        }
        return text.contains("UnresolvedAddressException") ? "there is no host of that name" : "no connection: " + text;
    }
}
