package io.zmdev.sim.vfioccw;

import java.util.Arrays;
import java.util.Optional;

/** The regions of the device file; the offset in the file is the index times 1 KiB. */
public enum Region {
    IO(0, "io", 124, true),
    ASYNC(1, "async", 8, true),
    SCHIB(2, "schib", 52, false),
    CRW(3, "crw", 8, false);

    /** Offsets in the I/O region. */
    public static final int ORB = 0;

    public static final int SCSW = 12;
    public static final int IRB = 24;
    public static final int RET_CODE = 120;

    /** Offsets in the async region. */
    public static final int COMMAND = 0;

    public static final int COMMAND_RET_CODE = 4;

    public static final int COMMAND_HSCH = 1;
    public static final int COMMAND_CSCH = 2;

    private final int index;
    private final String id;
    private final int size;
    private final boolean writable;

    Region(int index, String id, int size, boolean writable) {
        this.index = index;
        this.id = id;
        this.size = size;
        this.writable = writable;
    }

    /** The region index, as registered by today's driver. */
    public int index() {
        return index;
    }

    /** The name in the file formats. */
    public String id() {
        return id;
    }

    /** In bytes. */
    public int size() {
        return size;
    }

    public boolean isWritable() {
        return writable;
    }

    /** In the device file, in bytes. */
    public long offset() {
        return (long) index << 10;
    }

    public static Optional<Region> ofId(String id) {
        return Arrays.stream(values()).filter(region -> region.id.equals(id)).findFirst();
    }
}
