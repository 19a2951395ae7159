package io.zmdev.app.matrix;

import io.zmdev.app.edit.DragGesture;
import io.zmdev.app.edit.DragSource.DraggedGuest;
import io.zmdev.app.fx.MouseMoves;
import io.zmdev.app.matrix.MatrixGeometry.Zoom;
import io.zmdev.app.project.Session;
import io.zmdev.app.theme.Appearance;
import io.zmdev.app.theme.Theme;
import io.zmdev.model.ap.Apqn;
import java.util.Set;
import java.util.function.BiConsumer;
import javafx.event.Event;
import javafx.geometry.Bounds;
import javafx.scene.Scene;
import javafx.stage.Stage;

/** Own code of the matrix screen in a frame, with all 256 x 256 cells in sight. */
public final class MatrixBench {

    private static final double WIDTH = 1400;
    private static final double HEIGHT = 1340;
    private static final DraggedGuest GUEST = new DraggedGuest("guest1");

    private final MatrixViewModel model;
    private final Appearance appearance = new Appearance(Theme.LIGHT, Appearance.Motion.REDUCED);
    private final CellRaster raster = new CellRaster(WIDTH, HEIGHT, 1, Zoom.OVERVIEW, new MatrixColors(Theme.LIGHT));
    private int round;

    /** Belongs to the JavaFX thread. */
    public MatrixBench(Session session) {
        model = new MatrixViewModel(session, () -> {
            throw new IllegalStateException("every guest has a device");
        });
        model.shownIdsProperty().set(ShownIds.POSSIBLE);
        model.zoomProperty().set(Zoom.OVERVIEW);
    }

    /** Gives each figure's name and its work to who measures. */
    public void measure(BiConsumer<String, Runnable> figures) {
        figures.accept("MatrixBench.repaint", this::repaintAll);
        figures.accept("MatrixBench.looks", () -> model.state().looks(DomainRole.BOTH, Set.of(Layer.values())));
        figures.accept("MatrixBench.ghost", () -> {
            model.hover(GUEST, model.placeOf(Apqn.of(round++ % 4, 1)));
            model.leave();
        });
        Looks plain = model.looksProperty().get();
        model.hover(GUEST, model.placeOf(Apqn.of(0, 1)));
        Looks other = model.looksProperty().get();
        model.leave();
        figures.accept(
                "MatrixBench.oneCell", () -> raster.paint(round++ % 2 == 0 ? plain : other, model.geometry(), 0, 0));
        hover(figures);
    }

    private void repaintAll() {
        raster.paint(model.looksProperty().get(), model.geometry(), 0, round++ % 2);
    }

    private void hover(BiConsumer<String, Runnable> figures) {
        MatrixSurface surface = new MatrixSurface(model, appearance, new DragGesture());
        Stage stage = new Stage();
        stage.setScene(new Scene(surface, WIDTH, HEIGHT));
        appearance.dress(stage.getScene());
        stage.show();
        surface.applyCss();
        surface.layout();
        figures.accept("MatrixBench.pointer", () -> {
            Bounds cell =
                    surface.cellBounds(Apqn.of(round % 200, round++ % 190)).orElseThrow();
            Event.fireEvent(surface, MouseMoves.over(surface, cell.getCenterX(), cell.getCenterY()));
            surface.placeOverlays();
        });
        stage.hide();
    }
}
