package io.zmdev.app;

import java.nio.file.Path;
import java.util.function.Consumer;
import javafx.scene.Scene;
import javafx.scene.input.DragEvent;
import javafx.scene.input.TransferMode;

/** Files that are dragged onto the window from elsewhere. */
final class FileDrops {

    private FileDrops() {}

    /** Has the first of the dropped files opened. */
    static void open(Scene scene, Consumer<Path> opener) {
        scene.addEventHandler(DragEvent.DRAG_OVER, event -> {
            if (event.getDragboard().hasFiles()) {
                event.acceptTransferModes(TransferMode.COPY);
                event.consume();
            }
        });
        scene.addEventHandler(DragEvent.DRAG_DROPPED, event -> {
            if (event.getDragboard().hasFiles()) {
                event.setDropCompleted(true);
                event.consume();
                opener.accept(event.getDragboard().getFiles().getFirst().toPath());
            }
        });
    }
}
