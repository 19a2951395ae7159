package io.zmdev.sim.channel.eckd;

import io.zmdev.sim.channel.Scsw;
import java.util.Arrays;

/** The commands that compare what passes with an argument of the program and answer with status modifier when it is found. */
final class SearchCommands {

    /** When the comparison of the field on the track with the argument counts as found. */
    enum Condition {
        EQUAL,
        HIGH,
        EQUAL_OR_HIGH;

        boolean isMet(int comparison) {
            return switch (this) {
                case EQUAL -> comparison == 0;
                case HIGH -> comparison > 0;
                case EQUAL_OR_HIGH -> comparison >= 0;
            };
        }
    }

    private static final int IDENTIFIER = 5;
    private static final int CCHH = 4;

    private SearchCommands() {}

    static int homeAddress(EckdUnit unit) {
        unit.state().setPrepared(Prepared.NOTHING);
        if (unit.isMultitrack()) {
            int status = unit.nextTrack();
            if (status != EckdUnit.OK) {
                return status;
            }
        }
        unit.state().setOrientation(Orientation.HOME_ADDRESS);
        byte[] home = unit.volume().homeAddress(unit.state().track());
        return compare(unit, Arrays.copyOfRange(home, 1, 1 + CCHH), Condition.EQUAL, Prepared.HOME_ADDRESS);
    }

    static int identifier(EckdUnit unit, Condition condition) {
        unit.state().setPrepared(Prepared.NOTHING);
        int status = unit.nextRecordOrR0();
        if (status != EckdUnit.OK) {
            return status;
        }
        long identifier = Count.identifier(unit.count());
        byte[] field = new byte[IDENTIFIER];
        for (int i = 0; i < IDENTIFIER; i++) {
            field[i] = (byte) (identifier >>> (8 * (IDENTIFIER - 1 - i)));
        }
        return compare(unit, field, condition, Prepared.IDENTIFIER);
    }

    static int key(EckdUnit unit, Condition condition) {
        unit.state().setPrepared(Prepared.NOTHING);
        int status = unit.isAtCount() ? EckdUnit.OK : unit.nextRecord();
        if (status != EckdUnit.OK) {
            return status;
        }
        EckdState state = unit.state();
        byte[] key = new byte[Count.keyLength(unit.count())];
        if (key.length == 0) {
            state.setOrientation(Orientation.KEY);
            return EckdUnit.OK;
        }
        unit.volume().get(state.track(), state.place(), 0, key, 0, key.length);
        state.setOrientation(Orientation.KEY);
        return compare(unit, key, condition, Prepared.KEY);
    }

    /** Compares as many bytes as the program gives; only when all are equal a write may follow. */
    private static int compare(EckdUnit unit, byte[] field, Condition condition, Prepared prepared) {
        byte[] argument = new byte[field.length];
        int length = unit.data().fromStorage(argument, 0, argument.length);
        if (length < 0) {
            return EckdUnit.OK;
        }
        boolean found = condition.isMet(Arrays.compareUnsigned(field, 0, length, argument, 0, length));
        if (found && condition == Condition.EQUAL && length == field.length) {
            unit.state().setPrepared(prepared);
        }
        return found ? EckdUnit.OK | Scsw.STATUS_MODIFIER : EckdUnit.OK;
    }
}
