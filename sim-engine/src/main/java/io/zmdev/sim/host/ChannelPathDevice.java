package io.zmdev.sim.host;

import io.zmdev.model.Errno;
import io.zmdev.model.css.ChpId;
import io.zmdev.model.host.Answer;
import io.zmdev.rules.KernelBehaviour;
import io.zmdev.rules.ScanSyntax;
import io.zmdev.sim.host.sysfs.Attribute;
import io.zmdev.sim.host.sysfs.AttributeTable;
import io.zmdev.sim.host.sysfs.ComposedDirectory;
import io.zmdev.sim.host.sysfs.Directory;
import io.zmdev.sim.host.sysfs.Written;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** A channel path and its attributes (chp.c). */
final class ChannelPathDevice {

    /** What is at the end of a path; it shows as the channel path type. */
    enum Kind {
        VIRTIO(0x32, false),
        EMULATED_IO(0x1a, false),
        FICON(0x1b, true),
        OSA_EXPRESS(0x11, true);

        private final int type;
        private final boolean configurable;

        /** @param configurable whether it is one of a mainframe, whose SCLP configures channel paths; QEMU's does not */
        Kind(int type, boolean configurable) {
            this.type = type;
            this.configurable = configurable;
        }
    }

    private static final int UTIL_STRING_LENGTH = 64;

    /** What {@code sscanf(text, "%d %c")} converts to one number and no character. */
    private static final Pattern CONFIGURATION = Pattern.compile("[ \\t-\\r\\u00a0]*-?[0-9]+[ \\t-\\r\\u00a0]*");

    private static final AttributeTable<ChannelPathDevice> ATTRIBUTES = AttributeTable.of(
            Attribute.readWrite(
                    "status", path -> path.online ? "online\n" : "offline\n", ChannelPathDevice::storeStatus),
            new Attribute<>(
                    "configure",
                    0644,
                    Optional.empty(),
                    ChannelPathDevice::showConfigure,
                    ChannelPathDevice::storeConfigure),
            Attribute.readOnly("type", path -> Integer.toHexString(path.kind.type) + "\n"),
            Attribute.readOnly("cmg", path -> "unknown\n"),
            Attribute.readOnly("shared", path -> "unknown\n"),
            Attribute.readOnly("chid", path -> ""),
            Attribute.readOnly("chid_external", path -> ""),
            Attribute.readOnly("esc", path -> "0\n"),
            Attribute.<ChannelPathDevice>readOnly("speed_bps", path -> "0\n").since(KernelBehaviour.CHANNEL_PATH_SPEED),
            Attribute.readOnly("util_string", path -> "\0".repeat(UTIL_STRING_LENGTH)),
            Attribute.readWrite(
                    "uevent",
                    path -> "",
                    (path, written) -> SyntheticUevent.send(path.css.kernel(), path.path(), Map.of(), written)));

    private final Css css;
    private final ChpId id;
    private final Kind kind;
    private final Directory directory;
    private boolean online;
    private boolean configured = true;

    ChannelPathDevice(Css css, ChpId id, Kind kind, boolean online) {
        this.css = css;
        this.id = id;
        this.kind = kind;
        this.online = online;
        directory =
                new ComposedDirectory().attributes(ATTRIBUTES.on(css.kernel().version()), this);
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

    /** {@code chp_status_write}: the beginning of the word decides; an empty C string is taken and does nothing. */
    private Optional<Errno> storeStatus(Written written) {
        if (written.text().isEmpty()) {
            return Optional.empty();
        }
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

    /** {@code chp_configure_show}. */
    private Answer<String> showConfigure() {
        return kind.configurable ? Answer.ok(configured ? "1\n" : "0\n") : Answer.refused(Errno.EOPNOTSUPP);
    }

    /** {@code chp_configure_write}: a number with nothing but blanks behind it; without SCLP the task that it starts does nothing. */
    private Optional<Errno> storeConfigure(Written written) {
        Optional<Boolean> on = CONFIGURATION.matcher(written.text()).matches()
                ? ScanSyntax.decimal(written.text()).stream()
                        .filter(value -> value == 0 || value == 1)
                        .mapToObj(value -> value == 1)
                        .findFirst()
                : Optional.empty();
        if (on.isEmpty()) {
            return Optional.of(Errno.EINVAL);
        }
        return kind.configurable ? css.configure(id, on.get()) : Optional.empty();
    }
}
