package io.zmdev.exchange;

import io.zmdev.model.Configuration;
import io.zmdev.model.ErrorCode;
import io.zmdev.model.Guest;
import io.zmdev.model.MaskRequest;
import io.zmdev.model.ZmdevException;
import io.zmdev.model.ap.ApMatrix;
import io.zmdev.model.ap.Apqn;
import io.zmdev.model.ap.Mask256;
import io.zmdev.model.css.DeviceNumber;
import io.zmdev.model.css.SubchannelId;
import io.zmdev.model.host.Answer;
import io.zmdev.model.mdev.DesiredDevice;
import io.zmdev.model.mdev.DesiredDevice.State;
import io.zmdev.model.mdev.MdevUuid;
import io.zmdev.model.mdev.VirtualMapping;
import io.zmdev.rules.IdSyntax;
import io.zmdev.rules.VirtualMappingSyntax;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** Reads the planning table that {@link PlanningTable} writes, also after a spreadsheet saved it. */
public final class PlanningTableReader {

    private final Map<String, Integer> columns = new HashMap<>();
    private final Map<MdevUuid, Draft> drafts = new LinkedHashMap<>();
    private final Map<String, List<MdevUuid>> guests = new LinkedHashMap<>();
    private final Set<MdevUuid> listedUnderAGuest = new HashSet<>();
    private Optional<String> name = Optional.empty();
    private MaskRequest masks = MaskRequest.UNCHANGED;

    private PlanningTableReader() {}

    /** What the rows of one device said so far. */
    private static final class Draft {

        private final CsvTable.Row first;
        private final Set<Apqn> queues = new HashSet<>();
        private ApMatrix matrix = ApMatrix.EMPTY;
        private final SortedMap<Integer, Mask256> virtualAdapters = new TreeMap<>();
        private final SortedMap<Integer, Mask256> virtualDomains = new TreeMap<>();

        Draft(CsvTable.Row first) {
            this.first = first;
        }
    }

    /**
     * Reads a table.
     *
     * @param source what messages call it
     * @throws ZmdevException FILE_UNUSABLE with the line and the remedy
     */
    public static Configuration read(String source, String text) {
        try {
            PlanningTableReader reader = new PlanningTableReader();
            List<CsvTable.Row> rows = CsvTable.parse(text);
            if (rows.isEmpty()) {
                throw new IllegalArgumentException("the table is empty");
            }
            reader.header(rows.getFirst());
            rows.stream().skip(1).forEach(reader::row);
            return reader.configuration();
        } catch (IllegalArgumentException e) {
            throw new ZmdevException(ErrorCode.FILE_UNUSABLE, source + ": " + e.getMessage(), e);
        }
    }

    private void header(CsvTable.Row header) {
        for (int i = 0; i < header.cells().size(); i++) {
            columns.putIfAbsent(header.cells().get(i).strip().toUpperCase(Locale.ROOT), i);
        }
        PlanningTable.HEADER.stream()
                .filter(column -> !columns.containsKey(column))
                .findFirst()
                .ifPresent(column -> {
                    throw error(header, "the column '" + column + "' is missing");
                });
    }

    private void row(CsvTable.Row row) {
        try {
            switch (cell(row, "ROW").toLowerCase(Locale.ROOT)) {
                case "configuration" -> name = Optional.of(raw(row, "DEVICE"));
                case "queue" -> {
                    Draft draft = draft(row);
                    Apqn queue = Apqn.of(id(row, "ADAPTER"), id(row, "DOMAIN"));
                    draft.queues.add(queue);
                    draft.matrix = new ApMatrix(
                            draft.matrix.adapters().with(queue.adapter().value()),
                            draft.matrix.domains().with(queue.domain().value()),
                            draft.matrix.controlDomains());
                }
                case "matrix", "subchannel" -> draft(row);
                case "adapter" -> {
                    Draft draft = draft(row);
                    draft.matrix =
                            draft.matrix.withAdapters(draft.matrix.adapters().with(id(row, "ADAPTER")));
                }
                case "domain" -> {
                    Draft draft = draft(row);
                    draft.matrix =
                            draft.matrix.withDomains(draft.matrix.domains().with(id(row, "DOMAIN")));
                }
                case "control" -> {
                    Draft draft = draft(row);
                    draft.matrix = draft.matrix.withControlDomains(
                            draft.matrix.controlDomains().with(id(row, "DOMAIN")));
                }
                case "virtual" -> virtual(row);
                case "free", "reserve", "mask" -> mask(row);
                case "guest" -> {
                    List<MdevUuid> devices = guests.computeIfAbsent(raw(row, "GUEST"), guest -> new ArrayList<>());
                    if (!cell(row, "UUID").isEmpty()) {
                        MdevUuid uuid = new MdevUuid(cell(row, "UUID"));
                        devices.add(uuid);
                        listedUnderAGuest.add(uuid);
                    }
                }
                default ->
                    throw new IllegalArgumentException("'" + cell(row, "ROW")
                            + "' is no kind of row; there are configuration, queue, matrix, adapter, domain, control,"
                            + " subchannel, virtual, free, reserve, mask, guest");
            }
        } catch (IllegalArgumentException e) {
            throw error(row, String.valueOf(e.getMessage()));
        }
    }

    private Draft draft(CsvTable.Row row) {
        return drafts.computeIfAbsent(new MdevUuid(cell(row, "UUID")), uuid -> new Draft(row));
    }

    private void virtual(CsvTable.Row row) {
        Draft draft = draft(row);
        entry(cell(row, "ADAPTER"), draft.virtualAdapters);
        entry(cell(row, "DOMAIN"), draft.virtualDomains);
    }

    private static void entry(String text, SortedMap<Integer, Mask256> entries) {
        if (text.isEmpty()) {
            return;
        }
        if (text.matches("[0-9]{1,3}:") && Integer.parseInt(text.substring(0, text.length() - 1)) < Mask256.SIZE) {
            entries.put(Integer.valueOf(text.substring(0, text.length() - 1)), Mask256.NONE);
            return;
        }
        VirtualMappingSyntax.Entry entry = VirtualMappingSyntax.parse(text)
                .asOptional()
                .orElseThrow(() -> new IllegalArgumentException("'" + text + "' is no mapping such as 4:3,22"));
        entries.put(entry.virtualId(), entry.realIds());
    }

    private void mask(CsvTable.Row row) {
        boolean adapter = !cell(row, "ADAPTER").isEmpty();
        String column = adapter ? "ADAPTER" : "DOMAIN";
        MaskRequest m = masks;
        masks = switch (cell(row, "ROW").toLowerCase(Locale.ROOT)) {
            case "free" ->
                new MaskRequest(
                        adapter ? m.freeAdapters().with(id(row, column)) : m.freeAdapters(),
                        adapter ? m.freeDomains() : m.freeDomains().with(id(row, column)),
                        m.reserveAdapters(),
                        m.reserveDomains(),
                        m.apmask(),
                        m.aqmask());
            case "reserve" ->
                new MaskRequest(
                        m.freeAdapters(),
                        m.freeDomains(),
                        adapter ? m.reserveAdapters().with(id(row, column)) : m.reserveAdapters(),
                        adapter ? m.reserveDomains() : m.reserveDomains().with(id(row, column)),
                        m.apmask(),
                        m.aqmask());
            default -> {
                Optional<Mask256> mask = Optional.of(absolute(cell(row, column)));
                yield new MaskRequest(
                        m.freeAdapters(),
                        m.freeDomains(),
                        m.reserveAdapters(),
                        m.reserveDomains(),
                        adapter ? mask : m.apmask(),
                        adapter ? m.aqmask() : mask);
            }
        };
    }

    private static Mask256 absolute(String text) {
        if (!text.matches("0x[0-9a-f]{64}")) {
            throw new IllegalArgumentException("'" + text + "' is not 0x and 64 hexadecimal digits");
        }
        return Mask256.fromHexDigits(text.substring(2));
    }

    private Configuration configuration() {
        List<DesiredDevice> devices = new ArrayList<>();
        drafts.forEach((uuid, draft) -> devices.add(device(uuid, draft)));
        List<Guest> listed = new ArrayList<>();
        drafts.forEach((uuid, draft) -> {
            String guest = raw(draft.first, "GUEST");
            if (!guest.isEmpty() && !listedUnderAGuest.contains(uuid)) {
                guests.computeIfAbsent(guest, g -> new ArrayList<>()).add(uuid);
            }
        });
        guests.forEach((guest, uuids) -> listed.add(new Guest(guest, false, uuids)));
        return new Configuration(name.orElse("planning"), masks, devices, listed);
    }

    private DesiredDevice device(MdevUuid uuid, Draft draft) {
        CsvTable.Row row = draft.first;
        try {
            String device = raw(row, "DEVICE").isEmpty() ? uuid.text() : raw(row, "DEVICE");
            boolean autostart = oneOf(row, "AUTOSTART", Map.of("yes", true, "no", false, "", false));
            State state =
                    oneOf(row, "STATE", Map.of("present", State.PRESENT, "", State.PRESENT, "absent", State.ABSENT));
            return switch (cell(row, "ROW").toLowerCase(Locale.ROOT)) {
                case "subchannel" ->
                    new DesiredDevice.Ccw(
                            uuid,
                            device,
                            autostart,
                            state,
                            SubchannelId.parse(cell(row, "SUBCHANNEL")),
                            Optional.of(cell(row, "GUEST DEVNO"))
                                    .filter(text -> !text.isEmpty())
                                    .map(DeviceNumber::parse));
                case "virtual" ->
                    new DesiredDevice.VirtualMatrix(
                            uuid,
                            device,
                            autostart,
                            state,
                            raw(row, "POLICY"),
                            new VirtualMapping(draft.virtualAdapters, draft.virtualDomains));
                default -> new DesiredDevice.Matrix(uuid, device, autostart, state, rectangle(draft));
            };
        } catch (IllegalArgumentException e) {
            throw error(row, String.valueOf(e.getMessage()));
        }
    }

    /** The hardware gives access to whole products only, so a queue that is left out is a mistake. */
    private static ApMatrix rectangle(Draft draft) {
        if (!draft.queues.isEmpty() && draft.queues.size() != draft.matrix.queueCount()) {
            Apqn missing = draft.matrix
                    .queues()
                    .filter(queue -> !draft.queues.contains(queue))
                    .findFirst()
                    .orElseThrow();
            throw new IllegalArgumentException(
                    "the queue %s is missing: a device has every domain on each of its adapters".formatted(missing));
        }
        return draft.matrix;
    }

    private <T> T oneOf(CsvTable.Row row, String column, Map<String, T> values) {
        String text = cell(row, column).toLowerCase(Locale.ROOT);
        T value = values.get(text);
        if (value == null) {
            throw new IllegalArgumentException("'%s' can't stand in column %s".formatted(text, column));
        }
        return value;
    }

    private int id(CsvTable.Row row, String column) {
        String text = cell(row, column);
        if (IdSyntax.parse(text) instanceof Answer.Ok<Long>(Long id) && id >= 0 && id < Mask256.SIZE) {
            return id.intValue();
        }
        throw new IllegalArgumentException("'%s' in column %s is no id 0..255 such as 0x05".formatted(text, column));
    }

    private String cell(CsvTable.Row row, String column) {
        return raw(row, column).strip();
    }

    private String raw(CsvTable.Row row, String column) {
        int index = columns.getOrDefault(column, -1);
        return IntStream.range(0, row.cells().size())
                .filter(i -> i == index)
                .mapToObj(row.cells()::get)
                .findFirst()
                .orElse("");
    }

    private static IllegalArgumentException error(CsvTable.Row row, String message) {
        return new IllegalArgumentException("line %d: %s".formatted(row.line(), message));
    }
}
