package io.zmdev.sim.channel;

/**
 * The data path of one CCW as QEMU has it ({@code CcwDataStream}): directly addressed or through IDAWs, without data chaining.
 * Unlike a channel it does not check that the second and later IDAWs of one transfer are aligned, and moves the first bytes of the
 * data again for every block ({@code ccw_dstream_rw_ida}).
 */
final class QemuDataStream implements DataTransfer {

    private static final int ADDRESS_LIMIT_FORMAT_1 = 31;
    private static final int ADDRESS_LIMIT_FORMAT_0 = 24;

    private final Storage storage;
    private boolean indirect;
    private boolean skip;
    private boolean chained;
    private boolean broken;
    private int idawSize;
    private int block;
    private int addressBits;
    private int count;
    private long listAddress;
    private long address;
    private int moved;
    private int idaws;

    QemuDataStream(Storage storage) {
        this.storage = storage;
    }

    void begin(long ccw, int orbControl) {
        indirect = Ccw.has(ccw, Ccw.IDA);
        chained = Ccw.has(ccw, Ccw.CHAIN_COMMAND);
        skip = Ccw.has(ccw, Ccw.SKIP) && Ccw.canSkip(Ccw.command(ccw));
        idawSize = Orb.idawSize(orbControl);
        block = Orb.idawBlock(orbControl);
        addressBits = (orbControl & Orb.FORMAT_1) != 0 ? ADDRESS_LIMIT_FORMAT_1 : ADDRESS_LIMIT_FORMAT_0;
        count = Ccw.count(ccw);
        listAddress = Ccw.address(ccw);
        address = listAddress;
        moved = 0;
        idaws = 0;
        broken = false;
    }

    /** The count that is left. */
    int residual() {
        return count - moved;
    }

    boolean isBroken() {
        return broken;
    }

    int moved() {
        return moved;
    }

    @Override
    public int available() {
        return residual();
    }

    @Override
    public boolean isCommandChained() {
        return chained;
    }

    @Override
    public boolean toStorage(byte[] source, int at, int length) {
        return move(source, at, Math.min(length, residual()), true);
    }

    @Override
    public int fromStorage(byte[] target, int at, int length) {
        int fitting = Math.min(length, residual());
        return move(target, at, fitting, false) ? fitting : -1;
    }

    private boolean move(byte[] buffer, int at, int length, boolean store) {
        if (broken) {
            return false;
        }
        if (length == 0) {
            return true;
        }
        boolean done = indirect ? moveIndirect(buffer, at, length, store) : moveDirect(buffer, at, length, store);
        broken |= !done;
        return done;
    }

    private boolean moveDirect(byte[] buffer, int at, int length, boolean store) {
        if (!isAddressable(address + length) || !transfer(buffer, at, length, store)) {
            return false;
        }
        moved += length;
        address += length;
        return true;
    }

    private boolean moveIndirect(byte[] buffer, int at, int length, boolean store) {
        int left;
        if (idaws == 0) {
            if (!nextIdaw()) {
                return false;
            }
            left = leftInBlock();
        } else {
            left = leftInBlock();
            if (left == block && (!nextIdaw() || (address & (block - 1)) != 0)) {
                return false;
            }
        }
        int done = 0;
        while (true) {
            int part = Math.min(length - done, left);
            // QEMU does not move on in its buffer: every block starts with the first bytes of the transfer again.
            if (!transfer(buffer, at, part, store)) {
                return false;
            }
            moved += part;
            address += part;
            done += part;
            if (done == length) {
                return true;
            }
            if (!nextIdaw()) {
                return false;
            }
            left = block;
        }
    }

    private boolean transfer(byte[] buffer, int at, int length, boolean store) {
        if (skip) {
            return true;
        }
        return store ? storage.store(address, buffer, at, length) : storage.fetch(address, buffer, at, length);
    }

    private int leftInBlock() {
        return block - (int) (address & (block - 1));
    }

    private boolean nextIdaw() {
        long at = listAddress + (long) idawSize * idaws;
        if ((at & (idawSize - 1)) != 0 || !isAddressable(at) || !storage.contains(at, idawSize)) {
            return false;
        }
        address = idawSize == 8 ? storage.fetchLong(at) : storage.fetchInt(at) & 0xffffffffL;
        idaws++;
        return idawSize == 8 || address >>> 31 == 0;
    }

    private boolean isAddressable(long end) {
        return end >>> addressBits == 0;
    }
}
