package io.zmdev.app.walkthrough;

import static io.zmdev.app.fx.Texts.text;

import io.zmdev.app.fx.FactTable;
import io.zmdev.app.fx.Section;
import io.zmdev.sim.channel.Field;
import io.zmdev.sim.flow.Run;
import io.zmdev.sim.flow.Step;
import io.zmdev.sim.vfioccw.FsmState;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;

/** The state of driver and subchannel after the current step. */
final class StepInspector extends VBox {

    private static final int MOST_PINS = 12;
    private static final List<String> ORB_FIELDS = List.of("intparm", "fmt", "pfch", "c64", "lpm", "cpa");

    StepInspector(WalkthroughViewModel model) {
        getStyleClass().add("side-pane");
        model.momentProperty()
                .subscribe(moment ->
                        getChildren().setAll(moment.map(StepInspector::sections).orElse(List.of())));
    }

    private static List<Node> sections(Moment moment) {
        List<Node> sections = new ArrayList<>();
        sections.add(heading(moment));
        moment.driver().ifPresent(state -> sections.add(new Section(text("walk.driver"), stateLabel(state))));
        if (!moment.scsw().isEmpty()) {
            sections.add(new Section(text("walk.scsw"), scsw(moment.scsw())));
            sections.add(new Section(text("walk.orb"), orb(moment.orb())));
        }
        sections.add(new Section(text("walk.pins"), pins(moment.pins())));
        return sections;
    }

    private static Node heading(Moment moment) {
        Label id = new Label(moment.step().map(step -> step.id().text()).orElse(text("walk.start")));
        id.getStyleClass().add("inspector-title");
        Label what = new Label(moment.step().map(Step::what).orElse(text("walk.beginning")));
        what.getStyleClass().add("dim");
        what.setWrapText(true);
        return new Section(text("walk.step"), id, what);
    }

    private static Node stateLabel(FsmState state) {
        Label label = new Label(state.name());
        label.setId("driver-state");
        label.getStyleClass().add("state");
        label.setMaxWidth(Double.MAX_VALUE);
        return label;
    }

    private static Node scsw(List<Field> fields) {
        FactTable table = new FactTable();
        for (StatusGroup group : StatusGroup.values()) {
            table.row(group.name().toLowerCase(Locale.ROOT), group.describe(fields));
        }
        return table.row("cpa", value(fields, "cpa")).row("count", value(fields, "count"));
    }

    private static Node orb(List<Field> fields) {
        FactTable table = new FactTable();
        ORB_FIELDS.forEach(name -> table.row(name, value(fields, name)));
        return table;
    }

    private static String value(List<Field> fields, String name) {
        return fields.stream()
                .filter(field -> field.name().equals(name))
                .findFirst()
                .map(field -> field.hex().substring(2))
                .orElse("");
    }

    private static Node pins(List<Run.Pin> pins) {
        VBox rows = new VBox(2);
        pins.stream().limit(MOST_PINS).forEach(pin -> {
            Label row = new Label(
                    text("walk.pin", "%x".formatted(pin.iova()), "%x".formatted(pin.hostAddress()), pin.pages()));
            row.getStyleClass().add("mono");
            rows.getChildren().add(row);
        });
        if (pins.isEmpty() || pins.size() > MOST_PINS) {
            Label rest =
                    new Label(pins.isEmpty() ? text("walk.noPins") : text("walk.morePins", pins.size() - MOST_PINS));
            rest.getStyleClass().add("dim");
            rows.getChildren().add(rest);
        }
        return rows;
    }
}
