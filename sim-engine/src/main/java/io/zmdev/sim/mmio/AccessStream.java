package io.zmdev.sim.mmio;

/**
 * The reads and writes of a scenario over and over, after its other operations were made once. Nothing is recorded and nothing
 * allocated. Not thread-safe.
 */
public final class AccessStream {

    private static final Operation MAIN_LOOP = new Operation.MainLoop();

    private final MmioMachine machine;
    private final MmioOperator operator;
    private final Operation.Access[] accesses;
    private final byte[][] buffers;
    private int next;

    AccessStream(MmioScenario scenario) {
        machine = new MmioMachine(scenario);
        operator = new MmioOperator(machine);
        scenario.operations().forEach(operator::perform);
        accesses = scenario.operations().stream()
                .filter(Operation.Access.class::isInstance)
                .map(Operation.Access.class::cast)
                .toArray(Operation.Access[]::new);
        if (accesses.length == 0) {
            throw new IllegalArgumentException("there is no read or write in the scenario");
        }
        buffers = new byte[accesses.length][];
        for (int i = 0; i < accesses.length; i++) {
            buffers[i] = accesses[i].isWrite() ? accesses[i].data() : new byte[accesses[i].length()];
        }
    }

    /** Makes the next access; the cycles that it took the vCPU's thread. */
    public long next() {
        long before = machine.timeline().cycles();
        operator.access(accesses[next], buffers[next]);
        next = next + 1 == accesses.length ? 0 : next + 1;
        return machine.timeline().cycles() - before;
    }

    /** The eventfd signals so far. */
    public long signals() {
        return machine.timeline().counts().signals();
    }

    /** QEMU's main loop runs once; the cycles that it took its thread. */
    public long mainLoop() {
        long before = machine.timeline().counts().otherCycles();
        operator.perform(MAIN_LOOP);
        return machine.timeline().counts().otherCycles() - before;
    }

    /** What everything so far cost. */
    public MmioCounts counts() {
        return machine.timeline().counts();
    }
}
