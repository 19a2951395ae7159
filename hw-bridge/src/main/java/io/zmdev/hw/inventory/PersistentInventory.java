package io.zmdev.hw.inventory;

import io.zmdev.exchange.MdevctlTree;
import io.zmdev.exchange.UdevRules;
import io.zmdev.exchange.UdevRules.ApRule;
import io.zmdev.hw.host.HostAccess;
import io.zmdev.hw.host.Look;
import io.zmdev.io.MdevctlDocument;
import io.zmdev.model.Errno;
import io.zmdev.model.ErrorCode;
import io.zmdev.model.ZmdevException;
import io.zmdev.model.css.SubchannelId;
import io.zmdev.model.host.Answer;
import io.zmdev.model.host.PersistentState;
import io.zmdev.model.mdev.MdevDefinition;
import io.zmdev.model.mdev.MdevUuid;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads what a host keeps in files for its next boot: definitions of mdevctl, the udev rules of chzdev, zmdev and driverctl,
 * {@code modules-load.d}, {@code modprobe.d}, and the autostart links of libvirt.
 */
public final class PersistentInventory {

    private static final String DRIVERCTL = "/etc/driverctl.d";
    private static final String MODULES_LOAD = "/etc/modules-load.d";
    private static final String MODPROBE = "/etc/modprobe.d";
    private static final String AUTOSTART_GUESTS = "/etc/libvirt/qemu/autostart";
    private static final Pattern BLOCKED =
            Pattern.compile("\\s*(?:blacklist\\s+(\\S+)|install\\s+(\\S+)\\s+/(?:usr/)?bin/(?:false|true))\\s*");

    /** Everything that is read, so that a host behind a slow link shows it in one round trip. */
    public static final List<Look> LOOKS = List.of(
            Look.content(UdevRules.AP_PATH),
            Look.content(UdevRules.CCW_PATH),
            Look.names(MdevctlTree.FOLDER),
            Look.names(MdevctlTree.FOLDER + "/*"),
            Look.content(MdevctlTree.FOLDER + "/*/*"),
            Look.names(DRIVERCTL),
            Look.content(DRIVERCTL + "/*"),
            Look.names(MODULES_LOAD),
            Look.content(MODULES_LOAD + "/*.conf"),
            Look.names(MODPROBE),
            Look.content(MODPROBE + "/*.conf"),
            Look.names(AUTOSTART_GUESTS));

    private final Attributes attributes;

    private PersistentInventory(Attributes attributes) {
        this.attributes = attributes;
    }

    /**
     * Reads the persistent state.
     *
     * @throws io.zmdev.model.ZmdevException HOST_UNREADABLE when a folder can't be read
     */
    public static PersistentState read(HostAccess host) {
        return new PersistentInventory(new Attributes(host.view(LOOKS))).read();
    }

    /**
     * The whole content of a file that keeps something, empty when it is not there.
     *
     * @throws io.zmdev.model.ZmdevException HOST_UNREADABLE; FILE_UNUSABLE when it is no text in UTF-8
     */
    public static Optional<String> file(HostAccess host, String path) {
        return switch (host.read(path)) {
            case Answer.Refused<byte[]>(Errno errno) when errno == Errno.ENOENT -> Optional.empty();
            case Answer.Refused<byte[]>(Errno errno) ->
                throw new ZmdevException(
                        ErrorCode.HOST_UNREADABLE,
                        "%s: %s can't be read (%s), so it can't be changed".formatted(host.uri(), path, errno.text()));
            case Answer.Ok<byte[]>(byte[] bytes) -> {
                String text = new String(bytes, StandardCharsets.UTF_8);
                if (text.indexOf('\0') >= 0 || !Arrays.equals(bytes, text.getBytes(StandardCharsets.UTF_8))) {
                    throw new ZmdevException(
                            ErrorCode.FILE_UNUSABLE,
                            "%s: %s is no text in UTF-8; move it away, or plan with --no-persist"
                                    .formatted(host.uri(), path));
                }
                yield Optional.of(text);
            }
        };
    }

    private PersistentState read() {
        ApRule rule = text(UdevRules.AP_PATH).map(UdevRules::parseAp).orElse(ApRule.NONE);
        SortedSet<SubchannelId> subchannels =
                new TreeSet<>(text(UdevRules.CCW_PATH).map(UdevRules::parseCcw).orElseGet(TreeSet::new));
        SortedSet<String> ruleModules = new TreeSet<>();
        if (rule.loadsModule()) {
            ruleModules.add("vfio_ap");
        }
        subchannels.addAll(driverctl());
        List<MdevDefinition> definitions = definitions();
        if (!subchannels.isEmpty()) {
            ruleModules.add("vfio_ccw");
        }
        return new PersistentState(
                rule.apmask(),
                rule.aqmask(),
                ruleModules,
                lines(MODULES_LOAD).stream()
                        .filter(line -> line.matches("[A-Za-z0-9_-]+"))
                        .map(PersistentInventory::module)
                        .collect(TreeSet::new, TreeSet::add, TreeSet::addAll),
                blocked(),
                subchannels,
                definitions,
                attributes.list(AUTOSTART_GUESTS).stream()
                        .filter(name -> name.endsWith(".xml"))
                        .map(name -> name.substring(0, name.length() - ".xml".length()))
                        .collect(TreeSet::new, TreeSet::add, TreeSet::addAll),
                attributes.damages());
    }

    /** A file {@code css-0.0.0313} for each override, holding the driver's name. */
    private SortedSet<SubchannelId> driverctl() {
        SortedSet<SubchannelId> subchannels = new TreeSet<>();
        for (String name : attributes.list(DRIVERCTL)) {
            if (name.matches("css-[0-9a-f]{1,2}\\.[0-3]\\.[0-9a-f]{4}")
                    && text(DRIVERCTL + "/" + name).filter("vfio_ccw"::equals).isPresent()) {
                subchannels.add(SubchannelId.parse(name.substring("css-".length())));
            }
        }
        return subchannels;
    }

    private SortedSet<String> blocked() {
        SortedSet<String> modules = new TreeSet<>();
        for (String line : lines(MODPROBE)) {
            Matcher matcher = BLOCKED.matcher(line);
            if (matcher.matches()) {
                modules.add(module(matcher.group(1) == null ? matcher.group(2) : matcher.group(1)));
            }
        }
        return modules;
    }

    private List<MdevDefinition> definitions() {
        List<MdevDefinition> definitions = new ArrayList<>();
        for (String parent : attributes.list(MdevctlTree.FOLDER)) {
            String folder = MdevctlTree.FOLDER + "/" + parent;
            if (parent.equals("scripts.d") || !attributes.exists(folder)) {
                continue;
            }
            for (String name : attributes.list(folder)) {
                String path = folder + "/" + name;
                uuid(name).flatMap(uuid -> definition(path, parent, uuid)).ifPresent(definitions::add);
            }
        }
        return definitions;
    }

    /** mdevctl takes no file of another name for a definition. */
    private static Optional<MdevUuid> uuid(String name) {
        try {
            return Optional.of(new MdevUuid(name));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private Optional<MdevDefinition> definition(String path, String parent, MdevUuid uuid) {
        return switch (attributes.text(path)) {
            case Answer.Refused<String>(Errno errno) -> {
                attributes.damaged(path, errno.text());
                yield Optional.empty();
            }
            case Answer.Ok<String>(String json) -> {
                try {
                    yield Optional.of(
                            MdevctlDocument.parse(path, json.getBytes(StandardCharsets.ISO_8859_1), parent, uuid));
                } catch (ZmdevException e) {
                    attributes.damaged(path, e);
                    yield Optional.empty();
                }
            }
        };
    }

    /** The lines of the files {@code *.conf} in a folder, without comments. */
    private List<String> lines(String folder) {
        return attributes.list(folder).stream()
                .filter(name -> name.endsWith(".conf"))
                .map(name -> text(folder + "/" + name))
                .flatMap(Optional::stream)
                .flatMap(String::lines)
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("#") && !line.startsWith(";"))
                .toList();
    }

    private Optional<String> text(String path) {
        return attributes.text(path).asOptional();
    }

    /** The kernel takes - and _ in a module's name for the same. */
    private static String module(String name) {
        return name.replace('-', '_');
    }
}
