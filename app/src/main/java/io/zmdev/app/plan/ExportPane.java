package io.zmdev.app.plan;

import static io.zmdev.app.fx.Texts.text;

import io.zmdev.app.fx.ChoiceBar;
import io.zmdev.app.fx.Pulse;
import io.zmdev.exchange.ExportFile;
import io.zmdev.exchange.ExportFormat;
import io.zmdev.service.ExportFolder.ForeignFiles;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.SplitPane;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.stage.DirectoryChooser;

/** Exports: every format with its files as they would be written, and a folder to write them to. */
final class ExportPane extends BorderPane {

    private final ApplyViewModel model;
    private final ObjectProperty<ExportFormat> format = new SimpleObjectProperty<>(ExportFormat.MDEVCTL);
    private final ListView<ExportFile> files = new ListView<>();
    private final TextArea content = new TextArea();
    private final TextField folder = new TextField();
    private final Label told = new Label();
    private final Button replace = new Button(text("export.replace"));
    private final Pulse refresh = new Pulse(this::refresh);

    ExportPane(ApplyViewModel model) {
        this.model = model;
        setId("export");
        files.setId("export-files");
        files.setAccessibleText(text("export.files"));
        files.setCellFactory(list -> new ListCell<>() {
            @Override
            protected void updateItem(ExportFile file, boolean empty) {
                super.updateItem(file, empty);
                setText(empty ? "" : file.path());
            }
        });
        files.getSelectionModel()
                .selectedItemProperty()
                .subscribe(file -> content.setText(
                        Optional.ofNullable(file).map(ExportFile::content).orElse("")));
        content.setId("export-content");
        content.setEditable(false);
        content.setAccessibleText(text("export.content"));
        content.getStyleClass().add("mono-area");
        SplitPane preview = new SplitPane(files, content);
        preview.setDividerPositions(0.3);
        HBox top = new HBox(new ChoiceBar<>(List.of(ExportFormat.values()), ExportFormat::id, format));
        top.getStyleClass().add("screen-bar");
        setTop(top);
        setCenter(preview);
        setBottom(writing());
        format.subscribe(chosen -> refresh.request());
        model.session().situationProperty().subscribe(refresh::request);
        sceneProperty().subscribe(scene -> refresh.request());
    }

    private VBox writing() {
        folder.setId("export-folder");
        folder.setPromptText(text("export.folder"));
        folder.setAccessibleText(text("export.folder"));
        Button browse = new Button(text("export.browse"));
        browse.setOnAction(event -> browse());
        Button write = new Button(text("export.write"));
        write.setId("export-write");
        write.disableProperty().bind(folder.textProperty().isEmpty());
        write.setOnAction(event -> write(ForeignFiles.REFUSE));
        replace.setId("export-replace");
        replace.setMinWidth(USE_PREF_SIZE);
        replace.setOnAction(event -> write(ForeignFiles.REPLACE));
        replace.managedProperty().bind(replace.visibleProperty());
        replace.setVisible(false);
        folder.textProperty().subscribe(text -> replace.setVisible(false));
        told.setId("export-told");
        told.setWrapText(true);
        HBox.setHgrow(folder, Priority.ALWAYS);
        HBox row = new HBox(8, folder, browse, write, replace);
        row.getStyleClass().add("screen-bar");
        return new VBox(row, told);
    }

    /** What was refused may be asked for once more, with the files of others replaced. */
    private void write(ForeignFiles foreign) {
        model.export(
                format.get(),
                Path.of(folder.getText()),
                foreign,
                done -> {
                    told.setText(done);
                    replace.setVisible(false);
                },
                refused -> {
                    told.setText(refused);
                    replace.setVisible(foreign == ForeignFiles.REFUSE);
                });
    }

    private void browse() {
        Optional.ofNullable(new DirectoryChooser().showDialog(getScene().getWindow()))
                .map(File::toString)
                .ifPresent(folder::setText);
    }

    /** Nothing is made for a pane that nobody sees. */
    private void refresh() {
        if (getScene() == null) {
            return;
        }
        ExportFormat asked = format.get();
        model.preview(
                asked,
                made -> {
                    if (asked == format.get()) {
                        files.getItems().setAll(made);
                        files.getSelectionModel().selectFirst();
                    }
                },
                refused -> {
                    files.getItems().clear();
                    content.setText(refused);
                });
    }
}
