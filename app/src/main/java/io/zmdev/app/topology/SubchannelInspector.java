package io.zmdev.app.topology;

import static io.zmdev.app.fx.Texts.text;

import io.zmdev.app.fx.Section;
import io.zmdev.app.fx.Sentence;
import io.zmdev.model.css.ChpId;
import io.zmdev.model.css.Subchannel;
import io.zmdev.rules.Explanation;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.VBox;

/** Explains the selected subchannel and offers its channel paths for the question what varying them would do. */
final class SubchannelInspector extends VBox {

    private final ChannelsViewModel model;

    SubchannelInspector(ChannelsViewModel model) {
        this.model = model;
        getStyleClass().add("side-pane");
        setId("subchannel-inspector");
        model.selectionProperty().subscribe(selection -> show());
        model.stateProperty().subscribe(state -> show());
        model.variedProperty().subscribe(varied -> show());
    }

    private void show() {
        getChildren().setAll(model.explanation().map(this::sections).orElseGet(() -> {
            Label none = new Label(text("channels.none"));
            none.getStyleClass().add("dim");
            none.setWrapText(true);
            return List.of(new Section(text("inspector.selection"), none));
        }));
    }

    private List<Node> sections(Explanation explanation) {
        Label title = new Label(model.selectionProperty().get().orElseThrow().toString());
        title.getStyleClass().add("inspector-title");
        List<Node> sections = new ArrayList<>();
        sections.add(new Section(text("inspector.selection"), title, new Sentence(explanation.subject(), Set.of())));
        sections.add(new Section(text("inspector.who"), new Sentence(explanation.verdict(), Set.of())));
        VBox reasons = new VBox(6);
        for (Explanation.Reason reason : explanation.reasons()) {
            Sentence sentence = new Sentence(reason.text(), Set.of());
            Tooltip.install(sentence, new Tooltip(reason.path()));
            reasons.getChildren().add(sentence);
        }
        sections.add(new Section(text("inspector.why"), reasons));
        sections.add(new Section(text("channels.whatIf"), paths()));
        return sections;
    }

    private Node paths() {
        FlowPane buttons = new FlowPane();
        buttons.getStyleClass().add("pill-row");
        ChannelLayout layout = model.state().layout();
        model.selectionProperty().get().stream()
                .flatMapToInt(id -> layout.row(id).stream())
                .mapToObj(row -> layout.rows().get(row))
                .map(Subchannel::chpids)
                .flatMap(List::stream)
                .map(this::button)
                .forEach(buttons.getChildren()::add);
        return buttons;
    }

    private Button button(ChpId path) {
        boolean off = model.variedProperty().get().contains(path);
        Button button = new Button(text(off ? "channels.varyOn" : "channels.varyOff", path.toString()));
        button.getStyleClass().add("pill");
        button.setOnAction(event -> model.toggleVaried(path));
        return button;
    }
}
