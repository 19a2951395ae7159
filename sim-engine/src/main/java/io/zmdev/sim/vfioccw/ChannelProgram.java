package io.zmdev.sim.vfioccw;

import static io.zmdev.model.Errno.EBUSY;
import static io.zmdev.model.Errno.EFAULT;
import static io.zmdev.model.Errno.EINVAL;
import static io.zmdev.model.Errno.EOPNOTSUPP;

import io.zmdev.sim.channel.Ccw;
import io.zmdev.sim.channel.Orb;
import io.zmdev.sim.trace.Area;
import io.zmdev.sim.trace.StepSink;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.OptionalLong;

/**
 * The translation of one channel program from guest addresses to host addresses ({@code vfio_ccw_cp.c}). Functions return 0 or a
 * negative errno.
 *
 * <p>State area, offsets: 0 initialized, 4 number of segments, 8 bytes of kernel memory in use, 12 number of pinnings, 0x10 ORB;
 * {@value #SEGMENTS} segments of 16 bytes (guest address, host address, CCWs); {@value #PINS} pinnings of 16 bytes (guest address,
 * pages).
 */
final class ChannelProgram {

    /** CCWs of a segment. */
    static final int MAX_SEGMENT = 256;

    static final long STATE_SIZE = 0x400_0000;

    private static final int SEGMENT_BYTES = MAX_SEGMENT * Ccw.SIZE;
    private static final int MAX_IDAWS = 34;
    private static final int PAGE_SIZE = DmaMappings.PAGE_SIZE;

    private static final long INITIALIZED = 0;
    private static final long SEGMENT_COUNT = 4;
    private static final long HEAP_USED = 8;
    private static final long PIN_COUNT = 12;
    private static final long ORB = 0x10;
    private static final long SEGMENTS = 0x40;
    private static final long PINS = 0x2_0000;
    private static final int ENTRY = 16;

    private final Area state;
    private final Area kernel;
    private final DmaMappings mappings;
    private final DriverFeatures features;
    private final StepSink steps;

    private final byte[] guestCcws = new byte[SEGMENT_BYTES];
    private final ByteBuffer guestCcwWords = ByteBuffer.wrap(guestCcws);
    private final byte[] list = new byte[MAX_IDAWS * 8];
    private final ByteBuffer listWords = ByteBuffer.wrap(list);
    private final long[] iovas = new long[MAX_IDAWS];

    ChannelProgram(Area state, Area kernel, DmaMappings mappings, DriverFeatures features, StepSink steps) {
        this.state = state;
        this.kernel = kernel;
        this.mappings = mappings;
        this.features = features;
        this.steps = steps;
    }

    boolean isInitialized() {
        return state.getInt(INITIALIZED) != 0;
    }

    /** Reads the program ({@code cp_init}): the ORB, and every segment that TRANSFER IN CHANNEL reaches. */
    int init(Area region, long orb) {
        if (isInitialized()) {
            return refuse(EBUSY.number());
        }
        if (features.prefetchRequired() && (region.getInt(orb + Orb.CONTROL) & Orb.PREFETCH) == 0) {
            return refuse(EOPNOTSUPP.number());
        }
        state.putInt(SEGMENT_COUNT, 0);
        state.putInt(HEAP_USED, 0);
        state.putInt(PIN_COUNT, 0);
        state.copy(ORB, region, orb, Orb.SIZE);
        int result = addSegment(state.getInt(ORB + Orb.CPA) & 0xffffffffL);
        if (result != 0) {
            state.putInt(SEGMENT_COUNT, 0);
            steps.step(DriverStep.REFUSE_PROGRAM, result);
            return result;
        }
        state.putInt(INITIALIZED, 1);
        return 0;
    }

    private int refuse(int errno) {
        steps.step(DriverStep.REFUSE_PROGRAM, -errno);
        return -errno;
    }

    /** Reads one segment and, before the next CCW is looked at, the segments that its TICs lead to. */
    private int addSegment(long iova) {
        if (!mappings.read(iova, guestCcws, SEGMENT_BYTES)) {
            return -EINVAL.number();
        }
        boolean format1 = (control() & Orb.FORMAT_1) != 0;
        if (!format1) {
            for (int i = 0; i < SEGMENT_BYTES; i += Ccw.SIZE) {
                guestCcwWords.putLong(i, Ccw.fromFormat0(guestCcwWords.getLong(i)));
            }
        }
        int length = segmentLength(iova);
        if (length < 0) {
            return length;
        }
        int index = state.getInt(SEGMENT_COUNT);
        if (index >= features.maxSegments()) {
            return -EINVAL.number();
        }
        long host = allocate(length * Ccw.SIZE);
        kernel.put(host - HostMemory.KERNEL_BASE, guestCcws, 0, length * Ccw.SIZE);
        long entry = SEGMENTS + (long) index * ENTRY;
        state.putLong(entry, iova << 32 | host);
        state.putInt(entry + 8, length);
        state.putInt(SEGMENT_COUNT, index + 1);
        steps.step(DriverStep.READ_SEGMENT, iova, index, length);
        return followTics(host, length);
    }

    private int followTics(long host, int length) {
        for (int i = 0; i < length; i++) {
            long ccw = ccw(host, i);
            if (Ccw.isTic(ccw) && segmentOf(Ccw.address(ccw)) < 0) {
                int result = addSegment(Ccw.address(ccw));
                if (result != 0) {
                    return result;
                }
            }
        }
        return 0;
    }

    /** CCWs up to the first without chaining that is no TIC back into the segment, or a negative errno. */
    private int segmentLength(long iova) {
        for (int i = 0; i < MAX_SEGMENT; i++) {
            long ccw = guestCcwWords.getLong(i * Ccw.SIZE);
            if (!features.everyIdal() && Ccw.has(ccw, Ccw.IDA) && Orb.idawBlock(control()) != PAGE_SIZE) {
                return -EOPNOTSUPP.number();
            }
            boolean loops = Ccw.isTic(ccw) && isWithin(Ccw.address(ccw), iova, i + 1);
            if (!Ccw.isChained(ccw) && !loops) {
                return i + 1;
            }
        }
        return -EINVAL.number();
    }

    /** Translates every CCW ({@code cp_prefetch}). */
    int prefetch() {
        int count = state.getInt(SEGMENT_COUNT);
        for (int segment = 0; segment < count; segment++) {
            long host = segmentHost(segment);
            long iova = segmentIova(segment);
            int length = segmentLengthOf(segment);
            for (int i = 0; i < length; i++) {
                long ccw = ccw(host, i);
                long guestAddress = iova + (long) i * Ccw.SIZE;
                int result = Ccw.isTic(ccw)
                        ? translateTic(host, i, ccw, guestAddress)
                        : translateCcw(host, i, ccw, guestAddress);
                if (result != 0) {
                    steps.step(DriverStep.REFUSE_TRANSLATION, result);
                    return result;
                }
            }
        }
        return 0;
    }

    private int translateTic(long host, int index, long ccw, long guestAddress) {
        int segment = segmentOf(Ccw.address(ccw));
        if (segment < 0) {
            return -EFAULT.number();
        }
        long target = segmentHost(segment) + Ccw.address(ccw) - segmentIova(segment);
        long translated = Ccw.of(Ccw.command(ccw), Ccw.flags(ccw), Ccw.count(ccw), target);
        putCcw(host, index, translated);
        steps.step(DriverStep.TRANSLATE_TIC, guestAddress, translated);
        return 0;
    }

    /** Any CCW but a TIC becomes one with indirect addressing, even where no data moves. */
    private int translateCcw(long host, int index, long ccw, long guestAddress) {
        OptionalLong first = firstAddress(ccw);
        if (first.isEmpty()) {
            return -EINVAL.number();
        }
        int words = countIdaws(ccw, first.getAsLong());
        int result = readIdaws(ccw, words, first.getAsLong());
        if (result != 0) {
            return result;
        }
        long idal = allocate(words * 8);
        boolean moves = movesData(ccw);
        if (moves) {
            result = pin(words);
            if (result != 0) {
                return result;
            }
            for (int i = 0; i < words; i++) {
                boolean wholePage = i > 0 && !features.everyIdal();
                listWords.putLong(i * 8, HostMemory.hostAddress(wholePage ? iovas[i] & -PAGE_SIZE : iovas[i]));
            }
        }
        kernel.put(idal - HostMemory.KERNEL_BASE, list, 0, words * 8);
        steps.step(DriverStep.MAKE_IDAL, idal, words, Ccw.address(ccw));
        long translated = Ccw.of(Ccw.command(ccw), Ccw.flags(ccw) | Ccw.IDA, Ccw.count(ccw), idal);
        putCcw(host, index, translated);
        steps.step(DriverStep.TRANSLATE_CCW, guestAddress, translated);
        return 0;
    }

    /** Where the data begin: what the CCW says, or the first IDAW; empty when that can't be read. */
    private OptionalLong firstAddress(long ccw) {
        if (!Ccw.has(ccw, Ccw.IDA)) {
            return OptionalLong.of(Ccw.address(ccw));
        }
        int size = idawSize();
        if (!mappings.read(Ccw.address(ccw), list, size)) {
            return OptionalLong.empty();
        }
        long first = size == 8 ? listWords.getLong(0) : listWords.getInt(0) & 0xffffffffL;
        steps.step(DriverStep.READ_IDAW, Ccw.address(ccw), first);
        return OptionalLong.of(first);
    }

    /** The IDAWs that the CCW needs, from the offset of its data in the first block ({@code ccw_count_idaws}). */
    private int countIdaws(long ccw, long first) {
        int block = idawBlock();
        int bytes = Math.max(Ccw.count(ccw), 1);
        return (int) (((first & (block - 1)) + bytes + block - 1) / block);
    }

    /** The guest's list, or one made for a directly addressed area ({@code get_guest_idal}). */
    private int readIdaws(long ccw, int words, long first) {
        int size = idawSize();
        if (Ccw.has(ccw, Ccw.IDA)) {
            if (!mappings.read(Ccw.address(ccw), list, words * size)) {
                return -EINVAL.number();
            }
        } else {
            Arrays.fill(list, 0, words * 8, (byte) 0);
            int block = idawBlock();
            long address = Ccw.address(ccw);
            for (int i = 0; i < words; i++) {
                if (size == 8) {
                    listWords.putLong(i * 8, address);
                } else {
                    listWords.putInt(i * 4, (int) address);
                }
                address = features.everyIdal() ? (address + block) & -block : address + block;
            }
        }
        for (int i = 0; i < words; i++) {
            iovas[i] = size == 8 ? listWords.getLong(i * 8) : listWords.getInt(i * 4) & 0xffffffffL;
        }
        if (features.idalChecked() && Ccw.has(ccw, Ccw.IDA) && iovas[0] != first) {
            return -EINVAL.number();
        }
        return 0;
    }

    /** Pins the pages of all words, those of a 4K list that follow each other at once ({@code page_array_pin}). */
    private int pin(int words) {
        boolean separately = idawBlock() != PAGE_SIZE;
        int pinned = 0;
        while (pinned < words) {
            int pages = 1;
            while (!separately
                    && pinned + pages < words
                    && iovas[pinned] + (long) pages * PAGE_SIZE == iovas[pinned + pages]) {
                pages++;
            }
            for (int i = 0; i < pages; i++) {
                if (!mappings.canPin(iovas[pinned] + (long) i * PAGE_SIZE)) {
                    return -EINVAL.number();
                }
            }
            int index = state.getInt(PIN_COUNT);
            state.putLong(PINS + (long) index * ENTRY, iovas[pinned]);
            state.putInt(PINS + (long) index * ENTRY + 8, pages);
            state.putInt(PIN_COUNT, index + 1);
            steps.step(DriverStep.PIN, iovas[pinned], pages, HostMemory.hostAddress(iovas[pinned]));
            pinned += pages;
        }
        return 0;
    }

    /** Makes the ORB for the hardware ({@code cp_get_orb}); it stays in the state at the returned offset. */
    long hostOrb(int intparm, int defaultLpm) {
        int control = control() | Orb.FORMAT_1;
        if ((control & Orb.FORMAT_2_IDAW) == 0 && features.everyIdal()) {
            control |= Orb.IDAW_2K;
        }
        control |= Orb.FORMAT_2_IDAW;
        if (Orb.lpm(control) == 0) {
            control |= defaultLpm << Orb.LPM_SHIFT;
        }
        state.putInt(ORB + Orb.INTPARM, intparm);
        state.putInt(ORB + Orb.CONTROL, control);
        state.putInt(ORB + Orb.CPA, (int) segmentHost(0));
        steps.step(DriverStep.MAKE_ORB, intparm, control, segmentHost(0));
        return ORB;
    }

    Area area() {
        return state;
    }

    /** The guest address for a CPA of the hardware: in, or one past the end of, a segment; else the CPA itself. */
    int guestCpa(int cpa) {
        if (!isInitialized()) {
            return cpa;
        }
        long address = cpa & 0xffffffffL;
        int count = state.getInt(SEGMENT_COUNT);
        for (int i = 0; i < count; i++) {
            if (isWithin(address, segmentHost(i), segmentLengthOf(i) + 1)) {
                return (int) (address - segmentHost(i) + segmentIova(i));
            }
        }
        return cpa;
    }

    /** Unpins every page and forgets the program ({@code cp_free}), which ends the given step. */
    void free(DriverStep step) {
        if (!isInitialized()) {
            return;
        }
        int pins = state.getInt(PIN_COUNT);
        state.putInt(INITIALIZED, 0);
        state.putInt(PIN_COUNT, 0);
        state.putInt(SEGMENT_COUNT, 0);
        steps.step(step, pins);
    }

    /** Whether a page of the program lies in this range ({@code cp_iova_pinned}). */
    boolean hasPinned(long iova, long length) {
        int pins = isInitialized() ? state.getInt(PIN_COUNT) : 0;
        for (int i = 0; i < pins; i++) {
            long first = state.getLong(PINS + (long) i * ENTRY) & -PAGE_SIZE;
            long end = first + (long) state.getInt(PINS + (long) i * ENTRY + 8) * PAGE_SIZE;
            if (first < iova + length && end > iova) {
                return true;
            }
        }
        return false;
    }

    private static boolean movesData(long ccw) {
        if (Ccw.count(ccw) == 0 || Ccw.command(ccw) == Ccw.NOP) {
            return false;
        }
        return !Ccw.has(ccw, Ccw.SKIP) || !Ccw.canSkip(Ccw.command(ccw));
    }

    private static boolean isWithin(long address, long head, int ccws) {
        return address >= head && address <= head + (ccws - 1L) * Ccw.SIZE;
    }

    private int segmentOf(long iova) {
        int count = state.getInt(SEGMENT_COUNT);
        for (int i = 0; i < count; i++) {
            if (isWithin(iova, segmentIova(i), segmentLengthOf(i))) {
                return i;
            }
        }
        return -1;
    }

    private long segmentIova(int segment) {
        return state.getInt(SEGMENTS + (long) segment * ENTRY) & 0xffffffffL;
    }

    private long segmentHost(int segment) {
        return state.getInt(SEGMENTS + (long) segment * ENTRY + 4) & 0xffffffffL;
    }

    private int segmentLengthOf(int segment) {
        return state.getInt(SEGMENTS + (long) segment * ENTRY + 8);
    }

    /** Bytes that a word of a list stands for. Where only one kind of list is translated, lists made for data are of that kind. */
    private int idawBlock() {
        return features.everyIdal() ? Orb.idawBlock(control()) : PAGE_SIZE;
    }

    private int idawSize() {
        return features.everyIdal() ? Orb.idawSize(control()) : Long.BYTES;
    }

    private int control() {
        return state.getInt(ORB + Orb.CONTROL);
    }

    private long ccw(long host, int index) {
        return kernel.getLong(host - HostMemory.KERNEL_BASE + (long) index * Ccw.SIZE);
    }

    private void putCcw(long host, int index, long ccw) {
        kernel.putLong(host - HostMemory.KERNEL_BASE + (long) index * Ccw.SIZE, ccw);
    }

    /** Kernel memory for {@code bytes}; never right behind another piece, so that an address belongs to one of them. */
    private long allocate(int bytes) {
        int used = state.getInt(HEAP_USED);
        state.putInt(HEAP_USED, used + ((bytes + 2 * Ccw.SIZE - 1) & -Ccw.SIZE));
        return HostMemory.KERNEL_BASE + used;
    }
}
