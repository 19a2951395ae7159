package io.zmdev.sim.flow;

import io.zmdev.sim.channel.Irb;
import io.zmdev.sim.channel.Scsw;
import io.zmdev.sim.channel.SenseData;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/**
 * What a real kernel answered to the requests of a scenario.
 *
 * @param results one for each request, in order
 * @param fsm the driver's trace; empty where the kernel could not be traced
 * @param memoryChanges each maximal run of bytes of guest memory that differ from the start
 */
public record KernelAnswers(
        Scenario scenario, List<Result> results, Optional<List<FsmEntry>> fsm, List<Run.MemoryChange> memoryChanges) {

    private static final int DEFERRED_CC_3 = 3;
    private static final int DEFERRED_CC_SHIFT = 24;

    private static final Bytes PROGRAM_ADDRESS = new Bytes(Scsw.CPA, Scsw.DEVICE_STATUS);

    /** Interruption parameter, device number, and the program address in the SCSW. */
    private static final List<Bytes> OF_SCHIB = List.of(new Bytes(0, 4), new Bytes(6, 8), new Bytes(32, 36));

    /**
     * Bytes of an IRB or a SCHIB.
     *
     * @param from the first
     * @param to the one behind the last
     */
    public record Bytes(int from, int to) {}

    public KernelAnswers {
        results = List.copyOf(results);
        fsm = fsm.map(List::copyOf);
        memoryChanges = List.copyOf(memoryChanges);
    }

    /**
     * The bytes of an answer that tell nothing about the scenario: they are the kernel's own, or what was left there before.
     *
     * @param request from 0
     */
    public List<Bytes> ignored(int request) {
        return switch (results.get(request)) {
            case Result.RegionIrb(byte[] irb, int retCode) -> isOfGuest(irb) ? List.of() : List.of(PROGRAM_ADDRESS);
            case Result.StoredSchib schib -> OF_SCHIB;
            default -> List.of();
        };
    }

    /**
     * Whether the program address is one of the guest's and tells something: QEMU sets none without a path, and none when a
     * terminal is written to at which nobody is; after a halt or clear it is the driver's.
     */
    private boolean isOfGuest(byte[] irb) {
        ByteBuffer words = ByteBuffer.wrap(irb);
        int deferred = (words.getInt(0) & Scsw.DEFERRED_CC) >> DEFERRED_CC_SHIFT;
        boolean intervention =
                irb[Scsw.DEVICE_STATUS] == Scsw.UNIT_CHECK && irb[Irb.ECW] == SenseData.INTERVENTION_REQUIRED;
        return deferred != DEFERRED_CC_3
                && !intervention
                && Integer.toUnsignedLong(words.getInt(Scsw.CPA))
                        < scenario.memory().size();
    }
}
