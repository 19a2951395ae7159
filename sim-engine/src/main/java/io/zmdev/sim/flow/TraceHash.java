package io.zmdev.sim.flow;

import io.zmdev.sim.trace.Change;
import io.zmdev.sim.trace.Range;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * One value for everything that a simulation recorded: each step with its id, text and time and the bytes that it read and wrote, and the
 * state at the end. Two machines that simulate the same scenario get the same value, whatever their byte order and locale.
 */
public final class TraceHash {

    private final MessageDigest digest;
    private final ByteBuffer number = ByteBuffer.allocate(Long.BYTES);

    private TraceHash() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** 64 hexadecimal digits of a SHA-256; leaves the recording's time travel at its end. */
    public static String of(Recording recording) {
        TraceHash hash = new TraceHash();
        recording.steps().forEach(hash::add);
        recording.timeTravel().seek(recording.steps().size());
        hash.add(recording.timeTravel().stateHash());
        return HexFormat.of().formatHex(hash.digest.digest());
    }

    private void add(Step step) {
        add(step.n());
        add(step.id().text());
        add(step.actor().name());
        add(step.target().name());
        add(step.what());
        add(step.timeNs());
        step.reads().forEach(this::add);
        step.writes().forEach(this::add);
    }

    private void add(Range range) {
        add(range.area());
        add(range.offset());
        add(range.length());
    }

    private void add(Change change) {
        add(change.area());
        add(change.offset());
        add(change.length());
        digest.update(change.before());
        digest.update(change.after());
    }

    private void add(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        add(bytes.length);
        digest.update(bytes);
    }

    private void add(long value) {
        digest.update(number.putLong(0, value).array());
    }
}
