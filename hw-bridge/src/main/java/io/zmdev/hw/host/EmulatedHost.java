package io.zmdev.hw.host;

import io.zmdev.model.Guest;
import io.zmdev.model.Observed;
import io.zmdev.model.host.Answer;
import io.zmdev.model.host.HostDefinition;
import io.zmdev.model.host.HostOperation;
import io.zmdev.model.mdev.MdevUuid;
import io.zmdev.sim.host.EmulatedMachine;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Consumer;

/** An emulated machine, fresh or kept in a state folder. */
public final class EmulatedHost implements HostAccess {

    private final HostUri uri;
    private final EmulatedMachine machine;
    private final TreeSet<MdevUuid> started = new TreeSet<>();

    private EmulatedHost(HostUri uri, EmulatedMachine machine) {
        this.uri = uri;
        this.machine = machine;
    }

    /**
     * Opens a machine.
     *
     * @param state where it lives between calls; what others do there meanwhile shows here
     * @param notices takes what the user should know although the machine opens
     * @throws io.zmdev.model.ZmdevException USAGE, FILE_UNUSABLE, OUTPUT_UNWRITABLE
     */
    static EmulatedHost open(HostUri uri, HostDefinition definition, Optional<Path> state, Consumer<String> notices) {
        return new EmulatedHost(uri, new EmulatedMachine(definition));
    }

    @Override
    public HostUri uri() {
        return uri;
    }

    @Override
    public HostFacts facts() {
        HostDefinition definition = machine.definition();
        return new HostFacts(definition.name(), Observed.known(definition.kernel()), guests(definition));
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
        return machine.read(path);
    }

    @Override
    public Answer<Integer> write(String path, byte[] value) {
        return machine.write(path, value);
    }

    @Override
    public Answer<List<String>> list(String path) {
        return machine.list(path);
    }

    @Override
    public Answer<String> link(String path) {
        return machine.link(path);
    }

    @Override
    public Answer<?> execute(HostOperation operation) {
        Answer<?> answer = machine.execute(operation);
        if (answer.isOk()) {
            switch (operation) {
                case HostOperation.GuestStart(MdevUuid uuid) -> started.add(uuid);
                case HostOperation.GuestStop(MdevUuid uuid) -> started.remove(uuid);
                default -> {}
            }
        }
        return answer;
    }

    @Override
    public HostLock lock() {
        return () -> {};
    }

    @Override
    public void close() {
        // the machine is in memory
    }
}
