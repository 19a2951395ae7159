package io.zmdev.hw.ssh;

/** Whether a host whose key is not in {@code known_hosts} is trusted from now on. A key that changed is never asked about. */
@FunctionalInterface
public interface HostKeyTrust {

    /** Trusts nobody new. */
    HostKeyTrust STRICT = (host, fingerprint) -> false;

    /**
     * Asked once for a host.
     *
     * @param host as {@code known_hosts} has it
     * @param fingerprint as OpenSSH prints it, such as {@code ssh-ed25519 SHA256:…}
     */
    boolean accepts(String host, String fingerprint);
}
