package io.zmdev.exchange;

import io.zmdev.model.Configuration;
import io.zmdev.model.Guest;
import io.zmdev.model.Machine;
import io.zmdev.model.MaskRequest;
import io.zmdev.model.ap.ApMatrix;
import io.zmdev.model.ap.Mask256;
import io.zmdev.model.mdev.DesiredDevice;
import io.zmdev.model.mdev.DesiredDevice.State;
import io.zmdev.rules.VirtualMappingSyntax;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/**
 * The planning table {@code planning.csv}: LPAR x adapter x domain, a row for each queue of each device, and rows for
 * everything else that a configuration says, so that {@link PlanningTableReader} gets all of it back. Ids are written {@code
 * 0x05}: a spreadsheet would make a number of {@code 05} or {@code 5e10}.
 */
final class PlanningTable {

    static final List<String> HEADER = List.of(
            "LPAR",
            "ROW",
            "ADAPTER",
            "DOMAIN",
            "GUEST",
            "DEVICE",
            "UUID",
            "AUTOSTART",
            "STATE",
            "SUBCHANNEL",
            "GUEST DEVNO",
            "POLICY");

    private final String lpar;
    private final Configuration configuration;
    private final StringBuilder text = new StringBuilder(CsvTable.row(HEADER));

    private PlanningTable(ExportRequest request) {
        configuration = request.configuration();
        lpar = request.machine().map(Machine::name).orElse(configuration.name());
    }

    static List<ExportFile> files(ExportRequest request) {
        PlanningTable table = new PlanningTable(request);
        table.configuration.mediatedDevices().forEach(table::device);
        table.row("configuration", Map.of("DEVICE", table.configuration.name()));
        table.masks();
        table.configuration.guests().forEach(table::guest);
        return List.of(ExportFile.text("planning.csv", table.text.toString()));
    }

    private void device(DesiredDevice device) {
        switch (device) {
            case DesiredDevice.Matrix matrix -> matrix(matrix);
            case DesiredDevice.Ccw ccw ->
                row(
                        "subchannel",
                        device,
                        Map.of(
                                "SUBCHANNEL", ccw.subchannel().toString(),
                                "GUEST DEVNO",
                                        ccw.guestDevno().map(Object::toString).orElse("")));
            case DesiredDevice.VirtualMatrix virtual -> {
                row("virtual", device, Map.of("POLICY", virtual.policy()));
                virtual("ADAPTER", device, virtual.mapping().adapters());
                virtual("DOMAIN", device, virtual.mapping().domains());
            }
        }
    }

    private void matrix(DesiredDevice.Matrix device) {
        ApMatrix matrix = device.matrix();
        if (matrix.queueCount() > 0) {
            matrix.queues()
                    .forEach(queue -> row(
                            "queue",
                            device,
                            Map.of(
                                    "ADAPTER", adapter(queue.adapter().value()),
                                    "DOMAIN", domain(queue.domain().value()))));
        } else {
            row("matrix", device, Map.of());
            matrix.adapters().forEach(id -> row("adapter", device, Map.of("ADAPTER", adapter(id))));
            matrix.domains().forEach(id -> row("domain", device, Map.of("DOMAIN", domain(id))));
        }
        matrix.controlDomains().forEach(id -> row("control", device, Map.of("DOMAIN", domain(id))));
    }

    private void virtual(String column, DesiredDevice device, SortedMap<Integer, Mask256> entries) {
        entries.forEach((id, real) -> row("virtual", device, Map.of(column, VirtualMappingSyntax.format(id, real))));
    }

    private void masks() {
        MaskRequest masks = configuration.masks();
        masks.freeAdapters().forEach(id -> row("free", Map.of("ADAPTER", adapter(id))));
        masks.freeDomains().forEach(id -> row("free", Map.of("DOMAIN", domain(id))));
        masks.reserveAdapters().forEach(id -> row("reserve", Map.of("ADAPTER", adapter(id))));
        masks.reserveDomains().forEach(id -> row("reserve", Map.of("DOMAIN", domain(id))));
        masks.apmask().ifPresent(mask -> row("mask", Map.of("ADAPTER", mask.toHex())));
        masks.aqmask().ifPresent(mask -> row("mask", Map.of("DOMAIN", mask.toHex())));
    }

    private void guest(Guest guest) {
        row("guest", Map.of("GUEST", guest.name()));
        guest.devices().forEach(uuid -> row("guest", Map.of("GUEST", guest.name(), "UUID", uuid.text())));
    }

    private void row(String kind, DesiredDevice device, Map<String, String> cells) {
        Map<String, String> all = new java.util.HashMap<>(cells);
        all.put("GUEST", configuration.guestOf(device.uuid()).map(Guest::name).orElse(""));
        all.put("DEVICE", device.name());
        all.put("UUID", device.uuid().text());
        all.put("AUTOSTART", device.autostart() ? "yes" : "no");
        all.put("STATE", device.state() == State.PRESENT ? "present" : "absent");
        row(kind, all);
    }

    private void row(String kind, Map<String, String> cells) {
        List<String> row = new ArrayList<>(List.of(lpar, kind));
        HEADER.subList(2, HEADER.size())
                .forEach(
                        column -> row.add(Optional.ofNullable(cells.get(column)).orElse("")));
        text.append(CsvTable.row(row));
    }

    private static String adapter(int id) {
        return "0x%02x".formatted(id);
    }

    private static String domain(int id) {
        return "0x%04x".formatted(id);
    }
}
