package io.zmdev.sim.host;

import io.zmdev.model.css.ChpId;
import io.zmdev.model.host.DeviceModel;
import io.zmdev.model.host.HostDefinition.SubchannelDefinition;
import io.zmdev.sim.host.sysfs.Attribute;
import io.zmdev.sim.host.sysfs.AttributeTable;
import io.zmdev.sim.host.sysfs.Directory;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An I/O subchannel of the css bus (css.c). */
final class Subchannel extends Device {

    private static final int PATHS = 8;

    private static final AttributeTable<Subchannel> ATTRIBUTES = AttributeTable.of(
            Attribute.readOnly("type", subchannel -> "0\n"),
            Attribute.readOnly("modalias", subchannel -> "css:t0\n"),
            Attribute.readWrite(
                    "driver_override",
                    subchannel -> subchannel.override.orElse("(null)") + "\n",
                    (subchannel, written) -> DriverOverride.store(written, value -> subchannel.override = value)),
            Attribute.readOnly("chpids", Subchannel::chpids),
            Attribute.readOnly("pimpampom", Subchannel::masks),
            Attribute.readOnly("dev_busid", subchannel -> subchannel.definition.device() + "\n"));

    private final Css css;
    private final SubchannelDefinition definition;
    private final Directory directory;
    private Optional<String> override;
    private @Nullable CcwDevice ccwDevice;
    private int verifiedPaths;

    /** @param override the driver that {@code driver_override} names at first */
    Subchannel(Css css, SubchannelDefinition definition, Optional<String> override) {
        super(css.kernel(), "css", Css.ROOT, definition.id().toString());
        this.css = css;
        this.definition = definition;
        this.override = override;
        this.directory = deviceDirectory().attributes(ATTRIBUTES, this);
    }

    SubchannelDefinition definition() {
        return definition;
    }

    Directory directory() {
        return directory;
    }

    /** The driver that {@code driver_override} names. */
    Optional<String> override() {
        return override;
    }

    @Nullable
    CcwDevice ccwDevice() {
        return ccwDevice;
    }

    /** {@code CDEV_TODO_UNREG_EVAL}. */
    void giveUpDevice() {
        css.removeCcwDevice(this);
    }

    void setCcwDevice(@Nullable CcwDevice device) {
        ccwDevice = device;
    }

    /** Whether SENSE ID would find a device now. */
    boolean answers() {
        return definition.model() != DeviceModel.NONE && usablePaths() != 0;
    }

    /** The paths that the machine offers and Linux did not vary off. */
    int usablePaths() {
        int varied = 0;
        for (int bit = 0; bit < PATHS; bit++) {
            ChpId path = pathAt(bit);
            if (path != null && css.isOnline(path)) {
                varied |= 0x80 >> bit;
            }
        }
        return available() & varied;
    }

    /** The paths that answered when they were last verified; going offline or to another driver does not change them. */
    int verifiedPaths() {
        return verifiedPaths;
    }

    /** {@code ccw_device_verify_start}: an online device is asked on every usable path whether it answers. */
    void verifyPaths() {
        verifiedPaths = usablePaths() & definition.pom();
    }

    boolean has(ChpId path) {
        return definition.chpids().contains(path);
    }

    @Override
    Map<String, String> variables() {
        Map<String, String> variables = new LinkedHashMap<>();
        variables.put("ST", "0");
        variables.put("MODALIAS", "css:t0");
        return variables;
    }

    /** The path available mask: a channel path that is configured off is not available. */
    private int available() {
        int configured = 0;
        for (int bit = 0; bit < PATHS; bit++) {
            ChpId path = pathAt(bit);
            if (path != null && css.isConfigured(path)) {
                configured |= 0x80 >> bit;
            }
        }
        return definition.pam() & configured;
    }

    /** The definition lists the channel paths in the order of the bits that are on in the path installed mask. */
    private @Nullable ChpId pathAt(int bit) {
        int mask = 0x80 >> bit;
        if ((definition.pim() & mask) == 0) {
            return null;
        }
        int position = Integer.bitCount(definition.pim() & ~(mask | (mask - 1)));
        return position < definition.chpids().size() ? definition.chpids().get(position) : null;
    }

    private String chpids() {
        StringBuilder text = new StringBuilder();
        for (int bit = 0; bit < PATHS; bit++) {
            ChpId path = pathAt(bit);
            text.append("%02x ".formatted(path == null ? 0 : path.id()));
        }
        return text.append('\n').toString();
    }

    private String masks() {
        return "%02x %02x %02x\n".formatted(definition.pim(), available(), definition.pom());
    }
}
