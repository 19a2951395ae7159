package io.zmdev.testing;

import io.zmdev.sim.channel.Ccw;
import io.zmdev.sim.channel.Orb;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * Random channel programs for an ECKD volume of three cylinders: what an operating system does, the same with an error in it, and
 * commands in any order. Each is chained and addressed in any way that the architecture has.
 */
public final class EckdPrograms {

    /** Of the storage of one program, in bytes. */
    public static final int MEMORY = 0x20000;

    private static final int CYLINDERS = 3;
    private static final int HEADS = 15;
    private static final int LISTS = 0x2000;
    private static final int PARAMETERS = 0x4000;
    private static final int DATA = 0x8000;
    private static final int FILLER = 0x5a;

    private static final int READ_TRACK = 0xde;

    /** The operations, orient and read data, that Hercules has for LOCATE RECORD, but not for LOCATE RECORD EXTENDED. */
    private static final Set<Integer> LOCATE_RECORD_ONLY = Set.of(0x00, 0x06);

    private static final int[] READS = {0x06, 0x86, 0x0e, 0x8e, 0x12, 0x92, 0x1e, 0x9e, 0x16, 0x1a};
    private static final int[] WRITES = {0x05, 0x05, 0x0d, 0x85, 0x8d};
    private static final int[] FORMATS = {0x1d, 0x1d, 0x1d, 0x11, 0x15};
    private static final int[] ANY = {
        0x03, 0x06, 0x86, 0x0e, 0x8e, 0x12, 0x92, 0x1e, 0x9e, 0x16, 0x96, 0x1a, 0x9a, 0x05, 0x85, 0x0d, 0x8d, 0x1d,
        0x9d, 0x15, 0x11, 0x07, 0x0b, 0x1b, 0x13, 0x1f, 0x23, 0x31, 0xb1, 0x51, 0x71, 0x29, 0x49, 0x69, 0xa9, 0x39,
        0xb9, 0x63, 0x47, 0xde, 0x00, 0x09, 0x41, 0x0c
    };

    private final SplittableRandom random;
    private final ByteBuffer memory = ByteBuffer.allocate(MEMORY);
    private final List<String> listing = new ArrayList<>();
    private final int base;
    private final boolean format1;
    private final int orbControl;
    /** How often one of a hundred fields gets a wrong value. */
    private final int errors;

    private int nextCcw;
    private int nextList = LISTS;
    private int nextParameters = PARAMETERS;
    private int nextData = DATA;
    private boolean inDomain;
    private long lastCcw;
    private int lastCcwAt;

    private EckdPrograms(long seed, int base) {
        this.random = new SplittableRandom(seed);
        this.base = base;
        this.format1 = oneIn(2);
        this.errors = oneIn(2) ? 0 : 4;
        int control = 0xff << Orb.LPM_SHIFT;
        control |= format1 ? Orb.FORMAT_1 : 0;
        control |= oneIn(2) ? Orb.PREFETCH : 0;
        control |= oneIn(2) ? Orb.FORMAT_2_IDAW : 0;
        control |= (control & Orb.FORMAT_2_IDAW) != 0 && oneIn(3) ? Orb.IDAW_2K : 0;
        control |= oneIn(4) ? Orb.SUPPRESS_LENGTH : 0;
        this.orbControl = control;
    }

    /**
     * The program of a seed.
     *
     * @param base where its {@link #MEMORY} bytes stand, a multiple of 4096 below 2^24
     */
    public static ProgramCase generate(long seed, int base) {
        return new EckdPrograms(seed, base).generate(seed);
    }

    private ProgramCase generate(long seed) {
        while (memory.hasRemaining()) {
            memory.put((byte) (memory.position() < DATA ? 0 : FILLER));
        }
        switch (random.nextInt(10)) {
            case 0, 1, 2, 3 -> locate();
            case 4, 5, 6 -> search();
            case 7 -> readIpl();
            default -> soup();
        }
        endChain();
        boolean concurrentSense = oneIn(2);
        return new ProgramCase(seed, orbControl, base, concurrentSense, memory.array(), CYLINDERS, tracks(), listing);
    }

    // Programs

    /** Perhaps SEEK, DEFINE EXTENT, LOCATE RECORD and the commands of its domain, now and then two domains. */
    private void locate() {
        int first = random.nextInt(CYLINDERS * HEADS);
        int last = oneIn(4) ? first : Math.min(CYLINDERS * HEADS - 1, first + random.nextInt(20));
        int mask = pick(0xc0, 0xc0, 0x80, 0x00) | (oneIn(6) ? pick(0x08, 0x10, 0x18) : 0);
        defineExtent(mask, first, last);
        int domains = oneIn(4) ? 2 : 1;
        for (int i = 0; i < domains; i++) {
            domain(first + random.nextInt(last - first + 1));
        }
        // Hercules is on the next track after READ TRACK.
        if (oneIn(4) && Ccw.command(lastCcw) != READ_TRACK) {
            anyCommand();
        }
    }

    private void domain(int track) {
        int operation = error() ? random.nextInt(0x40) : pick(0x06, 0x06, 0x16, 0x01, 0x01, 0x03, 0x0c, 0x00);
        int orientation = switch (operation) {
            case 0x03 -> pick(0x00, 0x00, 0x00, 0x40, 0xc0);
            case 0x0c -> pick(0x40, error() ? 0xc0 : 0x00);
            default -> error() ? pick(0x40, 0xc0) : pick(0x00, 0x00, 0x80);
        };
        int count = operation == 0 ? 0 : 1 + random.nextInt(4);
        boolean lengthValid = operation == 0x01 || oneIn(4);
        int length = lengthValid ? pick(4096, 4096, 8, 100) : 0;
        int record = operation == 0x03 ? random.nextInt(4) : 1 + random.nextInt(6);
        int commands = oneIn(8) ? count - 1 + random.nextInt(3) : count;
        locateRecord(orientation | operation, lengthValid ? 0x80 : 0, count, track, record, length);
        inDomain = true;
        for (int i = 0; i < commands; i++) {
            if (error()) {
                anyCommand();
                continue;
            }
            switch (operation) {
                case 0x01 ->
                    write(
                            i == 0 && orientation == 0 ? pick(0x05, 0x0d, 0x85, 0x85) : pick(0x85, 0x85, 0x8d),
                            length == 0 ? 4096 : length);
                case 0x03 -> {
                    if (orientation != 0 && i == 0) {
                        formatWrite(0x15, track, 0);
                    } else {
                        formatWrite(pick(0x1d, 0x1d, 0x9d), track, record + i + 1);
                    }
                }
                case 0x0c -> read(READ_TRACK, 20000);
                default -> read(pick(READS), readLength());
            }
        }
        inDomain = commands < count;
    }

    /** SEEK, a loop of a search and TRANSFER IN CHANNEL, then reads and writes. */
    private void search() {
        int track = random.nextInt(CYLINDERS * HEADS);
        if (oneIn(4)) {
            defineExtent(pick(0xc0, 0x00, 0x80, 0x40), 0, CYLINDERS * HEADS - 1);
        }
        if (oneIn(5)) {
            parameters(0x1f, bytes(1, pick(0xc0, 0x80, 0x00, 0x40, 0xd8)));
        }
        seek(pick(0x07, 0x07, 0x07, 0x0b, 0x1b), track);
        if (oneIn(3)) {
            parameters(0x23, bytes(1, random.nextInt(224)));
        }
        if (oneIn(6)) {
            read(0x1a, 5);
        }
        int loop = nextCcw;
        boolean byKey = oneIn(4);
        int multitrack = oneIn(4) ? 0x80 : 0;
        if (byKey) {
            parameters(pick(0x29, 0x49, 0x69) | multitrack, key(1 + random.nextInt(4)));
        } else {
            parameters(pick(0x31, 0x31, 0x31, 0x51, 0x71) | multitrack, identifier(track, random.nextInt(5)));
        }
        transferInChannel(loop);
        int commands = 1 + random.nextInt(3);
        for (int i = 0; i < commands; i++) {
            switch (random.nextInt(4)) {
                case 0 -> write(pick(WRITES), pick(4096, 100, 8));
                case 1 -> formatWrite(pick(FORMATS), track, 1 + random.nextInt(6));
                default -> read(pick(READS), readLength());
            }
        }
    }

    private void readIpl() {
        read(0x02, readLength());
        if (oneIn(2)) {
            read(pick(READS), readLength());
        }
    }

    private void soup() {
        int commands = 1 + random.nextInt(6);
        if (!oneIn(4)) {
            seek(0x07, random.nextInt(CYLINDERS * HEADS));
        }
        for (int i = 0; i < commands; i++) {
            anyCommand();
        }
    }

    private void anyCommand() {
        int command = pick(ANY);
        int track = random.nextInt(CYLINDERS * HEADS);
        switch (command) {
            case 0x03, 0x13 -> plain(command, 1);
            case 0x07, 0x0b, 0x1b -> seek(command, track);
            case 0x23 -> parameters(command, bytes(1, random.nextInt(224)));
            case 0x1f -> parameters(command, bytes(1, random.nextInt(256)));
            case 0x31, 0xb1, 0x51, 0x71 -> parameters(command, identifier(track, random.nextInt(5)));
            case 0x29, 0x49, 0x69, 0xa9 -> parameters(command, key(1 + random.nextInt(4)));
            case 0x39, 0xb9 -> parameters(command, identifier(track, 0));
            case 0x63 -> defineExtent(pick(0xc0, 0x80, 0x00), 0, track);
            case 0x47 -> domain(track);
            case 0x1d, 0x9d, 0x11 -> formatWrite(command, track, 1 + random.nextInt(6));
            case 0x15 -> formatWrite(command, track, 0);
            case 0x05, 0x85, 0x0d, 0x8d -> write(inDomain ? command | 0x80 : command, pick(4096, 100, 8));
            case 0x00, 0x09, 0x41 -> plain(command, 8);
            default -> read(command, readLength());
        }
    }

    // Commands

    private void defineExtent(int mask, int first, int last) {
        ByteBuffer list = ByteBuffer.allocate(16);
        list.put((byte) (error() ? mask | random.nextInt(0x40) : mask))
                .put((byte) (error() ? 0 : 0xc0))
                .putShort((short) (oneIn(4) ? 4096 : 0))
                .putInt(0)
                .putInt(error() && oneIn(4) ? CYLINDERS << 16 : address(first))
                .putInt(error() && oneIn(4) ? CYLINDERS << 16 : address(last));
        parameters(0x63, list.array());
    }

    private void locateRecord(int operation, int auxiliary, int count, int track, int record, int length) {
        boolean extended = oneIn(3) && !LOCATE_RECORD_ONLY.contains(operation & 0x3f);
        ByteBuffer list = ByteBuffer.allocate(extended ? 20 : 16);
        list.put((byte) operation)
                .put((byte) (error() ? random.nextInt(256) : auxiliary))
                .put((byte) (error() ? 1 : 0))
                .put((byte) (error() ? random.nextInt(5) : count))
                .putInt(cchh(track))
                .putInt(cchh(error() ? random.nextInt(CYLINDERS * HEADS) : track))
                .put((byte) record)
                .put((byte) (error() ? random.nextInt(256) : pick(0xff, 0x06, 0x18)))
                .putShort((short) length);
        if (extended && error()) {
            list.put(17, (byte) pick(0x01, 0x11, 0x23));
        }
        parameters(extended ? 0x4b : 0x47, list.array());
    }

    private void seek(int command, int track) {
        ByteBuffer list = ByteBuffer.allocate(6);
        list.putShort((short) (error() ? 1 : 0)).putInt(cchh(track));
        parameters(command, list.array());
    }

    private void formatWrite(int command, int track, int record) {
        int keyLength = oneIn(3) ? 4 : 0;
        int dataLength = oneIn(10) ? 0 : pick(8, 100, 4096);
        ByteBuffer data = ByteBuffer.allocate(8 + keyLength + dataLength);
        data.putInt(cchh(track)).put((byte) record).put((byte) keyLength).putShort((short) dataLength);
        while (data.hasRemaining()) {
            data.put((byte) random.nextInt(256));
        }
        parameters(command, data.array());
    }

    private void write(int command, int length) {
        byte[] data = new byte[length];
        for (int i = 0; i < length; i++) {
            data[i] = (byte) random.nextInt(256);
        }
        parameters(command, data);
    }

    /** A command that gets these bytes from storage, or one or two more or fewer. */
    private void parameters(int command, byte[] bytes) {
        int count = oneIn(12) ? Math.max(1, bytes.length + random.nextInt(5) - 2) : bytes.length;
        boolean large = bytes.length > 200;
        int at = (large ? nextData : nextParameters) + random.nextInt(8);
        if (at + Math.max(count, bytes.length) > (large ? MEMORY : DATA)) {
            return;
        }
        memory.put(at, bytes);
        if (large) {
            nextData = at + count + 16;
        } else {
            nextParameters = at + count + 16;
        }
        listing.add("%02x with %s".formatted(command, HexFormat.of().formatHex(bytes, 0, Math.min(bytes.length, 20))));
        transfer(command, at, count);
    }

    private void read(int command, int count) {
        int at = nextData + random.nextInt(64);
        if (at + count <= MEMORY) {
            nextData = at + count;
            transfer(command, at, count);
        }
    }

    private void plain(int command, int count) {
        transfer(command, nextData, count);
    }

    // CCWs

    /** One CCW, or several with data chaining, over {@code count} bytes. */
    private void transfer(int command, int at, int count) {
        int done = 0;
        boolean chainable = command != READ_TRACK && (!inDomain || !Ccw.canSkip(command));
        while (chainable && !isSearchKey(command) && oneIn(8) && count - done > 2) {
            int part = 1 + random.nextInt(count - done - 1);
            ccw(done == 0 ? command : ignoredCommand(command), Ccw.CHAIN_DATA, at + done, part);
            if (oneIn(4)) {
                int next = nextCcw + 8 + 8 * random.nextInt(3);
                transferInChannel(next);
                nextCcw = next;
            }
            done += part;
        }
        ccw(done == 0 ? command : ignoredCommand(command), Ccw.CHAIN_COMMAND, at + done, count - done);
    }

    /** A code of the same direction that the device would reject. */
    private int ignoredCommand(int command) {
        return Ccw.canSkip(command) ? pick(0x42, 0xc2) : pick(0x41, 0x61, 0x91);
    }

    private void ccw(int command, int chaining, int at, int count) {
        int flags = chaining;
        flags |= oneIn(5) && command != Ccw.NOP ? 0 : Ccw.SUPPRESS_LENGTH;
        flags |= Ccw.canSkip(command) && oneIn(12) ? Ccw.SKIP : 0;
        flags |= oneIn(24) ? Ccw.PCI : 0;
        flags |= errors != 0 && oneIn(40) ? Ccw.SUSPEND : 0;
        int address = base + at;
        if (oneIn(4)) {
            flags |= Ccw.IDA;
            address = base + idawList(at, count);
        }
        if (error() && oneIn(3)) {
            address = format1 ? pick(0x01fffff0, 0x7ffffff0) : 0x00ffffff;
        }
        emit(Ccw.of(command, flags, error() && oneIn(4) ? 0 : count, address & (format1 ? 0x7fffffff : 0xffffff)));
    }

    private int idawList(int at, int count) {
        int size = Orb.idawSize(orbControl);
        int block = Orb.idawBlock(orbControl);
        int list = Math.ceilDiv(nextList, 8) * 8 + (error() && oneIn(2) ? 4 : 0);
        int place = list;
        int address = base + at;
        int end = address + Math.max(count, 1);
        while (address < end) {
            int word = error() && oneIn(2) ? address + pick(1, 2048, 0x7f000000) : address;
            if (size == 8) {
                memory.putLong(place, word);
            } else {
                memory.putInt(place, word);
            }
            place += size;
            address = (address / block + 1) * block;
        }
        nextList = place;
        return list;
    }

    private void transferInChannel(int target) {
        int flags = error() && oneIn(2) ? Ccw.SUPPRESS_LENGTH : 0;
        int at = error() && oneIn(2) ? target + pick(4, 8) : target;
        long ccw = Ccw.of(Ccw.TIC, format1 ? flags : 0, 0, base + at);
        long last = lastCcw;
        int lastAt = lastCcwAt;
        emit(ccw);
        lastCcw = last;
        lastCcwAt = lastAt;
    }

    private void emit(long ccw) {
        memory.putLong(nextCcw, format1 ? ccw : Ccw.toFormat0(ccw));
        lastCcw = ccw;
        lastCcwAt = nextCcw;
        listing.add("%06x: %02x flags %02x count %5d at %08x"
                .formatted(base + nextCcw, Ccw.command(ccw), Ccw.flags(ccw), Ccw.count(ccw), Ccw.address(ccw)));
        nextCcw += Ccw.SIZE;
    }

    /** The last CCW ends the program. */
    private void endChain() {
        long ccw = lastCcw & ~((long) Ccw.CHAIN_COMMAND << 48);
        memory.putLong(lastCcwAt, format1 ? ccw : Ccw.toFormat0(ccw));
    }

    // The volume

    private List<byte[]> tracks() {
        List<byte[]> tracks = new ArrayList<>();
        for (int track = 0; track < CYLINDERS * HEADS; track++) {
            tracks.add(track(track));
        }
        return tracks;
    }

    private byte[] track(int track) {
        ByteBuffer image = ByteBuffer.allocate(56000);
        image.put((byte) 0).putInt(address(track));
        record(image, track, 0, 0, 8);
        switch (random.nextInt(8)) {
            case 0 -> {
                for (int r = 1; r <= 5; r++) {
                    record(image, track, r, 4, 100);
                }
            }
            case 1 -> {
                record(image, track, 1, 0, 8);
                record(image, track, 2, 0, 0);
                record(image, track, 4, 2, 100);
            }
            case 2 -> {}
            default -> {
                for (int r = 1; r <= 12; r++) {
                    record(image, track, r, 0, 4096);
                }
            }
        }
        image.putLong(-1);
        byte[] bytes = new byte[image.position()];
        image.get(0, bytes);
        return bytes;
    }

    private void record(ByteBuffer image, int track, int record, int keyLength, int dataLength) {
        image.putInt(address(track)).put((byte) record).put((byte) keyLength).putShort((short) dataLength);
        for (int i = 0; i < keyLength; i++) {
            image.put((byte) record);
        }
        for (int i = 0; i < dataLength; i++) {
            image.put((byte) (track + 16 * record + i));
        }
    }

    // Values

    private byte[] identifier(int track, int record) {
        return ByteBuffer.allocate(5).putInt(cchh(track)).put((byte) record).array();
    }

    private static boolean isSearchKey(int command) {
        int single = command & 0x7f;
        return single == 0x29 || single == 0x49 || single == 0x69;
    }

    private byte[] key(int record) {
        return bytes(4, record);
    }

    private static byte[] bytes(int length, int value) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, (byte) value);
        return bytes;
    }

    /** Now and then outside the volume. */
    private int cchh(int track) {
        return error() && oneIn(4) ? pick(CYLINDERS << 16, HEADS, 0xffff0000) : address(track);
    }

    private static int address(int track) {
        return (track / HEADS) << 16 | track % HEADS;
    }

    private int readLength() {
        return pick(8, 100, 4096, 4096, 5000);
    }

    private boolean error() {
        return random.nextInt(100) < errors;
    }

    private boolean oneIn(int n) {
        return random.nextInt(n) == 0;
    }

    private int pick(int... values) {
        return values[random.nextInt(values.length)];
    }
}
