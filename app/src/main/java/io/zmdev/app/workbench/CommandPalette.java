package io.zmdev.app.workbench;

import static io.zmdev.app.fx.Texts.text;

import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** Every verb by name: type a part of it, Enter runs it. */
final class CommandPalette extends VBox {

    private static final int ROW_HEIGHT = 32;
    private static final int MOST_ROWS = 9;

    private final Supplier<List<Verb>> source;
    private List<Verb> verbs = List.of();
    private final TextField input = new TextField();
    private final ListView<Verb> matches = new ListView<>();

    /** @param source is asked each time the palette is opened */
    CommandPalette(Supplier<List<Verb>> source) {
        this.source = source;
        setId("command-palette");
        getStyleClass().add("command-palette");
        input.setPromptText(text("palette.prompt"));
        input.textProperty().subscribe(this::show);
        input.addEventFilter(KeyEvent.KEY_PRESSED, this::keyPressed);
        input.focusedProperty().subscribe(focused -> {
            if (!focused) {
                close();
            }
        });
        matches.setFixedCellSize(ROW_HEIGHT);
        matches.setFocusTraversable(false);
        matches.setCellFactory(list -> new VerbCell());
        matches.setOnMousePressed(event -> run());
        getChildren().setAll(input, matches);
        setMaxSize(USE_PREF_SIZE, USE_PREF_SIZE);
        close();
    }

    void open() {
        verbs = List.copyOf(source.get());
        setVisible(true);
        input.clear();
        show("");
        input.requestFocus();
    }

    private void close() {
        setVisible(false);
    }

    private void show(String part) {
        String wanted = part.toLowerCase(Locale.ENGLISH);
        matches.getItems()
                .setAll(verbs.stream()
                        .filter(verb -> verb.title().toLowerCase(Locale.ENGLISH).contains(wanted))
                        .toList());
        matches.getSelectionModel().selectFirst();
        matches.setPrefHeight(
                ROW_HEIGHT * (double) Math.min(MOST_ROWS, matches.getItems().size()) + 2);
    }

    private void keyPressed(KeyEvent event) {
        switch (event.getCode()) {
            case ESCAPE -> close();
            case ENTER -> run();
            case DOWN -> matches.getSelectionModel().selectNext();
            case UP -> matches.getSelectionModel().selectPrevious();
            default -> {
                return;
            }
        }
        event.consume();
    }

    private void run() {
        Verb verb = matches.getSelectionModel().getSelectedItem();
        close();
        if (verb != null) {
            verb.action().run();
        }
    }

    private static final class VerbCell extends ListCell<Verb> {
        @Override
        protected void updateItem(Verb verb, boolean empty) {
            super.updateItem(verb, empty);
            setText(null);
            setGraphic(empty ? null : row(verb));
        }

        private static HBox row(Verb verb) {
            Region space = new Region();
            HBox.setHgrow(space, Priority.ALWAYS);
            Label keys = new Label(verb.keysText());
            keys.getStyleClass().add("palette-keys");
            return new HBox(new Label(verb.title()), space, keys);
        }
    }
}
