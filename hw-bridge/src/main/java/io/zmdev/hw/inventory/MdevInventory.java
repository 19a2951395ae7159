package io.zmdev.hw.inventory;

import io.zmdev.hw.host.Look;
import io.zmdev.model.Errno;
import io.zmdev.model.Observed;
import io.zmdev.model.ap.ApMatrix;
import io.zmdev.model.ap.Mask256;
import io.zmdev.model.host.SysfsPath;
import io.zmdev.model.mdev.MdevUuid;
import io.zmdev.model.mdev.MediatedDevice;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The active mediated devices: {@code /sys/bus/mdev/devices} (reference vfio-ap section 3, vfio-ccw section 5.3). */
final class MdevInventory {

    static final List<Look> LOOKS = Stream.concat(
                    Stream.of(
                            Look.names(SysfsPath.MDEV_DEVICES),
                            Look.target(SysfsPath.MDEV_DEVICES + "/*"),
                            Look.target(SysfsPath.MDEV_DEVICES + "/*/mdev_type")),
                    Stream.of("ap_config", "matrix", "control_domains", "guest_matrix")
                            .map(attribute -> Look.content(SysfsPath.MDEV_DEVICES + "/*/" + attribute)))
            .toList();

    private final Attributes attributes;
    private final Observed<Mask256> lparControlDomains;

    MdevInventory(Attributes attributes, Observed<Mask256> lparControlDomains) {
        this.attributes = attributes;
        this.lparControlDomains = lparControlDomains;
    }

    /** Whether matrix devices have {@code ap_config}, which the first of them shows. */
    Optional<Boolean> apConfig(List<MediatedDevice> devices) {
        return devices.stream()
                .filter(MediatedDevice.Matrix.class::isInstance)
                .map(device -> attributes.text(SysfsPath.mediatedDevice(device.uuid()) + "/ap_config"))
                .map(answer -> answer.refusal().filter(Errno.ENOENT::equals).isEmpty())
                .findFirst();
    }

    List<MediatedDevice> read() {
        return attributes.list(SysfsPath.MDEV_DEVICES).stream()
                .flatMap(name -> attributes.named(SysfsPath.MDEV_DEVICES + "/" + name, MdevUuid::new).stream())
                .flatMap(uuid -> device(uuid).stream())
                .sorted(Comparator.comparing(MediatedDevice::uuid))
                .toList();
    }

    /** Nothing can be said of a device whose link can't be read. */
    private Optional<MediatedDevice> device(MdevUuid uuid) {
        String path = SysfsPath.mediatedDevice(uuid);
        return switch (attributes.parent(path)) {
            case Observed.Known<String>(String parent) -> Optional.of(device(uuid, path, parent));
            case Observed.Unknown<String>(String file, String reason) -> {
                attributes.damaged(file, reason);
                yield Optional.empty();
            }
        };
    }

    private MediatedDevice device(MdevUuid uuid, String path, String parent) {
        if (!parent.equals("matrix")) {
            return CssInventory.subchannelId(parent)
                    .<MediatedDevice>map(subchannel -> new MediatedDevice.Ccw(uuid, subchannel))
                    .orElseGet(() -> new MediatedDevice.Foreign(uuid, parent));
        }
        String type = attributes
                .linkedName(path + "/mdev_type")
                .orElse(Optional.empty())
                .orElse("");
        if (type.equals("vfio_ap-virtual")) {
            return new MediatedDevice.VirtualMatrix(
                    uuid, Observed.unknown(path, "no kernel prints the mapping of a virtual matrix device"));
        }
        Observed<ApMatrix> assigned = assigned(path);
        return new MediatedDevice.Matrix(uuid, assigned, guest(path + "/guest_matrix", assigned));
    }

    private Observed<ApMatrix> assigned(String path) {
        String apConfig = path + "/ap_config";
        return switch (attributes.optional(apConfig, MatrixListing::parseApConfig)) {
            case Observed.Unknown<Optional<ApMatrix>>(String file, String reason) -> Observed.unknown(file, reason);
            case Observed.Known<Optional<ApMatrix>>(Optional<ApMatrix> matrix) ->
                matrix.map(Observed::known).orElseGet(() -> assignedByLists(path));
        };
    }

    /** Kernels before 6.10 have no {@code ap_config}. */
    private Observed<ApMatrix> assignedByLists(String path) {
        Observed<ApMatrix> matrix = listed(path + "/matrix");
        Observed<Mask256> control = attributes.value(path + "/control_domains", MatrixListing::parseControlDomains);
        return switch (control) {
            case Observed.Unknown<Mask256>(String file, String reason) -> Observed.unknown(file, reason);
            case Observed.Known<Mask256>(Mask256 mask) -> matrix.map(m -> m.withControlDomains(mask));
        };
    }

    private Observed<ApMatrix> guest(String path, Observed<ApMatrix> assigned) {
        if (!assigned.isKnown() || !lparControlDomains.isKnown()) {
            return listed(path);
        }
        Mask256 control = assigned.get().controlDomains().and(lparControlDomains.get());
        return listed(path).map(matrix -> matrix.withControlDomains(control));
    }

    private Observed<ApMatrix> listed(String path) {
        return switch (attributes.value(path, MatrixListing::parse)) {
            case Observed.Unknown<Optional<ApMatrix>>(String file, String reason) -> Observed.unknown(file, reason);
            case Observed.Known<Optional<ApMatrix>>(Optional<ApMatrix> matrix) ->
                matrix.map(Observed::known)
                        .orElseGet(() -> Observed.unknown(path, "the kernel prints one page and cut the list off"));
        };
    }
}
