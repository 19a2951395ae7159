package io.zmdev.exchange;

import io.zmdev.model.ap.Mask256;
import io.zmdev.model.mdev.DesiredDevice;
import io.zmdev.rules.VirtualMappingSyntax;
import java.util.List;
import java.util.SortedMap;

/**
 * Virtual matrix devices in the syntax that seed 004 proposes. No kernel has it, so no exported program or definition contains
 * one: they stand in a file of their own.
 */
final class ProposedSyntax {

    static final String FILE = "proposed-virtual-matrix.txt";

    private ProposedSyntax() {}

    /** One file, or none when nothing is virtual. */
    static List<ExportFile> files(ExportRequest request) {
        List<DesiredDevice.VirtualMatrix> devices = request.present(DesiredDevice.VirtualMatrix.class);
        if (devices.isEmpty()) {
            return List.of();
        }
        StringBuilder text = new StringBuilder("""
                # PROPOSED: virtual matrix devices (vfio_ap_matrix-virtual, proposed in 2017, never merged).
                # No kernel takes these writes. zmdev simulates them ('zmdev sim ap'); 'zmdev nearest' proposes the
                # passthrough matrices that come nearest.
                """);
        for (DesiredDevice.VirtualMatrix device : devices) {
            String folder = "/sys/devices/vfio_ap/matrix/" + device.uuid();
            text.append(
                    "\n# %s, policy %s\n".formatted(PlainName.label(device.name()), PlainName.label(device.policy())));
            text.append("echo %s > /sys/devices/vfio_ap/matrix/mdev_supported_types/vfio_ap_matrix-virtual/create\n"
                    .formatted(device.uuid()));
            append(text, device.mapping().adapters(), folder + "/assign_adapter");
            append(text, device.mapping().domains(), folder + "/assign_domain");
        }
        return List.of(ExportFile.text(FILE, text.toString()));
    }

    private static void append(StringBuilder text, SortedMap<Integer, Mask256> entries, String path) {
        entries.forEach((virtual, real) ->
                text.append("echo %s > %s\n".formatted(VirtualMappingSyntax.format(virtual, real), path)));
    }
}
