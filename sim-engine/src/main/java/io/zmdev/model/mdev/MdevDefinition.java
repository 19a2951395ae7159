package io.zmdev.model.mdev;

import java.util.List;

/**
 * A persistent definition of a mediated device as mdevctl keeps it ({@code /etc/mdevctl.d/PARENT/UUID}).
 *
 * @param parent kernel name of the parent device: {@code matrix} or a subchannel such as {@code 0.0.0313}
 * @param type the type's directory name, such as {@code vfio_ap-passthrough}
 * @param autostart whether it starts when its parent appears
 * @param attributes what is written after the device was created, in this order
 */
public record MdevDefinition(String parent, MdevUuid uuid, String type, boolean autostart, List<Attribute> attributes) {

    /** The parent device of every matrix device. */
    public static final String MATRIX_PARENT = "matrix";

    public static final String PASSTHROUGH = "vfio_ap-passthrough";
    public static final String CCW = "vfio_ccw-io";

    /** One write: the name of a file in the device's directory, and the value. */
    public record Attribute(String name, String value) {}

    public MdevDefinition {
        attributes = List.copyOf(attributes);
    }
}
