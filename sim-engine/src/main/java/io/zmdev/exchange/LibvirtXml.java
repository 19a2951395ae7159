package io.zmdev.exchange;

import io.zmdev.model.Guest;
import io.zmdev.model.css.SubchannelId;
import io.zmdev.model.mdev.DesiredDevice;
import io.zmdev.model.mdev.MdevDefinition;
import io.zmdev.model.mdev.MdevUuid;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * libvirt's XML: {@code nodedev/UUID.xml} for {@code virsh nodedev-define}, {@code hostdev/UUID.snippet} for {@code virsh
 * attach-device}, {@code domains/NN-NAME.xml}, the smallest domain with all devices of a guest.
 */
final class LibvirtXml {

    private LibvirtXml() {}

    static List<ExportFile> files(ExportRequest request) {
        List<ExportFile> files = new ArrayList<>();
        Map<MdevUuid, String> hostdevs = new LinkedHashMap<>();
        for (DesiredDevice device : request.present(DesiredDevice.class)) {
            MdevDefinitions.of(device).ifPresent(definition -> {
                hostdevs.put(device.uuid(), hostdev(device));
                files.add(ExportFile.text("nodedev/" + device.uuid() + ".xml", nodedev(definition)));
                files.add(ExportFile.text("hostdev/" + device.uuid() + ".snippet", hostdev(device)));
            });
        }
        if (!hostdevs.isEmpty()) {
            files.add(ExportFile.program("define.sh", script(request)));
        }
        int number = 0;
        for (Guest guest : request.configuration().guests()) {
            number++;
            files.add(ExportFile.text(
                    "domains/%02d-%s.xml".formatted(number, PlainName.fileName(guest.name())),
                    domain(guest, hostdevs)));
        }
        return files;
    }

    /** libvirt names a device itself, so the script looks the name up. */
    private static String script(ExportRequest request) {
        StringBuilder script = new StringBuilder("""
                #!/bin/sh
                # Defines the node devices in libvirt; those that shall start at boot are marked so.
                set -eu
                cd "$(dirname "$0")"

                name_of() { virsh nodedev-list --cap mdev --all | sed -n "s/ *$//; /^mdev_$1/{p;q;}"; }

                """);
        for (DesiredDevice device : request.present(DesiredDevice.class)) {
            MdevDefinitions.of(device).ifPresent(definition -> {
                script.append("virsh nodedev-define nodedev/%s.xml # %s\n"
                        .formatted(device.uuid(), PlainName.label(device.name())));
                if (definition.autostart()) {
                    script.append("virsh nodedev-autostart \"$(name_of %s)\"\n"
                            .formatted(device.uuid().text().replace('-', '_')));
                }
            });
        }
        return script.toString();
    }

    /** The name is what the schema asks for; libvirt gives a device that is defined its own. */
    private static String nodedev(MdevDefinition definition) {
        StringBuilder xml = new StringBuilder("""
                <device>
                  <name>mdev_%s_%s</name>
                  <parent>%s</parent>
                  <capability type='mdev'>
                    <type id='%s'/>
                    <uuid>%s</uuid>
                """.formatted(
                        definition.uuid().text().replace('-', '_'),
                        XmlText.escaped(definition.parent().replace('.', '_')),
                        parent(definition),
                        XmlText.escaped(definition.type()),
                        definition.uuid()));
        for (MdevDefinition.Attribute attribute : definition.attributes()) {
            xml.append("    <attr name='%s' value='%s'/>\n"
                    .formatted(XmlText.escaped(attribute.name()), XmlText.escaped(attribute.value())));
        }
        return xml.append("  </capability>\n</device>\n").toString();
    }

    /** The name that libvirt gives the parent's node device. */
    private static String parent(MdevDefinition definition) {
        if (definition.type().equals(MdevDefinition.PASSTHROUGH)) {
            return "ap_matrix";
        }
        SubchannelId id = SubchannelId.parse(definition.parent());
        return "css_%x_%x_%04x".formatted(id.cssid(), id.ssid(), id.number());
    }

    private static String hostdev(DesiredDevice device) {
        String model = device instanceof DesiredDevice.Ccw ? "vfio-ccw" : "vfio-ap";
        String address = device instanceof DesiredDevice.Ccw ccw
                ? ccw.guestDevno()
                        .map(n -> "  <address type='ccw' cssid='0x%02x' ssid='0x%x' devno='0x%04x'/>\n"
                                .formatted(n.cssid(), n.ssid(), n.number()))
                        .orElse("")
                : "";
        return """
                <hostdev mode='subsystem' type='mdev' model='%s'>
                  <source>
                    <address uuid='%s'/>
                  </source>
                %s</hostdev>
                """.formatted(model, device.uuid(), address);
    }

    /** No architecture and no machine: libvirt takes those of the host that defines it. */
    private static String domain(Guest guest, Map<MdevUuid, String> hostdevs) {
        String devices = guest.devices().stream()
                .flatMap(uuid -> Stream.ofNullable(hostdevs.get(uuid)))
                .map(hostdev -> hostdev.indent(4))
                .collect(Collectors.joining());
        return """
                <domain type='kvm'>
                  <name>%s</name>
                  <memory unit='MiB'>1024</memory>
                  <vcpu>1</vcpu>
                  <os>
                    <type>hvm</type>
                  </os>
                  <devices>
                %s  </devices>
                </domain>
                """.formatted(XmlText.escaped(domainName(guest.name())), devices);
    }

    /** What libvirt takes of a guest's name: XML's characters, no slash, not only blanks. */
    static String domainName(String name) {
        String legal = XmlText.legal(name.replace('/', '_'));
        return legal.isBlank() ? "_" : legal;
    }
}
