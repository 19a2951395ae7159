package io.zmdev.testing;

import io.zmdev.sim.channel.AreaStorage;
import io.zmdev.sim.channel.Ccw;
import io.zmdev.sim.channel.Device;
import io.zmdev.sim.channel.Irb;
import io.zmdev.sim.channel.Orb;
import io.zmdev.sim.channel.Scsw;
import io.zmdev.sim.trace.Area;
import io.zmdev.sim.trace.StateSpace;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/** Builds chains of format-1 CCWs, one data area each, runs them on a device and keeps what came of it. */
public final class ProgramBuilder {

    private static final int STORAGE = 0x200000;
    private static final int DATA = 0x10000;
    private static final int ALIGNMENT = 16;
    private static final int READ_BACKWARD = 0x0c;

    /** What a program left: the IRBs, sense data after a unit check, and the data area of each CCW. */
    @SuppressWarnings("ArrayRecordComponent")
    public record Result(List<byte[]> irbs, byte[] sense, List<byte[]> areas) {

        private ByteBuffer last() {
            return ByteBuffer.wrap(irbs.getLast());
        }

        public int deviceStatus() {
            return last().get(Irb.SCSW + Scsw.DEVICE_STATUS) & 0xff;
        }

        public int subchannelStatus() {
            return last().get(Irb.SCSW + Scsw.SUBCHANNEL_STATUS) & 0xff;
        }

        public int residual() {
            return last().getShort(Irb.SCSW + Scsw.COUNT) & 0xffff;
        }

        /** The number of the CCW that was the last, from 0. */
        public int lastCcw() {
            return last().getInt(Irb.SCSW + Scsw.CPA) / Ccw.SIZE - 1;
        }

        /** Hexadecimal digits of a CCW's data area. */
        public String hex(int ccw) {
            return HexFormat.of().formatHex(areas.get(ccw));
        }

        /** Sense bytes 0 and 1, and byte 7: format and message. */
        public String senseSummary() {
            return "%02x%02x %02x".formatted(sense[0], sense[1], sense[7]);
        }
    }

    private record Planned(int command, int flags, int count, int address) {}

    private final Area storage;
    private final ChannelMachine machine;
    private final List<Planned> ccws = new ArrayList<>();
    private int next = DATA;

    /** Programs for a device; adds the area {@code storage} and those of a {@link ChannelMachine}. */
    public ProgramBuilder(StateSpace space, Device device) {
        this.storage = space.add("storage", STORAGE);
        this.machine = new ChannelMachine(space, new AreaStorage(storage), device, false);
    }

    /** A CCW that gets bytes from storage. */
    public ProgramBuilder write(int command, int flags, byte[] bytes) {
        storage.put(next, bytes);
        return add(command, flags, bytes.length);
    }

    /** The same with hexadecimal digits, blanks ignored. */
    public ProgramBuilder write(int command, String hex) {
        return write(command, Ccw.SUPPRESS_LENGTH, HexFormat.of().parseHex(hex.replace(" ", "")));
    }

    /** A CCW that gives bytes to storage; SLI is on. */
    public ProgramBuilder read(int command, int count) {
        return read(command, Ccw.SUPPRESS_LENGTH, count);
    }

    public ProgramBuilder read(int command, int flags, int count) {
        storage.clear(next, count);
        return add(command, flags, count);
    }

    /** READ BACKWARD: the CCW addresses the last byte of its area. */
    public ProgramBuilder readBackward(int count) {
        return read(READ_BACKWARD, count);
    }

    /** TRANSFER IN CHANNEL to the CCW of a number. */
    public ProgramBuilder transferInChannel(int ccw) {
        ccws.add(new Planned(Ccw.TIC, 0, 0, ccw * Ccw.SIZE));
        return this;
    }

    private ProgramBuilder add(int command, int flags, int count) {
        ccws.add(new Planned(command, flags, count, next));
        next += Math.ceilDiv(Math.max(count, 1), ALIGNMENT) * ALIGNMENT;
        return this;
    }

    /** Runs the program: every CCW but the last and those with data chaining are command-chained. */
    public Result run() {
        for (int i = 0; i < ccws.size(); i++) {
            Planned ccw = ccws.get(i);
            boolean chained = i < ccws.size() - 1 && ccw.command() != Ccw.TIC && (ccw.flags() & Ccw.CHAIN_DATA) == 0;
            int flags = ccw.flags() | (chained ? Ccw.CHAIN_COMMAND : 0);
            int address = Ccw.isReadBackward(ccw.command()) ? ccw.address() + ccw.count() - 1 : ccw.address();
            storage.putLong((long) i * Ccw.SIZE, Ccw.of(ccw.command(), flags, ccw.count(), address));
        }
        List<byte[]> irbs = machine.run(Orb.FORMAT_1 | Orb.PREFETCH | 0xff << Orb.LPM_SHIFT, 0);
        byte[] sensed = machine.sense();
        List<byte[]> areas = ccws.stream()
                .map(ccw -> ccw.command() == Ccw.TIC ? new byte[0] : storage.get(ccw.address(), ccw.count()))
                .toList();
        ccws.clear();
        next = DATA;
        return new Result(irbs, sensed, areas);
    }

    /** As many bytes of one value. */
    public static byte[] filled(int length, int value) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, (byte) value);
        return bytes;
    }
}
