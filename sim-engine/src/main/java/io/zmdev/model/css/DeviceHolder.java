package io.zmdev.model.css;

/**
 * What holds a device of the host, one step at a time: partition {@code dasda2} is under volume {@code vg0-root}, and
 * {@code vg0-root} is mounted on {@code /}.
 *
 * @param device what is held: a disk, a partition, or what another holder made of them
 * @param name who holds it: a mount point as {@code /proc/self/mountinfo} prints it (a blank is {@code \040}), the name of a
 *     volume or an array, the state of a network interface; of swap, nothing
 */
public record DeviceHolder(String device, Use use, String name) {

    /** How a device is held; {@link #id} is the name in the file formats. */
    public enum Use {
        MOUNT("mount", "is mounted on"),
        SWAP("swap", "is swap"),
        LVM("lvm", "is under the logical volume"),
        MULTIPATH("multipath", "is a path of the multipath device"),
        CRYPT("crypt", "is under the encrypted volume"),
        RAID("raid", "is a member of the array"),
        DEVICE_MAPPER("device-mapper", "is under the device-mapper device"),
        NETWORK("network", "is a network interface that is");

        private final String id;
        private final String words;

        Use(String id, String words) {
            this.id = id;
            this.words = words;
        }

        public String id() {
            return id;
        }
    }

    /** Whether the host runs from it. */
    public boolean isRoot() {
        return use == Use.MOUNT && name.equals("/");
    }

    /** {@code dasda1 is mounted on /boot}. */
    public String sentence() {
        return switch (use) {
            case SWAP -> device + " " + use.words;
            case MOUNT, LVM, MULTIPATH, CRYPT, RAID, DEVICE_MAPPER, NETWORK -> device + " " + use.words + " " + name;
        };
    }
}
