package io.zmdev.app.plan;

import static io.zmdev.app.fx.Texts.text;

import io.zmdev.app.fx.ListEntry;
import io.zmdev.app.fx.Section;
import io.zmdev.app.fx.Sentence;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.VBox;

/** The hosts: the one in use, others, a way to add one behind SSH, and the question about its key. */
final class HostPane extends VBox {

    private static final int CHANGES_SHOWN = 12;

    private final ApplyViewModel model;
    private final TextField address = new TextField();

    HostPane(ApplyViewModel model) {
        this.model = model;
        getStyleClass().add("side-pane");
        setId("host-pane");
        address.setId("host-address");
        address.setPromptText(text("hosts.address"));
        address.setAccessibleText(text("hosts.address"));
        address.setOnAction(event -> connect());
        model.hostsProperty().subscribe(hosts -> show());
        model.questionProperty().subscribe(question -> show());
        model.driftProperty().subscribe(changes -> show());
        model.session().situationProperty().subscribe(now -> show());
    }

    private void connect() {
        if (!address.getText().isBlank()) {
            model.connect(address.getText().strip());
        }
    }

    private void show() {
        Button test = new Button(text("hosts.connect"));
        test.setId("host-connect");
        test.setOnAction(event -> connect());
        List<Node> sections = new ArrayList<>(List.of(
                new Section(
                        text("hosts.heading"),
                        model.hostsProperty().get().stream().map(this::entry).toArray(Node[]::new)),
                new Section(text("hosts.add"), new VBox(6, address, test))));
        model.questionProperty().get().ifPresent(question -> sections.add(trust(question)));
        if (!model.driftProperty().get().isEmpty()) {
            sections.add(drift());
        }
        getChildren().setAll(sections);
    }

    private Node entry(String uri) {
        ListEntry entry = new ListEntry(uri, "");
        entry.getStyleClass().addAll("draggable", "mono-entry");
        entry.setChosen(uri.equals(model.uri()));
        entry.setFocusTraversable(true);
        entry.setAccessibleRole(AccessibleRole.BUTTON);
        entry.setOnMouseClicked(event -> model.connect(uri));
        entry.setOnKeyPressed(event -> {
            if (event.getCode() == KeyCode.ENTER) {
                model.connect(uri);
            }
        });
        return entry;
    }

    private Section drift() {
        List<Node> sentences = new ArrayList<>();
        model.driftProperty().get().stream()
                .limit(CHANGES_SHOWN)
                .forEach(change -> sentences.add(new Sentence(change.sentence(), Set.of())));
        int more = model.driftProperty().get().size() - CHANGES_SHOWN;
        if (more > 0) {
            sentences.add(new Label(text("hosts.moreDrift", more)));
        }
        return new Section(text("hosts.drift"), sentences.toArray(Node[]::new));
    }

    private Node trust(KeyQuestion question) {
        Label sentence = new Label(text("hosts.unknownKey", question.host(), question.fingerprint()));
        sentence.setWrapText(true);
        Button trust = new Button(text("hosts.trust"));
        trust.setId("host-trust");
        trust.setOnAction(event -> model.answer(question, true));
        Button refuse = new Button(text("hosts.refuse"));
        refuse.setId("host-refuse");
        refuse.setOnAction(event -> model.answer(question, false));
        FlowPane answers = new FlowPane(8, 8, trust, refuse);
        return new Section(text("hosts.key"), new VBox(8, sentence, answers));
    }
}
