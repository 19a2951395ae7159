package io.zmdev.sim.host;

import io.zmdev.model.Errno;
import io.zmdev.model.css.ChpId;
import io.zmdev.rules.ScanSyntax;
import io.zmdev.sim.host.sysfs.Attribute;
import io.zmdev.sim.host.sysfs.AttributeTable;
import io.zmdev.sim.host.sysfs.ComposedDirectory;
import io.zmdev.sim.host.sysfs.Directory;
import io.zmdev.sim.host.sysfs.Written;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** A channel path and its attributes (chp.c). */
final class ChannelPathDevice {

    /** What is at the end of a path; it shows as the channel path type. */
    enum Kind {
        VIRTIO(0x32),
        EMULATED_IO(0x1a),
        FICON(0x1b),
        OSA_EXPRESS(0x11);

        private final int type;

        Kind(int type) {
            this.type = type;
        }
    }

    private static final int UTIL_STRING_LENGTH = 64;

    private static final AttributeTable<ChannelPathDevice> ATTRIBUTES = AttributeTable.of(
            Attribute.readWrite(
                    "status", path -> path.online ? "online\n" : "offline\n", ChannelPathDevice::storeStatus),
            Attribute.unreadable("configure", 0644, Errno.EOPNOTSUPP, ChannelPathDevice::storeConfigure),
            Attribute.readOnly("type", path -> Integer.toHexString(path.kind.type) + "\n"),
            Attribute.readOnly("cmg", path -> "unknown\n"),
            Attribute.readOnly("shared", path -> "unknown\n"),
            Attribute.readOnly("chid", path -> ""),
            Attribute.readOnly("chid_external", path -> ""),
            Attribute.readOnly("esc", path -> "0\n"),
            Attribute.readOnly("speed_bps", path -> "0\n"),
            Attribute.readOnly("util_string", path -> "\0".repeat(UTIL_STRING_LENGTH)),
            Attribute.readWrite(
                    "uevent",
                    path -> "",
                    (path, written) -> SyntheticUevent.send(path.css.kernel(), path.path(), Map.of(), written)));

    private final Css css;
    private final ChpId id;
    private final Kind kind;
    private final Directory directory = new ComposedDirectory().attributes(ATTRIBUTES, this);
    private boolean online;
    private boolean configured = true;

    ChannelPathDevice(Css css, ChpId id, Kind kind, boolean online) {
        this.css = css;
        this.id = id;
        this.kind = kind;
        this.online = online;
    }

    ChpId id() {
        return id;
    }

    String name() {
        return "chp" + id;
    }

    Directory directory() {
        return directory;
    }

    /** Varied online: Linux may use it. */
    boolean online() {
        return online;
    }

    /** Configured on in the machine. */
    boolean configured() {
        return configured;
    }

    void setConfigured(boolean newConfigured) {
        configured = newConfigured;
    }

    private String path() {
        return Css.ROOT + "/" + name();
    }

    /** {@code chp_status_write}: the beginning of the word decides. */
    private Optional<Errno> storeStatus(Written written) {
        String word = ScanSyntax.word(written.text(), 5).toLowerCase(Locale.ROOT);
        if (word.startsWith("on") || word.equals("1")) {
            vary(true);
        } else if (word.startsWith("off") || word.equals("0")) {
            vary(false);
        } else {
            return Optional.of(Errno.EINVAL);
        }
        return Optional.empty();
    }

    private void vary(boolean on) {
        if (online != on) {
            online = on;
            css.pathChanged(this);
        }
    }

    /** {@code chp_configure_write}: without SCLP the task that it starts does nothing. */
    private Optional<Errno> storeConfigure(Written written) {
        return ScanSyntax.decimal(written.text()).isEmpty() ? Optional.of(Errno.EINVAL) : Optional.empty();
    }
}
