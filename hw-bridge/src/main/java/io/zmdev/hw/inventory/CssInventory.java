package io.zmdev.hw.inventory;

import io.zmdev.hw.host.Look;
import io.zmdev.model.Observed;
import io.zmdev.model.css.ChannelPath;
import io.zmdev.model.css.ChannelSubsystem;
import io.zmdev.model.css.ChpId;
import io.zmdev.model.css.DeviceHolder;
import io.zmdev.model.css.DeviceNumber;
import io.zmdev.model.css.Subchannel;
import io.zmdev.model.css.Subchannel.PathMasks;
import io.zmdev.model.css.SubchannelId;
import io.zmdev.model.host.SysfsPath;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The channel subsystem: {@code /sys/bus/css}, {@code /sys/bus/ccw}, {@code /sys/devices/css0} (reference vfio-ccw section 5.1). */
final class CssInventory {

    private static final String CSS0 = "/sys/devices/css0";
    private static final String CCW_DEVICES = "/sys/bus/ccw/devices";

    /** Attribute {@code type} of an I/O subchannel ({@code SUBCHANNEL_TYPE_IO}). */
    private static final String IO_TYPE = "0";

    private static final int PATHS = 8;

    private static final Pattern CHPIDS = Pattern.compile("([0-9a-f]{2} ){7}[0-9a-f]{2}");
    private static final Pattern PATH_MASKS = Pattern.compile("[0-9a-f]{2} [0-9a-f]{2} [0-9a-f]{2}");

    /** The folder of ccw devices whose subchannel is gone ({@code css->pseudo_subchannel}). */
    private static final String DEFUNCT = "defunct";

    private static final String SUBCHANNELS = SysfsPath.CSS_DEVICES + "/*.*.*";

    /** Only I/O subchannels have channel paths; the bus gives the other files to all of its devices, or an old kernel to none. */
    static final List<Look> LOOKS = Stream.of(
                    Stream.of(SysfsPath.CSS_DEVICES, CCW_DEVICES, CSS0).map(Look::names),
                    HolderInventory.LOOKS.stream(),
                    Stream.of(
                            Look.target(SysfsPath.CSS_DEVICES + "/*.*.*/driver").foundIn(SysfsPath.CSS_DRIVERS + "/*"),
                            Look.target(CCW_DEVICES + "/*"),
                            Look.content(CSS0 + "/chp*/status")),
                    files(SUBCHANNELS, List.of("type", "dev_busid", "driver_override"))
                            .map(file -> Look.line(file).foundInAll(CSS0)),
                    files(SUBCHANNELS, List.of("chpids", "pimpampom"))
                            .map(file -> Look.line(file).foundIn(CSS0)),
                    files(CCW_DEVICES + "/*.*.*", List.of("online", "cutype", "devtype"))
                            .map(file -> Look.line(file).foundInAll(CCW_DEVICES)))
            .flatMap(looks -> looks)
            .toList();

    private final Attributes attributes;
    private final Map<SubchannelId, DeviceNumber> ccwDevices = new HashMap<>();
    /** Why it is not known of some ccw device which subchannel it has. */
    private Optional<Observed.Unknown<?>> strayDevice = Optional.empty();

    CssInventory(Attributes attributes) {
        this.attributes = attributes;
    }

    ChannelSubsystem read() {
        List<SubchannelId> ids = attributes.list(SysfsPath.CSS_DEVICES).stream()
                .flatMap(name -> attributes.named(SysfsPath.CSS_DEVICES + "/" + name, SubchannelId::parse).stream())
                .sorted()
                .toList();
        findCcwDevices();
        HolderInventory holders = new HolderInventory(attributes);
        return new ChannelSubsystem(
                paths(),
                ids.stream()
                        .filter(this::isIo)
                        .map(id -> subchannel(id, holders))
                        .toList());
    }

    private static Stream<String> files(String directory, List<String> names) {
        return names.stream().map(name -> directory + "/" + name);
    }

    private static String device(DeviceNumber number) {
        return CCW_DEVICES + "/" + number;
    }

    /**
     * Which ccw device lies below which subchannel: the link of a ccw device leads through it. One that lost its subchannel lies
     * below {@code defunct}.
     */
    private void findCcwDevices() {
        for (String name : attributes.list(CCW_DEVICES)) {
            String path = CCW_DEVICES + "/" + name;
            Optional<DeviceNumber> number = attributes.named(path, DeviceNumber::parse);
            switch (attributes.parent(path)) {
                case Observed.Known<String>(String parent) when parent.equals(DEFUNCT) -> {}
                case Observed.Known<String>(String parent) ->
                    subchannelId(parent)
                            .ifPresentOrElse(
                                    id -> number.ifPresentOrElse(
                                            device -> ccwDevices.put(id, device),
                                            () -> strayed(path, "its name is odd")),
                                    () -> strayed(path, "it lies below no subchannel"));
                case Observed.Unknown<String>(String file, String reason) -> strayed(file, reason);
            }
        }
    }

    /** The subchannel that a directory is called by. */
    static Optional<SubchannelId> subchannelId(String name) {
        try {
            return Optional.of(SubchannelId.parse(name));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private void strayed(String path, String reason) {
        attributes.damaged(path, reason);
        strayDevice = Optional.of(new Observed.Unknown<>(path, reason));
    }

    private List<ChannelPath> paths() {
        List<ChannelPath> paths = new ArrayList<>();
        for (String name : attributes.list(CSS0)) {
            if (name.startsWith("chp")) {
                String path = CSS0 + "/" + name;
                attributes
                        .named(path, text -> ChpId.parse(text.substring("chp".length())))
                        .map(id -> new ChannelPath(id, attributes.value(path + "/status", CssInventory::status)))
                        .ifPresent(paths::add);
            }
        }
        paths.sort(java.util.Comparator.comparing(ChannelPath::id));
        return paths;
    }

    private static boolean status(String text) {
        return switch (text) {
            case "online" -> true;
            case "offline" -> false;
            default ->
                throw new IllegalArgumentException(
                        "'%s' is neither online nor offline".formatted(ApInventory.shortened(text)));
        };
    }

    private boolean isIo(SubchannelId id) {
        return attributes
                .necessary(SysfsPath.subchannel(id) + "/type", CssInventory::type, IO_TYPE)
                .equals(IO_TYPE);
    }

    private static String type(String text) {
        if (!text.matches("[0-9a-f]{1,2}")) {
            throw new IllegalArgumentException("'%s' is no type of subchannels".formatted(ApInventory.shortened(text)));
        }
        return text;
    }

    private Subchannel subchannel(SubchannelId id, HolderInventory holders) {
        String path = SysfsPath.subchannel(id);
        Observed<PathMasks> masks = attributes.value(path + "/pimpampom", CssInventory::pathMasks);
        Optional<String> ccwDevice = Optional.ofNullable(ccwDevices.get(id)).map(CssInventory::device);
        Observed<Optional<Boolean>> online = ccwDevice
                .map(device ->
                        attributes.value(device + "/online", ApInventory::flag).map(Optional::of))
                .orElseGet(() -> unlessStray(Optional.empty()));
        return new Subchannel(
                id,
                deviceNumber(id, path + "/dev_busid"),
                attributes.linkedName(path + "/driver"),
                ApInventory.driverOverride(attributes, path),
                chpids(id, path + "/chpids", masks),
                masks,
                ccwDevice.flatMap(this::deviceType),
                online,
                holders(id, online, holders));
    }

    /** A device that is offline has no driver's disk or interface that anything could hold. */
    private Observed<List<DeviceHolder>> holders(
            SubchannelId id, Observed<Optional<Boolean>> online, HolderInventory holders) {
        DeviceNumber device = ccwDevices.get(id);
        boolean offline =
                online instanceof Observed.Known<Optional<Boolean>>(Optional<Boolean> known) && !known.orElse(false);
        if (device == null) {
            return unlessStray(List.of());
        }
        return offline ? Observed.known(List.of()) : holders.of(device);
    }

    /** What holds of a subchannel without a device; the device of which nobody knows the subchannel may be its. */
    private <T> Observed<T> unlessStray(T value) {
        return strayDevice
                .<Observed<T>>map(device -> Observed.unknown(device.path(), device.reason()))
                .orElseGet(() -> Observed.known(value));
    }

    /** Attribute {@code dev_busid}; kernels before 5.16 lack it, then the ccw device tells. */
    private Observed<Optional<DeviceNumber>> deviceNumber(SubchannelId id, String path) {
        Observed<Optional<DeviceNumber>> number = attributes.value(
                path, text -> text.equals("none") ? Optional.empty() : Optional.of(DeviceNumber.parse(text)));
        DeviceNumber ccwDevice = ccwDevices.get(id);
        return number.isKnown() || ccwDevice == null ? number : Observed.known(Optional.of(ccwDevice));
    }

    /** The channel paths that the path installed mask has: {@code chpids} prints 00 for the others too. */
    private List<ChpId> chpids(SubchannelId id, String path, Observed<PathMasks> masks) {
        if (!(masks instanceof Observed.Known<PathMasks>(PathMasks(int pim, int pam, int pom)))) {
            return List.of();
        }
        return attributes.value(path, text -> chpids(id, text.strip(), pim)).orElse(List.of());
    }

    private static List<ChpId> chpids(SubchannelId id, String text, int pim) {
        if (!CHPIDS.matcher(text).matches()) {
            throw new IllegalArgumentException(
                    "'%s' is not eight channel paths".formatted(ApInventory.shortened(text)));
        }
        String[] ids = text.split(" ", -1);
        List<ChpId> chpids = new ArrayList<>();
        for (int bit = 0; bit < PATHS; bit++) {
            if ((pim & 0x80 >> bit) != 0) {
                chpids.add(new ChpId(id.cssid(), HexFormat.fromHexDigits(ids[bit])));
            }
        }
        return chpids;
    }

    private static PathMasks pathMasks(String text) {
        if (!PATH_MASKS.matcher(text).matches()) {
            throw new IllegalArgumentException(
                    "'%s' is not PIM, PAM and POM such as '80 80 ff'".formatted(ApInventory.shortened(text)));
        }
        return new PathMasks(
                HexFormat.fromHexDigits(text, 0, 2),
                HexFormat.fromHexDigits(text, 3, 5),
                HexFormat.fromHexDigits(text, 6, 8));
    }

    /** {@code 3990/e9 3390/0c}; the device type is left out where the kernel prints {@code n/a}. */
    private Optional<String> deviceType(String device) {
        return attributes
                .text(device + "/cutype")
                .asOptional()
                .map(controlUnit -> attributes
                        .text(device + "/devtype")
                        .asOptional()
                        .filter(type -> !type.equals("n/a"))
                        .map(type -> controlUnit + " " + type)
                        .orElse(controlUnit));
    }
}
