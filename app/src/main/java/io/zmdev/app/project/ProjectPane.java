package io.zmdev.app.project;

import static io.zmdev.app.fx.Texts.text;

import io.zmdev.app.edit.DragGesture;
import io.zmdev.app.edit.DragSource;
import io.zmdev.app.edit.DragSource.DraggedGuest;
import io.zmdev.app.fx.ListEntry;
import io.zmdev.app.fx.RowList;
import io.zmdev.app.fx.Section;
import io.zmdev.model.Configuration;
import io.zmdev.model.Machine;
import io.zmdev.model.mdev.DesiredDevice;
import io.zmdev.model.mdev.MdevUuid;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import javafx.scene.Node;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.VBox;

/** The left pane: the machine, its guests as a palette to drag from, the mediated devices. */
public final class ProjectPane extends VBox {

    private static final double ROW_HEIGHT = 28;
    private static final int MOST_ROWS = 14;

    /**
     * A guest as the palette shows it; an armed one is assigned to by the next click.
     *
     * @param assigned how many queues its first device has
     * @param seen how many of them the guest sees
     */
    private record GuestRow(String name, int hue, int assigned, int seen, boolean armed) {}

    /** A mediated device as the list names it. */
    private record DeviceRow(String name, String remark) {}

    private final Session session;
    private final DragGesture drag;
    private final BiConsumer<DragSource, String> dropped;
    private final VBox machine = new VBox();
    private final RowList<GuestRow> guests = new RowList<>(text("project.guests"), this::guestRow);
    private final RowList<DeviceRow> devices = new RowList<>(text("project.devices"), ProjectPane::deviceRow);

    /** @param dropped takes what is dropped on a guest, and the guest's name */
    public ProjectPane(Session session, DragGesture drag, BiConsumer<DragSource, String> dropped) {
        this.session = session;
        this.drag = drag;
        this.dropped = dropped;
        setId("project-pane");
        getStyleClass().add("side-pane");
        guests.setFixedCellSize(ROW_HEIGHT);
        guests.addEventHandler(KeyEvent.KEY_PRESSED, this::guestKeyPressed);
        devices.setFixedCellSize(ROW_HEIGHT);
        getChildren()
                .setAll(
                        new Section(text("project.machine"), machine),
                        new Section(text("project.guests"), guests),
                        new Section(text("project.devices"), devices));
        session.situationProperty().subscribe(situation -> show());
        session.armedGuestProperty().subscribe(armed -> showGuests());
    }

    private void show() {
        machine.getChildren().setAll(new ListEntry(session.machine().name(), kernel(session.machine())));
        showGuests();
        show(devices, deviceRows(), text("project.noDevices"));
    }

    private void showGuests() {
        List<GuestRow> rows = new ArrayList<>();
        Holdings holdings = session.holdings();
        Map<String, Holding> first = holdings.firstOfOwners();
        for (String guest : holdings.guests()) {
            boolean armed = session.armedGuestProperty().get().equals(Optional.of(guest));
            Optional<Holding> holding = Optional.ofNullable(first.get(guest));
            rows.add(new GuestRow(
                    guest,
                    rows.size(),
                    holding.map(device -> device.assigned().queueCount()).orElse(0),
                    holding.map(device -> device.effective().queueCount()).orElse(0),
                    armed));
        }
        show(guests, rows, text("project.noGuests"));
    }

    private static <R> void show(RowList<R> list, List<R> rows, String nothing) {
        list.show(rows, nothing);
        list.setPrefHeight(ROW_HEIGHT * Math.clamp(rows.size(), 1, MOST_ROWS) + 2);
        list.setMinHeight(list.getPrefHeight());
    }

    private static String kernel(Machine machine) {
        return machine.kernel().map(version -> "Linux " + version).orElse(text("unknown"));
    }

    private Node guestRow(GuestRow row) {
        String guest = row.name();
        ListEntry entry = new ListEntry(new GuestDot(row.hue()), guest, queues(row));
        entry.setId("guest-" + guest);
        entry.getStyleClass().add("draggable");
        entry.setChosen(row.armed());
        entry.setOnMouseClicked(event -> arm(guest));
        entry.setOnDragDetected(event -> {
            drag.begin(new DraggedGuest(guest));
            entry.startFullDrag();
            event.consume();
        });
        entry.setOnMouseReleased(event -> drag.end());
        entry.setOnMouseDragReleased(event -> drag.source().ifPresent(source -> dropped.accept(source, guest)));
        return entry;
    }

    private void guestKeyPressed(KeyEvent event) {
        switch (event.getCode()) {
            case ENTER, SPACE ->
                Optional.ofNullable(guests.getSelectionModel().getSelectedItem())
                        .ifPresent(row -> arm(row.name()));
            default -> {
                return;
            }
        }
        event.consume();
    }

    /** Arms the guest; a second click disarms it. */
    private void arm(String guest) {
        Optional<String> clicked = Optional.of(guest);
        session.armedGuestProperty()
                .set(session.armedGuestProperty().get().equals(clicked) ? Optional.empty() : clicked);
    }

    private static String queues(GuestRow row) {
        return row.assigned() == row.seen()
                ? text("project.queues", row.assigned())
                : text("project.queuesSeen", row.seen(), row.assigned());
    }

    private List<DeviceRow> deviceRows() {
        Configuration configuration = session.configuration();
        Map<MdevUuid, String> guestOf = new HashMap<>();
        configuration
                .guests()
                .forEach(guest -> guest.devices().forEach(device -> guestOf.putIfAbsent(device, guest.name())));
        Stream<DeviceRow> listed = configuration.mediatedDevices().stream()
                .map(device -> new DeviceRow(shortName(device), guestOf.getOrDefault(device.uuid(), device.name())));
        Stream<DeviceRow> observed = session.machine().mediatedDevices().stream()
                .filter(device -> configuration.mediatedDevice(device.uuid()).isEmpty())
                .map(device -> new DeviceRow(abbreviated(device.uuid().text()), text("project.unmanaged")));
        return Stream.concat(listed, observed).toList();
    }

    private static Node deviceRow(DeviceRow device) {
        ListEntry entry = new ListEntry(device.name(), device.remark());
        entry.getStyleClass().add("mono-entry");
        return entry;
    }

    private static String shortName(DesiredDevice device) {
        return switch (device) {
            case DesiredDevice.Ccw ccw -> ccw.subchannel().toString();
            case DesiredDevice.Matrix matrix -> abbreviated(matrix.uuid().text());
            case DesiredDevice.VirtualMatrix virtual ->
                abbreviated(virtual.uuid().text());
        };
    }

    /** {@code 6217…3e8804}: the first four and the last six digits. */
    private static String abbreviated(String uuid) {
        return uuid.substring(0, 4) + "…" + uuid.substring(uuid.length() - 6);
    }
}
