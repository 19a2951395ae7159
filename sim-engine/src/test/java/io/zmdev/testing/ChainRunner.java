package io.zmdev.testing;

import io.zmdev.sim.channel.Ccw;
import io.zmdev.sim.channel.DataTransfer;
import io.zmdev.sim.channel.Device;
import io.zmdev.sim.channel.Irb;
import io.zmdev.sim.channel.Orb;
import io.zmdev.sim.channel.Scsw;
import io.zmdev.sim.channel.SenseData;
import io.zmdev.sim.channel.Storage;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs a channel program as the Principles of Operation describe it, one subchannel, one path, nothing beside the start function:
 * what drives devices in tests until a channel subsystem does.
 */
public final class ChainRunner implements DataTransfer {

    private static final int PATH = 0x80;
    private static final int MAX_CCWS = 100_000;
    private static final int OK = Scsw.CHANNEL_END | Scsw.DEVICE_END;

    private final Storage storage;
    private final Device device;
    private final SenseData sense;
    private final boolean concurrentSense;
    private final List<byte[]> irbs = new ArrayList<>();

    private int control;
    private boolean format1;
    private long ccwAddress;
    private long cpa;
    private long ccw;
    private int command;
    private int left;
    private long address;
    private long idawAddress;
    private int leftInBlock;
    private boolean excess;
    private boolean firstCcw;
    private boolean resumed;
    private boolean suspended;
    private int subchannelStatus;
    private int deviceStatus;

    /** A runner for one device; {@code concurrentSense} as in the PMCW. */
    public ChainRunner(Storage storage, Device device, SenseData sense, boolean concurrentSense) {
        this.storage = storage;
        this.device = device;
        this.sense = sense;
        this.concurrentSense = concurrentSense;
    }

    /**
     * Runs a program to its end, or until it suspends.
     *
     * @return the IRBs, 64 bytes each, in the order in which TEST SUBCHANNEL would give them
     */
    public List<byte[]> start(int orbControl, int programAddress) {
        irbs.clear();
        control = orbControl;
        format1 = (control & Orb.FORMAT_1) != 0;
        ccwAddress = programAddress & 0xffffffffL;
        device.begin();
        firstCcw = true;
        resumed = false;
        return run();
    }

    /** Goes on behind a suspension. */
    public List<byte[]> resume() {
        irbs.clear();
        resumed = true;
        return run();
    }

    private List<byte[]> run() {
        subchannelStatus = 0;
        deviceStatus = 0;
        suspended = false;
        int done = 0;
        while (execute()) {
            done++;
            if (done == MAX_CCWS) {
                throw new IllegalStateException("the program at %08x does not end".formatted(ccwAddress));
            }
        }
        if (!suspended) {
            end();
        }
        return List.copyOf(irbs);
    }

    /** Executes a command with all CCWs that data chaining gives it; whether command chaining goes on. */
    private boolean execute() {
        if (!fetch(false)) {
            return false;
        }
        command = Ccw.command(ccw);
        excess = false;
        boolean immediate = device.isImmediate(command);
        if (!immediate && !beginArea()) {
            return false;
        }
        deviceStatus = device.execute(command, this, sense);
        if ((subchannelStatus & ~Scsw.PCI) != 0) {
            deviceStatus = 0;
            return false;
        }
        if (isIncorrectLength(immediate)) {
            subchannelStatus |= Scsw.INCORRECT_LENGTH;
        }
        if ((subchannelStatus & ~Scsw.PCI) != 0 || (deviceStatus & ~Scsw.STATUS_MODIFIER) != OK) {
            return false;
        }
        boolean chained = Ccw.has(ccw, Ccw.CHAIN_COMMAND) && (immediate || !Ccw.has(ccw, Ccw.CHAIN_DATA));
        if (chained && (deviceStatus & Scsw.STATUS_MODIFIER) != 0) {
            ccwAddress += Ccw.SIZE;
        }
        return chained;
    }

    private boolean isIncorrectLength(boolean immediate) {
        if (immediate) {
            return format1 && left != 0 && (control & Orb.SUPPRESS_LENGTH) == 0 && !Ccw.has(ccw, Ccw.SUPPRESS_LENGTH);
        }
        return (left != 0 || excess) && (Ccw.has(ccw, Ccw.CHAIN_DATA) || !Ccw.has(ccw, Ccw.SUPPRESS_LENGTH));
    }

    /** Fetches the next CCW that is no TRANSFER IN CHANNEL and checks it; false when the program is over. */
    private boolean fetch(boolean dataChaining) {
        boolean tic = firstCcw;
        while (true) {
            long at = ccwAddress;
            cpa = (at + Ccw.SIZE) & 0x7fffffffL;
            if ((at & 7) != 0 || (!format1 && at >>> 24 != 0) || !storage.contains(at, Ccw.SIZE)) {
                return programCheck();
            }
            long fetched = storage.fetchLong(at);
            ccw = format1 ? fetched : Ccw.fromFormat0(fetched);
            left = Ccw.count(ccw);
            ccwAddress = at + Ccw.SIZE;
            if ((Ccw.command(ccw) & 0x0f) != Ccw.TIC) {
                break;
            }
            boolean clean = Ccw.isTic(ccw)
                    && Ccw.flags(ccw) == 0
                    && Ccw.count(ccw) == 0
                    && (Ccw.address(ccw) & 0x80000007L) == 0;
            if (tic || !clean) {
                return programCheck();
            }
            ccwAddress = Ccw.address(ccw);
            tic = true;
        }
        if (isInvalid(dataChaining)) {
            return programCheck();
        }
        if (Ccw.has(ccw, Ccw.SUSPEND) && !resumed) {
            if ((control & Orb.SUSPEND) == 0 || dataChaining) {
                return programCheck();
            }
            suspend();
            return false;
        }
        if (Ccw.has(ccw, Ccw.PCI)) {
            irbs.add(irb(
                    Scsw.INTERMEDIATE | Scsw.PENDING | Scsw.SUBCHANNEL_ACTIVE | Scsw.DEVICE_ACTIVE, 0, Scsw.PCI, 0));
        }
        firstCcw = false;
        resumed = false;
        return true;
    }

    private boolean isInvalid(boolean dataChaining) {
        int code = Ccw.command(ccw);
        boolean invalidCommand = !dataChaining && (code & 0x0f) == 0;
        boolean invalidCount = left == 0 && (!format1 || dataChaining || Ccw.has(ccw, Ccw.CHAIN_DATA));
        return invalidCommand
                || invalidCount
                || Ccw.has(ccw, Ccw.MIDA)
                || (Ccw.has(ccw, Ccw.SUSPEND) && Ccw.has(ccw, Ccw.CHAIN_DATA));
    }

    private void suspend() {
        suspended = true;
        ccwAddress = cpa - Ccw.SIZE;
        int pci = Ccw.has(ccw, Ccw.PCI) ? Scsw.PCI : 0;
        irbs.add(irb(Scsw.INTERMEDIATE | Scsw.ALERT | Scsw.PENDING | Scsw.SUSPENDED, 0, pci, left));
    }

    private boolean programCheck() {
        deviceStatus = 0;
        left = 0;
        subchannelStatus |= Scsw.PROGRAM_CHECK;
        return false;
    }

    /** Finds the first byte of the area of the CCW. */
    private boolean beginArea() {
        address = Ccw.address(ccw);
        leftInBlock = Integer.MAX_VALUE;
        if (left == 0) {
            return true;
        }
        if (!Ccw.has(ccw, Ccw.IDA)) {
            return !isAddressOver(address) || programCheck();
        }
        idawAddress = address;
        return nextIdaw(true);
    }

    private boolean nextIdaw(boolean first) {
        int size = Orb.idawSize(control);
        if ((idawAddress & (size - 1)) != 0 || isAddressOver(idawAddress) || !storage.contains(idawAddress, size)) {
            return programCheck();
        }
        address = size == 8 ? storage.fetchLong(idawAddress) : storage.fetchInt(idawAddress) & 0xffffffffL;
        idawAddress += size;
        int block = Orb.idawBlock(control);
        int into = (int) (address & (block - 1));
        boolean backward = Ccw.isReadBackward(command);
        if ((size == 4 && address >>> 31 != 0) || (!first && into != (backward ? block - 1 : 0))) {
            return programCheck();
        }
        leftInBlock = backward ? into + 1 : block - into;
        return true;
    }

    private boolean isAddressOver(long at) {
        return at >>> (format1 ? 31 : 24) != 0;
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
        while (done < length) {
            if ((subchannelStatus & ~Scsw.PCI) != 0) {
                return -1;
            }
            if (left == 0) {
                excess = true;
                return done;
            }
            if (leftInBlock == 0 && !nextIdaw(false)) {
                return -1;
            }
            int part = Math.min(Math.min(length - done, left), leftInBlock);
            if (!movePart(buffer, at + done, part, store)) {
                programCheck();
                return -1;
            }
            done += part;
            left -= part;
            leftInBlock -= leftInBlock == Integer.MAX_VALUE ? 0 : part;
            if (left == 0 && Ccw.has(ccw, Ccw.CHAIN_DATA) && !(fetch(true) && beginArea())) {
                return -1;
            }
        }
        return done;
    }

    private boolean movePart(byte[] buffer, int at, int length, boolean store) {
        boolean backward = Ccw.isReadBackward(command);
        long from = address;
        address += backward ? -length : length;
        if (Ccw.has(ccw, Ccw.SKIP) && Ccw.canSkip(command)) {
            return true;
        }
        if (!store) {
            return storage.fetch(from, buffer, at, length);
        }
        if (!backward) {
            return storage.store(from, buffer, at, length);
        }
        byte[] reversed = new byte[length];
        for (int i = 0; i < length; i++) {
            reversed[length - 1 - i] = buffer[at + i];
        }
        return storage.store(from - length + 1, reversed, 0, length);
    }

    private void end() {
        int status = Scsw.PRIMARY | Scsw.SECONDARY | Scsw.PENDING;
        if ((subchannelStatus & ~Scsw.PCI) != 0 || deviceStatus != OK) {
            status |= Scsw.ALERT;
        }
        irbs.add(irb(status, deviceStatus, subchannelStatus, left));
    }

    private byte[] irb(int activityAndStatus, int device, int subchannel, int count) {
        int copied = Orb.KEY
                | Orb.SUSPEND
                | Orb.FORMAT_1
                | Orb.PREFETCH
                | Orb.INITIAL_STATUS
                | Orb.ADDRESS_LIMIT
                | Orb.SUPPRESS_SUSPENDED;
        boolean sensed = concurrentSense && (device & Scsw.UNIT_CHECK) != 0;
        ByteBuffer irb = ByteBuffer.allocate(Irb.SIZE);
        irb.putInt((control & copied) | Scsw.START | activityAndStatus | (sensed ? Scsw.EXTENDED_CONTROL : 0))
                .putInt((int) cpa)
                .put((byte) device)
                .put((byte) subchannel)
                .putShort((short) count)
                .putInt(PATH << 16)
                .putInt(sensed ? Irb.ERW_SENSE | SenseData.SIZE << 16 : 0);
        if (sensed) {
            byte[] bytes = new byte[SenseData.SIZE];
            sense.get(bytes);
            sense.clear();
            irb.put(Irb.ECW, bytes);
        }
        return irb.array();
    }
}
