package io.zmdev.sim.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.zmdev.sim.trace.Area;
import io.zmdev.sim.trace.StateSpace;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The condition codes of the I/O instructions in every state of a subchannel (QEMU {@code css_do_*}, and the architecture's table). */
class ConditionCodeTest {

    private static final int READY = Schib.OPERATIONAL;
    private static final int DISABLED = Schib.DEVICE_NUMBER_VALID;
    private static final int RUNNING = Scsw.START | Scsw.SUBCHANNEL_ACTIVE | Scsw.DEVICE_ACTIVE;
    private static final int LATER = Scsw.INTERMEDIATE | Scsw.PENDING;
    private static final int ENDED = Scsw.PRIMARY | Scsw.SECONDARY | Scsw.PENDING;
    private static final long ORB = 0x800;
    private static final int PROGRAM = 0x900;

    /** A state, and the codes of SSCH, HSCH, CSCH, XSCH, RSCH, MSCH, TSCH; STSCH always ends with 0. */
    enum State {
        IDLE(READY, 0, 0, 0, 0, 2, 2, 0, 1),
        START_PENDING(READY, Scsw.START | Scsw.START_PENDING, 2, 0, 0, 0, 2, 2, 1),
        ACTIVE(READY, RUNNING, 2, 0, 0, 2, 2, 2, 1),
        ACTIVE_WITH_STATUS(READY, RUNNING | LATER, 1, 0, 0, 1, 1, 1, 0),
        SUSPENDED(READY, Scsw.START | Scsw.SUSPENDED, 2, 0, 0, 0, 0, 2, 1),
        SUSPENDED_WITH_STATUS(READY, Scsw.START | Scsw.SUSPENDED | LATER, 1, 0, 0, 1, 1, 1, 0),
        RESUME_PENDING(READY, Scsw.START | Scsw.SUSPENDED | Scsw.RESUME_PENDING, 2, 0, 0, 0, 2, 2, 1),
        HALT_PENDING(READY, Scsw.HALT | Scsw.HALT_PENDING, 2, 2, 0, 2, 2, 2, 1),
        CLEAR_PENDING(READY, Scsw.CLEAR | Scsw.CLEAR_PENDING, 2, 2, 0, 2, 2, 2, 1),
        ENDED_PROGRAM(READY, Scsw.START | ENDED, 1, 1, 0, 1, 1, 1, 0),
        UNSOLICITED(READY, Scsw.ALERT | Scsw.PENDING, 1, 1, 0, 1, 1, 1, 0),
        HALTED(READY, Scsw.HALT | Scsw.PENDING, 1, 1, 0, 1, 1, 1, 0),
        CLEARED(READY, Scsw.CLEAR | Scsw.PENDING, 1, 1, 0, 1, 1, 1, 0),
        NOT_ENABLED(DISABLED, 0, 3, 3, 3, 3, 3, 0, 3),
        NO_DEVICE(0, 0, 3, 3, 3, 3, 3, 0, 3);

        private final int flags;
        private final int scsw;

        @SuppressWarnings("ImmutableEnumChecker") // of List.of
        private final List<Integer> codes;

        State(int flags, int scsw, Integer... codes) {
            this.flags = flags;
            this.scsw = scsw;
            this.codes = List.of(codes);
        }
    }

    private static Area area(StateSpace space) {
        Area memory = space.add("memory", 0x1000);
        memory.putInt(ORB + Orb.CONTROL, 0x80 << Orb.LPM_SHIFT | Orb.FORMAT_1);
        memory.putInt(ORB + Orb.CPA, PROGRAM);
        memory.putLong(PROGRAM, Ccw.of(Ccw.NOP, Ccw.SUPPRESS_LENGTH, 0, 0));
        return memory;
    }

    private static int answer(boolean architected, State state, int instruction) {
        StateSpace space = new StateSpace();
        Area memory = area(space);
        SubchannelState subchannel = new SubchannelState(space.add("subchannel", SubchannelState.SIZE));
        subchannel.area().putShort(SubchannelState.SCHIB + Schib.FLAGS, state.flags);
        subchannel.area().putByte(SubchannelState.SCHIB + Schib.PAM, 0x80);
        subchannel.area().putByte(SubchannelState.SCHIB + Schib.PIM, 0x80);
        subchannel.area().putByte(SubchannelState.SCHIB + Schib.LPM, 0x80);
        subchannel.setScsw(state.scsw);
        Tn3270 device = new Tn3270(new byte[] {-1});
        AreaStorage storage = new AreaStorage(memory);
        ChannelSubsystem css = architected
                ? new ArchitectedChannel(subchannel, storage, device, () -> {}, bytes -> {}, (kind, a, b, c) -> {})
                : new QemuCss(subchannel, storage, device, () -> {}, (kind, a, b, c) -> {});
        return switch (instruction) {
            case 0 -> css.ssch(memory, ORB);
            case 1 -> css.hsch();
            case 2 -> css.csch();
            case 3 -> css.xsch();
            case 4 -> css.rsch();
            case 5 -> css.msch(memory, 0);
            case 6 -> css.tsch(memory, 0);
            default -> css.stsch(memory, 0);
        };
    }

    @ParameterizedTest
    @EnumSource
    void everyInstructionEndsAsTheArchitectureSays(State state) {
        for (int i = 0; i < state.codes.size(); i++) {
            assertThat(answer(true, state, i))
                    .as("%s, instruction %d", state, i)
                    .isEqualTo(state.codes.get(i));
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyInstructionEndsAsUnderQemu(State state) {
        for (int i = 0; i < state.codes.size(); i++) {
            assertThat(answer(false, state, i))
                    .as("%s, instruction %d", state, i)
                    .isEqualTo(state.codes.get(i));
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void storeSubchannelAlwaysStores(boolean architected) {
        for (State state : State.values()) {
            assertThat(answer(architected, state, 7)).as("%s", state).isZero();
        }
    }
}
