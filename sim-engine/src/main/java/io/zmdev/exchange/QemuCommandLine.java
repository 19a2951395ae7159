package io.zmdev.exchange;

import io.zmdev.model.Guest;
import io.zmdev.model.mdev.DesiredDevice;
import io.zmdev.model.mdev.DesiredDevice.State;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A start script for each guest: QEMU with its mediated devices, followed by whatever the caller adds. */
final class QemuCommandLine {

    private QemuCommandLine() {}

    static List<ExportFile> files(ExportRequest request) {
        List<ExportFile> files = new ArrayList<>();
        int number = 0;
        for (Guest guest : request.configuration().guests()) {
            number++;
            files.add(ExportFile.program(
                    "%02d-%s.sh".formatted(number, PlainName.fileName(guest.name())), script(request, guest)));
        }
        return files;
    }

    private static String script(ExportRequest request, Guest guest) {
        List<DesiredDevice> devices = guest.devices().stream()
                .map(request.configuration()::mediatedDevice)
                .flatMap(Optional::stream)
                .filter(device -> device.state() == State.PRESENT)
                .toList();
        List<String> words = new ArrayList<>(List.of("exec \"${QEMU:-qemu-system-s390x}\""));
        words.add("-name " + ShellScript.quoted("guest=" + optionValue(guest.name())));
        words.add("-machine s390-ccw-virtio,accel=kvm");
        words.add(
                devices.stream().anyMatch(DesiredDevice.Matrix.class::isInstance)
                        ? "-cpu host,ap=on,apft=on,apqci=on,apqi=on"
                        : "-cpu host");
        for (int i = 0; i < devices.size(); i++) {
            device(devices.get(i), i).ifPresent(words::add);
        }
        words.add("\"$@\"");
        return """
                #!/bin/sh
                # QEMU for the guest %s: memory, disks and network are the caller's to add as arguments.
                set -eu
                %s
                """.formatted(PlainName.label(guest.name()), String.join(" \\\n    ", words));
    }

    private static Optional<String> device(DesiredDevice device, int number) {
        return switch (device) {
            case DesiredDevice.Matrix matrix ->
                Optional.of("-device vfio-ap,id=hostdev%d,sysfsdev=/sys/devices/vfio_ap/matrix/%s"
                        .formatted(number, matrix.uuid()));
            case DesiredDevice.Ccw ccw ->
                Optional.of("-device vfio-ccw,id=hostdev%d,sysfsdev=/sys/bus/mdev/devices/%s%s"
                        .formatted(
                                number,
                                ccw.uuid(),
                                ccw.guestDevno().map(devno -> ",devno=" + devno).orElse("")));
            case DesiredDevice.VirtualMatrix virtual -> Optional.empty();
        };
    }

    /** In the value of a QEMU option a comma is written twice; no argument of a program can hold NUL. */
    private static String optionValue(String text) {
        return text.replace(",", ",,").replace("\0", "");
    }
}
