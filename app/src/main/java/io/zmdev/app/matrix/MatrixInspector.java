package io.zmdev.app.matrix;

import static io.zmdev.app.fx.Texts.text;

import io.zmdev.app.fx.ListEntry;
import io.zmdev.app.fx.Section;
import io.zmdev.app.fx.Sentence;
import io.zmdev.app.project.GuestDot;
import io.zmdev.app.project.Holding;
import io.zmdev.model.ap.ApMatrix;
import io.zmdev.rules.Explanation.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.OverrunStyle;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** Explains the selected queue. */
final class MatrixInspector extends VBox {

    private final MatrixViewModel model;

    MatrixInspector(MatrixViewModel model) {
        this.model = model;
        getStyleClass().add("side-pane");
        setId("inspector");
        model.selectionProperty().subscribe(selection -> show());
        model.stateProperty().subscribe(state -> show());
    }

    private void show() {
        getChildren()
                .setAll(model.explanation()
                        .map(this::explanation)
                        .orElseGet(
                                () -> List.of(new Section(text("inspector.selection"), dim(text("inspector.none"))))));
    }

    private List<Node> explanation(CellExplanation cell) {
        List<Node> sections = new ArrayList<>();
        Label title = new Label(cell.apqn().toString());
        title.getStyleClass().add("inspector-title");
        sections.add(new Section(text("inspector.selection"), title, dim(cell.subtitle())));
        sections.add(who(cell));
        if (!cell.virtual().isEmpty()) {
            sections.add(new Section(text("inspector.virtual"), sentences(cell.virtual())));
        }
        sections.add(new Section(text("inspector.why"), chain(cell)));
        sections.add(new Section(text("inspector.files"), lines(cell.files(), "file")));
        if (!cell.masks().isEmpty()) {
            sections.add(new Section(text("inspector.masks"), sentences(cell.masks())));
        }
        if (!cell.controlDomains().isEmpty()) {
            sections.add(new Section(
                    text("inspector.controlDomains", cell.holders().getFirst().owner()),
                    lines(List.of(cell.controlDomains()), "mono")));
        }
        return sections;
    }

    private Section who(CellExplanation cell) {
        if (cell.holders().isEmpty()) {
            return new Section(
                    text("inspector.who"), new Sentence(cell.explanation().verdict(), Set.of()));
        }
        List<Node> entries = new ArrayList<>();
        for (Holding holder : cell.holders()) {
            String remark = text(holder.managed() ? "inspector.assigned" : "inspector.unmanaged");
            entries.add(new ListEntry(new GuestDot(holder.hue()), holder.owner(), remark));
            if (holder.managed()) {
                entries.add(unassignButtons(cell, holder));
            }
        }
        return new Section(text("inspector.who"), entries.toArray(Node[]::new));
    }

    /** A queue can't be taken alone: the whole adapter goes, or the whole domain. */
    private Node unassignButtons(CellExplanation cell, Holding holder) {
        int adapter = cell.apqn().adapter().value();
        int domain = cell.apqn().domain().value();
        FlowPane buttons = new FlowPane(
                unassignButton(
                        text("inspector.takeAdapter", cell.apqn().adapter()),
                        holder,
                        MatrixViewModel.adapterPlace(adapter)),
                unassignButton(
                        text("inspector.takeDomain", cell.apqn().domain()),
                        holder,
                        MatrixViewModel.domainPlace(domain)));
        buttons.getStyleClass().add("pill-row");
        return buttons;
    }

    private Button unassignButton(String label, Holding holder, ApMatrix place) {
        Button button = new Button(label);
        button.getStyleClass().add("pill");
        button.setOnAction(event -> model.unassign(holder.holder(), place));
        return button;
    }

    private static Node chain(CellExplanation cell) {
        Set<String> owners = cell.holders().stream().map(Holding::owner).collect(Collectors.toSet());
        List<Reason> causes = cell.causes();
        VBox rows = new VBox(4);
        IntStream.range(0, causes.size()).forEach(i -> {
            Sentence sentence = new Sentence(causes.get(i).text(), owners);
            HBox.setHgrow(sentence, Priority.ALWAYS);
            Tooltip.install(sentence, new Tooltip(causes.get(i).path()));
            Label number = new Label((i + 1) + ".");
            number.setMinWidth(Region.USE_PREF_SIZE);
            rows.getChildren().add(new HBox(6, number, sentence));
        });
        return rows;
    }

    private static Node sentences(List<String> lines) {
        VBox rows = new VBox(2);
        lines.forEach(line -> rows.getChildren().add(new Sentence(line, Set.of())));
        return rows;
    }

    private static Node lines(List<String> lines, String styleClass) {
        VBox rows = new VBox(2);
        for (String line : lines) {
            Label label = new Label(line);
            label.getStyleClass().add(styleClass);
            label.setTextOverrun(OverrunStyle.CENTER_ELLIPSIS);
            label.setTooltip(new Tooltip(line));
            rows.getChildren().add(label);
        }
        return rows;
    }

    private static Label dim(String line) {
        Label label = new Label(line);
        label.getStyleClass().add("dim");
        label.setWrapText(true);
        return label;
    }
}
