package io.zmdev.hw.apply;

import io.zmdev.hw.host.HostAccess;
import io.zmdev.hw.host.HostFacts;
import io.zmdev.hw.host.HostLock;
import io.zmdev.hw.host.HostUri;
import io.zmdev.model.Observed;
import io.zmdev.model.host.Answer;
import io.zmdev.model.host.HostOperation;
import io.zmdev.sim.host.EmulatedMachine;
import java.util.List;

/** An emulated machine without anything between. */
record InMemory(EmulatedMachine machine) implements HostAccess {

    @Override
    public HostUri uri() {
        return new HostUri.BuiltIn(machine.definition().name());
    }

    @Override
    public HostFacts facts() {
        return new HostFacts(
                machine.definition().name(), Observed.known(machine.definition().kernel()), List.of());
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
        return machine.execute(operation);
    }

    @Override
    public HostLock lock() {
        return () -> {};
    }

    @Override
    public void close() {
        // the machine stays
    }
}
