package io.zmdev.app.fx;

import javafx.scene.AccessibleRole;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.layout.Region;

/** Something drawn that fills its place; it is drawn again when its size changes or when it is asked for. */
@SuppressWarnings("this-escape") // it is painted with a later pulse, on the thread that made it
public abstract class Drawing extends Region {

    private final Canvas canvas = new Canvas();
    private final Pulse repaint = new Pulse(this::repaint);

    /** @param name what is drawn, for assistive technology */
    protected Drawing(String name) {
        getStyleClass().add("drawing");
        setAccessibleRole(AccessibleRole.IMAGE_VIEW);
        setAccessibleText(name);
        canvas.setManaged(false);
        canvas.setMouseTransparent(true);
        getChildren().add(canvas);
    }

    /** Has it drawn with the next pulse. */
    public final void request() {
        repaint.request();
    }

    /** Draws all of it; the place is empty. */
    protected abstract void paint(GraphicsContext g, double width, double height);

    @Override
    protected final void layoutChildren() {
        canvas.setWidth(getWidth());
        canvas.setHeight(getHeight());
        request();
    }

    private void repaint() {
        GraphicsContext g = canvas.getGraphicsContext2D();
        g.clearRect(0, 0, getWidth(), getHeight());
        paint(g, getWidth(), getHeight());
    }
}
