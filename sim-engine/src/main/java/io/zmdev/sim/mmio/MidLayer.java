package io.zmdev.sim.mmio;

/** What stands between VFIO's file operations and the leaf driver. */
public enum MidLayer {
    /** A thin shim: position and bytes go to the driver as they are. */
    THIN("thin"),
    /** It keeps the offsets that the driver gave when the device was opened, and finds the region by them. */
    CACHED("cached"),
    /** It takes index = offset &gt;&gt; 40 for granted, as the rejected macros did. */
    IMPOSED("imposed-shift-40");

    private final String id;

    MidLayer(String id) {
        this.id = id;
    }

    /** The name in the file formats. */
    public String id() {
        return id;
    }
}
