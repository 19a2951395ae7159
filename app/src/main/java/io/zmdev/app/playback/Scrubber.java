package io.zmdev.app.playback;

import static io.zmdev.app.fx.Texts.text;

import io.zmdev.app.fx.Pulse;
import io.zmdev.app.theme.Appearance;
import javafx.scene.AccessibleAttribute;
import javafx.scene.AccessibleRole;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.Region;

/** The whole run as a row of ticks; press or drag to go to a step. */
public final class Scrubber extends Region {

    private static final double MARGIN = 8;
    /** Ticks that are nearer to each other run together. */
    private static final double NEAREST = 4;

    private final Playback model;
    private final Appearance appearance;
    private final Canvas canvas = new Canvas();
    private final Pulse repaint = new Pulse(this::paint);

    public Scrubber(Playback model, Appearance appearance) {
        this.model = model;
        this.appearance = appearance;
        setId("scrubber");
        getStyleClass().add("scrubber");
        setFocusTraversable(true);
        setAccessibleRole(AccessibleRole.SLIDER);
        setAccessibleText(text("walk.scrubber"));
        canvas.setManaged(false);
        canvas.setMouseTransparent(true);
        getChildren().add(canvas);
        appearance.themeProperty().subscribe(theme -> repaint.request());
        model.recordingProperty().subscribe(run -> repaint.request());
        model.positionProperty().subscribe(position -> {
            notifyAccessibleAttributeChanged(AccessibleAttribute.VALUE);
            repaint.request();
        });
        addEventHandler(MouseEvent.MOUSE_PRESSED, this::seek);
        addEventHandler(MouseEvent.MOUSE_DRAGGED, this::seek);
        addEventHandler(KeyEvent.KEY_PRESSED, this::keyPressed);
    }

    @Override
    public Object queryAccessibleAttribute(AccessibleAttribute attribute, Object... parameters) {
        return switch (attribute) {
            case VALUE -> (double) model.positionProperty().get();
            case MIN_VALUE -> 0.0;
            case MAX_VALUE -> (double) model.length();
            default -> super.queryAccessibleAttribute(attribute, parameters);
        };
    }

    private void seek(MouseEvent event) {
        requestFocus();
        model.seek((int) Math.round((event.getX() - MARGIN) / distance()));
    }

    private void keyPressed(KeyEvent event) {
        switch (event.getCode()) {
            case LEFT -> model.back();
            case RIGHT -> model.step();
            case HOME -> model.seek(0);
            case END -> model.seek(model.length());
            default -> {
                return;
            }
        }
        event.consume();
    }

    @Override
    protected void layoutChildren() {
        canvas.setWidth(getWidth());
        canvas.setHeight(getHeight());
        repaint.request();
    }

    /** Between two positions, in px. */
    private double distance() {
        return (getWidth() - 2 * MARGIN) / Math.max(1, model.length());
    }

    private void paint() {
        GraphicsContext g = canvas.getGraphicsContext2D();
        g.clearRect(0, 0, getWidth(), getHeight());
        double middle = getHeight() / 2;
        int stride = (int) Math.max(1, Math.ceil(NEAREST / distance()));
        for (int position = 0; position <= model.length(); position += stride) {
            boolean done = position <= model.positionProperty().get();
            g.setStroke(appearance.theme().color(done ? "dim" : "faint"));
            g.setLineWidth(1);
            double x = x(position);
            g.strokeLine(x, middle - 7, x, middle + 7);
        }
        g.setStroke(appearance.theme().color("accent"));
        g.setLineWidth(3);
        double x = x(model.positionProperty().get());
        g.strokeLine(x, 3, x, getHeight() - 3);
    }

    private double x(int position) {
        return Math.round(MARGIN + position * distance()) + 0.5;
    }
}
