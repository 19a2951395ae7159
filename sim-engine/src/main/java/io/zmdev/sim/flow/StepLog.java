package io.zmdev.sim.flow;

import io.zmdev.sim.trace.StepKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;

/** The steps of a run in columns: 38 bytes a step. Not thread-safe while it grows. */
public final class StepLog {

    /** In place of a device's number, for a step that is of none, or of the only one. */
    public static final int NO_DEVICE = -1;

    private final List<StepKind> kinds = new ArrayList<>();
    private final IdentityHashMap<StepKind, Integer> codes = new IdentityHashMap<>();
    private int[] kind = new int[256];
    private short[] devices = new short[256];
    private long[] times = new long[256];
    private long[] arguments = new long[3 * 256];
    private int size;

    /** Adds a step of no device that ended at this time in ns. */
    public void add(StepKind step, long time, long a, long b, long c) {
        add(NO_DEVICE, step, time, a, b, c);
    }

    /** Adds a step of a device, 0..32767, that ended at this time in ns. */
    public void add(int device, StepKind step, long time, long a, long b, long c) {
        if (size == kind.length) {
            kind = Arrays.copyOf(kind, 2 * size);
            devices = Arrays.copyOf(devices, 2 * size);
            times = Arrays.copyOf(times, 2 * size);
            arguments = Arrays.copyOf(arguments, 6 * size);
        }
        Integer code = codes.get(step);
        if (code == null) {
            code = kinds.size();
            codes.put(step, code);
            kinds.add(step);
        }
        kind[size] = code;
        devices[size] = (short) device;
        times[size] = time;
        arguments[3 * size] = a;
        arguments[3 * size + 1] = b;
        arguments[3 * size + 2] = c;
        size++;
    }

    public int size() {
        return size;
    }

    public StepKind kind(int step) {
        return kinds.get(kind[step]);
    }

    /** The device of a step, or {@link #NO_DEVICE}. */
    public int device(int step) {
        return devices[step];
    }

    /** When the step ended, in ns. */
    public long time(int step) {
        return times[step];
    }

    /** Argument 0..2 of a step. */
    public long argument(int step, int index) {
        return arguments[3 * step + index];
    }

    public String text(int step) {
        return kind(step).text(arguments[3 * step], arguments[3 * step + 1], arguments[3 * step + 2]);
    }
}
