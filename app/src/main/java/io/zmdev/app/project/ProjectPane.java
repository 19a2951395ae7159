package io.zmdev.app.project;

import static io.zmdev.app.fx.Texts.text;

import io.zmdev.app.edit.DragGesture;
import io.zmdev.app.edit.DragSource;
import io.zmdev.app.edit.DragSource.DraggedGuest;
import io.zmdev.app.fx.ListEntry;
import io.zmdev.app.fx.Section;
import io.zmdev.model.Configuration;
import io.zmdev.model.Guest;
import io.zmdev.model.Machine;
import io.zmdev.model.mdev.DesiredDevice;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;

/** The left pane: the machine, its guests as a palette to drag from, the mediated devices. */
public final class ProjectPane extends VBox {

    private final Session session;
    private final DragGesture drag;
    private final BiConsumer<DragSource, String> dropped;

    /** @param dropped takes what is dropped on a guest, and the guest's name */
    public ProjectPane(Session session, DragGesture drag, BiConsumer<DragSource, String> dropped) {
        this.session = session;
        this.drag = drag;
        this.dropped = dropped;
        setId("project-pane");
        getStyleClass().add("side-pane");
        session.situationProperty().subscribe(situation -> show());
        session.armedGuestProperty().subscribe(armed -> show());
    }

    private void show() {
        Machine machine = session.machine();
        Holdings holdings = Holdings.of(session.situation());
        getChildren()
                .setAll(
                        new Section(text("project.machine"), new ListEntry(machine.name(), kernel(machine))),
                        section(text("project.guests"), guests(holdings), text("project.noGuests")),
                        section(text("project.devices"), devices(), text("project.noDevices")));
    }

    private static Section section(String heading, List<Node> entries, String nothing) {
        if (entries.isEmpty()) {
            Label label = new Label(nothing);
            label.getStyleClass().add("dim");
            return new Section(heading, label);
        }
        return new Section(heading, entries.toArray(Node[]::new));
    }

    private static String kernel(Machine machine) {
        return machine.kernel().map(version -> "Linux " + version).orElse(text("unknown"));
    }

    private List<Node> guests(Holdings holdings) {
        List<Node> entries = new ArrayList<>();
        for (String guest : holdings.guests()) {
            ListEntry entry = new ListEntry(
                    new GuestDot(holdings.guests().indexOf(guest)), guest, queues(holdings.ofGuest(guest)));
            entry.setId("guest-" + guest);
            entry.getStyleClass().add("draggable");
            entry.setChosen(session.armedGuestProperty().get().equals(Optional.of(guest)));
            entry.setOnMouseClicked(event -> arm(guest));
            entry.setOnDragDetected(event -> {
                drag.begin(new DraggedGuest(guest));
                entry.startFullDrag();
                event.consume();
            });
            entry.setOnMouseReleased(event -> drag.end());
            entry.setOnMouseDragReleased(event -> drag.source().ifPresent(source -> dropped.accept(source, guest)));
            entries.add(entry);
        }
        return entries;
    }

    /** Arms the guest; a second click disarms it. */
    private void arm(String guest) {
        Optional<String> clicked = Optional.of(guest);
        session.armedGuestProperty()
                .set(session.armedGuestProperty().get().equals(clicked) ? Optional.empty() : clicked);
    }

    private static String queues(Optional<Holding> holding) {
        return holding.map(device -> {
                    int assigned = device.assigned().queueCount();
                    int seen = device.effective().queueCount();
                    return assigned == seen
                            ? text("project.queues", assigned)
                            : text("project.queuesSeen", seen, assigned);
                })
                .orElse(text("project.queues", 0));
    }

    private List<Node> devices() {
        Configuration configuration = session.configuration();
        Stream<Node> listed = configuration.mediatedDevices().stream()
                .map(device -> new ListEntry(
                        shortName(device),
                        configuration.guestOf(device.uuid()).map(Guest::name).orElse(device.name())));
        Stream<Node> observed = session.machine().mediatedDevices().stream()
                .filter(device -> configuration.mediatedDevice(device.uuid()).isEmpty())
                .map(device -> new ListEntry(abbreviated(device.uuid().text()), text("project.unmanaged")));
        return Stream.concat(listed, observed)
                .peek(entry -> entry.getStyleClass().add("mono-entry"))
                .toList();
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
