package io.zmdev.app.queuelab;

import static io.zmdev.app.fx.Texts.text;

import io.zmdev.app.fx.FactTable;
import io.zmdev.app.fx.Section;
import io.zmdev.model.ap.Mask256;
import io.zmdev.model.mdev.VirtualMapping;
import io.zmdev.sim.ap.load.Access;
import io.zmdev.sim.ap.load.ApScenario;
import io.zmdev.sim.ap.load.GuestLoad;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import javafx.css.PseudoClass;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.VBox;

/** Which real queues each guest reaches, and through which virtual ones, to be typed over; ids hexadecimal. */
final class MappingPane extends VBox {

    private static final PseudoClass WRONG = PseudoClass.getPseudoClass("wrong");

    private final QueueLabViewModel model;

    MappingPane(QueueLabViewModel model) {
        this.model = model;
        getStyleClass().add("side-pane");
        setId("mapping");
        model.scenarioProperty()
                .subscribe(scenario ->
                        getChildren().setAll(scenario.map(this::sections).orElse(List.of())));
    }

    private List<Node> sections(ApScenario scenario) {
        List<Node> sections = new ArrayList<>();
        FactTable cards = new FactTable();
        scenario.machine()
                .cards()
                .forEach(card -> cards.row(card.id().toString(), text("queue.engines", card.type(), card.engines())));
        sections.add(new Section(text("queue.cards"), cards));
        for (GuestLoad guest : scenario.guests()) {
            String heading = text("queue.mappingOf", guest.name());
            sections.add(
                    switch (guest.access()) {
                        case Access.Virtual virtual ->
                            new Section(heading, hint(), mapping(scenario, guest.name(), virtual.mapping()));
                        case Access.Passthrough passthrough -> new Section(heading, matrix(passthrough));
                    });
        }
        return sections;
    }

    private static Label hint() {
        Label hint = new Label(text("queue.mappingHint"));
        hint.getStyleClass().add("dim");
        hint.setWrapText(true);
        return hint;
    }

    private static FactTable matrix(Access.Passthrough passthrough) {
        return new FactTable()
                .row(text("queue.adapters"), ids("%02x", passthrough.matrix().adapters()))
                .row(text("queue.domains"), ids("%04x", passthrough.matrix().domains()));
    }

    private FactTable mapping(ApScenario scenario, String guest, VirtualMapping mapping) {
        Mask256 cards = Mask256.of(
                scenario.machine().cards().stream().mapToInt(card -> card.id().value()));
        FactTable table = new FactTable();
        mapping.adapters()
                .forEach((virtual, real) -> table.row(
                        "%02x →".formatted(virtual),
                        field(
                                guest,
                                "%02x",
                                virtual,
                                real,
                                cards,
                                typed -> remap(guest, with(mapping.adapters(), virtual, typed), mapping.domains()))));
        mapping.domains()
                .forEach((virtual, real) -> table.row(
                        "%04x →".formatted(virtual),
                        field(
                                guest,
                                "%04x",
                                virtual,
                                real,
                                scenario.machine().usageDomains(),
                                typed -> remap(guest, mapping.adapters(), with(mapping.domains(), virtual, typed)))));
        return table;
    }

    /** Takes what is typed with Enter or when it is left, if the machine has it. */
    private static TextField field(
            String guest, String digits, int virtual, Mask256 real, Mask256 there, Consumer<Mask256> take) {
        String id = digits.formatted(virtual);
        TextField field = new TextField(ids(digits, real));
        field.setId("mapping-%s-%s".formatted(guest, id));
        field.getStyleClass().add("editor-field");
        field.setAccessibleText(text("queue.mappingField", guest, id));
        Runnable entered = () -> {
            Optional<Mask256> typed = parse(field.getText(), there);
            field.pseudoClassStateChanged(WRONG, typed.isEmpty());
            typed.filter(now -> !now.equals(real)).ifPresent(take);
        };
        field.setOnAction(event -> entered.run());
        field.focusedProperty().subscribe((before, focused) -> {
            if (!focused) {
                entered.run();
            }
        });
        return field;
    }

    private static SortedMap<Integer, Mask256> with(SortedMap<Integer, Mask256> mapping, int virtual, Mask256 real) {
        SortedMap<Integer, Mask256> changed = new TreeMap<>(mapping);
        changed.put(virtual, real);
        return changed;
    }

    private void remap(String guest, SortedMap<Integer, Mask256> adapters, SortedMap<Integer, Mask256> domains) {
        model.remap(guest, new VirtualMapping(adapters, domains));
    }

    /** Hexadecimal ids between spaces or commas; empty when one is no id of the machine, or when there is none. */
    static Optional<Mask256> parse(String words, Mask256 there) {
        Mask256 mask = Mask256.NONE;
        for (String word : words.strip().split("[ ,]+", -1)) {
            if (!word.matches("[0-9a-fA-F]{1,4}")) {
                return Optional.empty();
            }
            int id = Integer.parseInt(word, 16);
            if (id >= Mask256.SIZE || !there.contains(id)) {
                return Optional.empty();
            }
            mask = mask.with(id);
        }
        return Optional.of(mask);
    }

    private static String ids(String digits, Mask256 mask) {
        return mask.ids().mapToObj(digits::formatted).collect(Collectors.joining(" "));
    }
}
