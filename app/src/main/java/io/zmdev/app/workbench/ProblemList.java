package io.zmdev.app.workbench;

import static io.zmdev.app.fx.Texts.text;

import io.zmdev.app.fx.Icon;
import io.zmdev.app.fx.RowList;
import io.zmdev.app.fx.Sentence;
import io.zmdev.app.project.Problem;
import io.zmdev.app.project.Session;
import io.zmdev.rules.Finding;
import java.util.List;
import java.util.Set;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;

/** What the rules say, the worst first, each with its ways out as buttons. */
final class ProblemList extends StackPane {

    /** More fixes than this are not offered as buttons: the first are the least disturbing. */
    private static final int FIXES_SHOWN = 3;

    private final Session session;
    private final RowList<Problem> rows = new RowList<>(text("tab.problems"), this::row);
    private Set<String> guests = Set.of();

    ProblemList(Session session) {
        this.session = session;
        setId("problems");
        getChildren().add(rows);
        session.problemsProperty().subscribe(this::show);
    }

    private void show(List<Problem> problems) {
        guests = Set.copyOf(session.holdings().guests());
        rows.show(problems, text("problems.none"));
    }

    private Node row(Problem problem) {
        Finding finding = problem.finding();
        Sentence sentence = new Sentence(sentenceOf(problem), guests);
        HBox.setHgrow(sentence, Priority.ALWAYS);
        HBox row = new HBox(icon(finding), sentence, buttons(problem));
        row.getStyleClass().add("problem");
        return row;
    }

    private static String sentenceOf(Problem problem) {
        return switch (problem) {
            case Problem.Present present -> present.finding().message();
            case Problem.Refused refused ->
                text("problems.refused", refused.finding().message());
        };
    }

    /** The shape says it too, not the colour alone. */
    private static Node icon(Finding finding) {
        String name = finding.severity().refuses()
                ? "bad"
                : switch (finding.severity()) {
                    case LOSES_REDUNDANCY -> "warn";
                    default -> "advice";
                };
        Icon icon = new Icon("severity." + name);
        icon.getStyleClass().add("severity-" + name);
        return icon;
    }

    private Node buttons(Problem problem) {
        HBox buttons = new HBox();
        buttons.getStyleClass().add("pill-row");
        buttons.setMinWidth(Region.USE_PREF_SIZE);
        problem.finding().fixes().stream().limit(FIXES_SHOWN).forEach(fix -> {
            Button button = new Button(fix.label());
            button.getStyleClass().add("pill");
            button.setOnAction(event -> session.fix(problem, fix));
            buttons.getChildren().add(button);
        });
        return buttons;
    }
}
