package io.zmdev.hw.host;

import io.zmdev.model.Guest;
import io.zmdev.model.Observed;
import io.zmdev.model.host.Answer;
import io.zmdev.model.host.HostDefinition;
import io.zmdev.model.host.HostOperation;
import io.zmdev.model.mdev.MdevUuid;
import io.zmdev.sim.host.EmulatedMachine;
import io.zmdev.sim.host.Uevent;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

/** An emulated machine, fresh or kept in a state folder, where what others do meanwhile shows. */
public final class EmulatedHost implements HostAccess {

    private final HostUri uri;
    private final EmulatedMachine machine;
    private final BundleTree files;
    private final Optional<StateFolder> state;
    private final Set<MdevUuid> started;

    EmulatedHost(HostUri uri, HostDefinition definition, Optional<StateFolder> state) {
        this(uri, new EmulatedMachine(definition), new BundleTree(), state, new TreeSet<>());
        definition
                .files()
                .forEach((path, content) -> files.addFile(path.substring(1), content.getBytes(StandardCharsets.UTF_8)));
    }

    private EmulatedHost(
            HostUri uri,
            EmulatedMachine machine,
            BundleTree files,
            Optional<StateFolder> state,
            Set<MdevUuid> started) {
        this.uri = uri;
        this.machine = machine;
        this.files = files;
        this.state = state;
        this.started = started;
    }

    /** The kernel answers for sysfs and procfs, the definition for the other files. */
    private static boolean isKernels(String path) {
        return (path + "/").startsWith("/sys/") || (path + "/").startsWith("/proc/");
    }

    @Override
    public HostUri uri() {
        return uri;
    }

    @Override
    public HostFacts facts() {
        return upToDate(() -> {
            HostDefinition definition = machine.definition();
            return new HostFacts(definition.name(), Observed.known(definition.kernel()), guests(definition));
        });
    }

    /** The defined guests, and one more for each device that was opened without belonging to any of them. */
    private List<Guest> guests(HostDefinition definition) {
        List<Guest> guests = new ArrayList<>();
        TreeSet<MdevUuid> strays = new TreeSet<>(started);
        for (Guest guest : definition.guests()) {
            boolean running = guest.running() || guest.devices().stream().anyMatch(started::contains);
            guests.add(new Guest(guest.name(), running, guest.devices()));
            guest.devices().forEach(strays::remove);
        }
        strays.forEach(uuid -> guests.add(new Guest("guest of " + uuid, true, List.of(uuid))));
        return guests;
    }

    @Override
    public Answer<byte[]> read(String path) {
        return upToDate(() -> isKernels(path) ? machine.read(path) : files.read(path));
    }

    @Override
    public Answer<Integer> write(String path, byte[] value) {
        HostOperation write = new HostOperation.Write(path, new String(value, StandardCharsets.ISO_8859_1));
        return execute(write).map(written -> (Integer) written);
    }

    @Override
    public Answer<List<String>> list(String path) {
        return upToDate(() -> isKernels(path) ? machine.list(path) : files.list(path));
    }

    @Override
    public Answer<String> link(String path) {
        return upToDate(() -> machine.link(path));
    }

    /** What others do meanwhile does not show in it. */
    @Override
    public HostAccess view(Collection<Look> looks) {
        return upToDate(() -> new EmulatedHost(uri, machine, files, Optional.empty(), started));
    }

    @Override
    public Answer<?> execute(HostOperation operation) {
        return switch (operation) {
            case HostOperation.Read(String path) -> read(path);
            case HostOperation.ListNames(String path) -> list(path);
            case HostOperation.Link(String path) -> link(path);
            default ->
                this.<Answer<?>>upToDate(() -> {
                    state.ifPresent(folder -> folder.append(operation));
                    return make(operation);
                });
        };
    }

    /** The uevents since the last call, in order; at most the latest 4096. */
    public List<Uevent> takeUevents() {
        return machine.takeUevents();
    }

    @Override
    public HostLock lock() {
        return state.map(StateFolder::lock).orElse(() -> {});
    }

    @Override
    public void close() {
        // nothing is held open between two operations
    }

    private <T> T upToDate(Supplier<T> use) {
        try (HostLock _ = lock()) {
            state.ifPresent(folder -> folder.news().forEach(this::make));
            return use.get();
        }
    }

    private Answer<?> make(HostOperation operation) {
        Answer<?> answer = switch (operation) {
            case HostOperation.ReplaceFile(String path, String content)
            when !isKernels(path) -> files.replace(path, content.getBytes(StandardCharsets.UTF_8));
            case HostOperation.RemoveFile(String path) when !isKernels(path) -> files.remove(path);
            default -> machine.execute(operation);
        };
        if (answer.isOk()) {
            switch (operation) {
                case HostOperation.GuestStart(MdevUuid uuid) -> started.add(uuid);
                case HostOperation.GuestStop(MdevUuid uuid) -> started.remove(uuid);
                default -> {}
            }
        }
        return answer;
    }
}
