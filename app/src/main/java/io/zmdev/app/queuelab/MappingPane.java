package io.zmdev.app.queuelab;

import static io.zmdev.app.fx.Texts.text;

import io.zmdev.app.fx.FactTable;
import io.zmdev.app.fx.Section;
import io.zmdev.model.ap.Mask256;
import io.zmdev.sim.ap.load.Access;
import io.zmdev.sim.ap.load.ApScenario;
import io.zmdev.sim.ap.load.GuestLoad;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.stream.Collectors;
import javafx.scene.Node;
import javafx.scene.layout.VBox;

/** Which real queues each guest reaches, and through which virtual ones; ids hexadecimal. */
final class MappingPane extends VBox {

    MappingPane(QueueLabViewModel model) {
        getStyleClass().add("side-pane");
        setId("mapping");
        model.scenarioProperty()
                .subscribe(scenario ->
                        getChildren().setAll(scenario.map(MappingPane::sections).orElse(List.of())));
    }

    private static List<Node> sections(ApScenario scenario) {
        List<Node> sections = new ArrayList<>();
        FactTable cards = new FactTable();
        scenario.machine()
                .cards()
                .forEach(card -> cards.row(card.id().toString(), text("queue.engines", card.type(), card.engines())));
        sections.add(new Section(text("queue.cards"), cards));
        for (GuestLoad guest : scenario.guests()) {
            sections.add(new Section(text("queue.mappingOf", guest.name()), table(guest.access())));
        }
        return sections;
    }

    private static FactTable table(Access access) {
        FactTable table = new FactTable();
        switch (access) {
            case Access.Virtual virtual -> {
                rows(table, "%02x", virtual.mapping().adapters());
                rows(table, "%04x", virtual.mapping().domains());
            }
            case Access.Passthrough passthrough -> {
                table.row(
                        text("queue.adapters"), ids("%02x", passthrough.matrix().adapters()));
                table.row(
                        text("queue.domains"), ids("%04x", passthrough.matrix().domains()));
            }
        }
        return table;
    }

    private static void rows(FactTable table, String digits, SortedMap<Integer, Mask256> mapping) {
        mapping.forEach(
                (virtual, real) -> table.row(digits.formatted(virtual), text("queue.virtual", ids(digits, real))));
    }

    private static String ids(String digits, Mask256 mask) {
        return mask.ids().mapToObj(digits::formatted).collect(Collectors.joining(" "));
    }
}
