package io.zmdev.sim.channel;

import java.util.OptionalLong;

/**
 * The data path of a command by the Principles of Operation: directly addressed or through IDAWs that are checked as they are
 * fetched, over as many data-chained CCWs as there are.
 */
final class ArchitectedDataStream implements DataTransfer {

    /** Fetches the next CCW of a chain of data. */
    interface Chain {

        /** The CCW after the current one, in format 1, or empty when it may not follow; its error is in the program then. */
        OptionalLong next();
    }

    private final Storage storage;
    private final Chain chain;
    private int control;
    private long ccw;
    private boolean backward;
    private boolean canSkip;
    private boolean excess;
    private int error;
    private int left;
    private long address;
    private long leftInBlock;
    private int idaws;
    private int moved;

    ArchitectedDataStream(Storage storage, Chain chain) {
        this.storage = storage;
        this.chain = chain;
    }

    void begin(long firstCcw, int orbControl) {
        control = orbControl;
        backward = Ccw.isReadBackward(Ccw.command(firstCcw));
        canSkip = Ccw.canSkip(Ccw.command(firstCcw));
        excess = false;
        error = 0;
        moved = 0;
        use(firstCcw);
    }

    private void use(long next) {
        ccw = next;
        left = Ccw.count(next);
        address = Ccw.address(next);
        leftInBlock = Ccw.has(next, Ccw.IDA) && !isSkipped() ? 0 : Long.MAX_VALUE;
        idaws = 0;
    }

    /** Whether storage is not referred to, neither for data nor for IDAWs; the command of a CCW that continues data is ignored. */
    private boolean isSkipped() {
        return canSkip && Ccw.has(ccw, Ccw.SKIP);
    }

    /** The CCW that is in control. */
    long ccw() {
        return ccw;
    }

    /** What is left of the count of the CCW in control. */
    int residual() {
        return left;
    }

    /** Whether the device had more data than the program has room for, or would have taken more than it gives. */
    boolean hasExcess() {
        return excess;
    }

    int moved() {
        return moved;
    }

    /** The subchannel status of an error, or 0. */
    int error() {
        return error;
    }

    @Override
    public int available() {
        return left;
    }

    @Override
    public boolean isCommandChained() {
        return Ccw.has(ccw, Ccw.CHAIN_COMMAND);
    }

    @Override
    public boolean toStorage(byte[] source, int at, int length) {
        return move(source, at, length, true) >= 0;
    }

    @Override
    public int fromStorage(byte[] target, int at, int length) {
        return move(target, at, length, false);
    }

    private int move(byte[] buffer, int at, int length, boolean store) {
        int done = 0;
        while (done < length && error == 0) {
            if (left == 0) {
                excess = true;
                break;
            }
            if (leftInBlock > 0 || nextIdaw()) {
                int part = (int) Math.min(Math.min(length - done, left), leftInBlock);
                if (!transfer(buffer, at + done, part, store)) {
                    break;
                }
                done += part;
                // The next CCW takes control as soon as the count is used up, whether or not the device goes on.
                if (left == 0 && Ccw.has(ccw, Ccw.CHAIN_DATA)) {
                    chainData();
                }
            }
        }
        moved += done;
        return error == 0 ? done : -1;
    }

    private void chainData() {
        OptionalLong next = chain.next();
        if (next.isPresent()) {
            use(next.getAsLong());
        } else {
            error = Scsw.PROGRAM_CHECK;
        }
    }

    private boolean transfer(byte[] buffer, int at, int part, boolean store) {
        if (!isSkipped() && !moveBytes(buffer, at, part, store)) {
            return false;
        }
        address += backward ? -part : part;
        left -= part;
        if (leftInBlock != Long.MAX_VALUE) {
            leftInBlock -= part;
        }
        return true;
    }

    private boolean moveBytes(byte[] buffer, int at, int part, boolean store) {
        long first = backward ? address - part + 1 : address;
        long limit = Ccw.has(ccw, Ccw.IDA) ? Long.MAX_VALUE : addressLimit();
        if (first < 0 || first + part > limit || !storage.contains(first, part)) {
            error = Scsw.PROGRAM_CHECK;
            return false;
        }
        // All storage has key 0, so that any other key may fetch but not store.
        if (store && (control & Orb.KEY) != 0) {
            error = Scsw.PROTECTION_CHECK;
            return false;
        }
        if (!store) {
            return storage.fetch(first, buffer, at, part);
        }
        if (!backward) {
            return storage.store(first, buffer, at, part);
        }
        byte[] reversed = new byte[part];
        for (int i = 0; i < part; i++) {
            reversed[i] = buffer[at + part - 1 - i];
        }
        return storage.store(first, reversed, 0, part);
    }

    private boolean nextIdaw() {
        int size = Orb.idawSize(control);
        int block = Orb.idawBlock(control);
        long at = Ccw.address(ccw) + (long) size * idaws;
        boolean addressable = (at & (size - 1)) == 0 && at + size <= addressLimit() && storage.contains(at, size);
        if (!addressable) {
            error = Scsw.PROGRAM_CHECK;
            return false;
        }
        address = size == 8 ? storage.fetchLong(at) : storage.fetchInt(at) & 0xffffffffL;
        long offset = address & (block - 1);
        boolean aligned = backward ? offset == block - 1 : offset == 0;
        if (address < 0 || (size == 4 && address >>> 31 != 0) || (idaws > 0 && !aligned)) {
            error = Scsw.PROGRAM_CHECK;
            return false;
        }
        leftInBlock = backward ? offset + 1 : block - offset;
        idaws++;
        return true;
    }

    private long addressLimit() {
        return (control & Orb.FORMAT_1) != 0 ? 1L << 31 : 1L << 24;
    }
}
