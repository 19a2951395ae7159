package io.zmdev.app.playback;

import static io.zmdev.app.fx.Texts.text;

import io.zmdev.app.fx.Pulse;
import io.zmdev.app.theme.Appearance;
import io.zmdev.app.theme.Appearance.Motion;
import io.zmdev.app.theme.Fonts;
import io.zmdev.sim.flow.Lane;
import io.zmdev.sim.flow.Step;
import java.util.ArrayList;
import java.util.List;
import javafx.animation.Interpolator;
import javafx.animation.KeyFrame;
import javafx.animation.KeyValue;
import javafx.animation.Timeline;
import javafx.beans.property.DoubleProperty;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.SimpleDoubleProperty;
import javafx.geometry.Orientation;
import javafx.geometry.VPos;
import javafx.scene.AccessibleRole;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollBar;
import javafx.scene.control.Tooltip;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;
import javafx.scene.layout.Region;
import javafx.scene.paint.Color;
import javafx.scene.shape.Circle;
import javafx.scene.text.Text;
import javafx.scene.text.TextAlignment;
import javafx.util.Duration;

/** The steps as messages between lanes: done in ink, the current one in the accent with a token on it, the coming ones faint. */
public final class SequenceDiagram extends Region {

    private static final double HEAD_HEIGHT = 40;
    private static final double ROW_HEIGHT = 25;
    private static final double MARGIN = 52;
    private static final double LOOP_WIDTH = 26;
    private static final double ARROW = 5;
    private static final double BAR = 12;
    private static final Duration TRAVEL = Duration.millis(450);
    /** Where the token rests on its arrow. */
    private static final double REST = 0.62;

    private final Playback model;
    private final Appearance appearance;
    private final List<Lane> lanes;
    private final Canvas canvas = new Canvas();
    private final Circle token = new Circle(6.5);
    private final ScrollBar bar = new ScrollBar();
    private final List<Label> heads = new ArrayList<>();
    private final Pulse repaint = new Pulse(this::paint);
    private final DoubleProperty progress = new SimpleDoubleProperty(REST);
    private final Timeline travel = new Timeline();
    private final Text measure = new Text();
    private final ReadOnlyIntegerProperty marked;
    private boolean someObserved;

    public SequenceDiagram(Playback model, Appearance appearance, List<Lane> lanes) {
        this.model = model;
        this.appearance = appearance;
        this.lanes = List.copyOf(lanes);
        setId("sequence");
        getStyleClass().add("sequence");
        setAccessibleRole(AccessibleRole.IMAGE_VIEW);
        setAccessibleText(text("walk.sequence"));
        setMinHeight(HEAD_HEIGHT + 3 * ROW_HEIGHT);
        token.getStyleClass().add("token");
        token.setManaged(false);
        token.setMouseTransparent(true);
        canvas.setManaged(false);
        canvas.setMouseTransparent(true);
        bar.setOrientation(Orientation.VERTICAL);
        bar.setUnitIncrement(ROW_HEIGHT);
        for (Lane lane : this.lanes) {
            Label head = new Label(text("lane." + lane));
            head.setTooltip(new Tooltip(head.getText()));
            head.getStyleClass().add("lane-head");
            heads.add(head);
        }
        getChildren().add(canvas);
        getChildren().addAll(heads);
        getChildren().addAll(token, bar);
        bar.valueProperty().subscribe(value -> repaint.request());
        progress.subscribe(value -> placeToken());
        appearance.themeProperty().subscribe(theme -> repaint.request());
        marked = model.markedProperty();
        marked.subscribe(step -> repaint.request());
        model.recordingProperty().subscribe(run -> {
            someObserved = model.someObserved();
            requestLayout();
        });
        model.positionProperty().subscribe((before, now) -> moved(before.intValue(), now.intValue()));
        addEventHandler(ScrollEvent.SCROLL, event -> scrollTo(bar.getValue() - event.getDeltaY()));
        addEventHandler(MouseEvent.MOUSE_CLICKED, this::clicked);
    }

    private void clicked(MouseEvent event) {
        int row = (int) Math.floor((event.getY() - HEAD_HEIGHT + bar.getValue()) / ROW_HEIGHT);
        if (event.getY() >= HEAD_HEIGHT && row < model.length()) {
            model.seek(row + 1);
        }
    }

    /** Brings the current step into view and lets the token travel when the run goes forth by one. */
    private void moved(int before, int now) {
        reveal(now);
        travel.stop();
        progress.set(REST);
        if (now == before + 1 && appearance.motionProperty().get() == Motion.FULL) {
            progress.set(0);
            travel.getKeyFrames().setAll(new KeyFrame(TRAVEL, new KeyValue(progress, REST, Interpolator.EASE_BOTH)));
            travel.playFromStart();
        }
        repaint.request();
    }

    private void reveal(int position) {
        double top = (position - 1) * ROW_HEIGHT;
        double room = getHeight() - HEAD_HEIGHT;
        if (top - ROW_HEIGHT < bar.getValue()) {
            scrollTo(top - ROW_HEIGHT);
        } else if (top + 3 * ROW_HEIGHT > bar.getValue() + room) {
            scrollTo(top + 3 * ROW_HEIGHT - room);
        }
    }

    private void scrollTo(double value) {
        bar.setValue(Math.clamp(value, 0, bar.getMax()));
    }

    @Override
    protected void layoutChildren() {
        double room = getHeight() - HEAD_HEIGHT;
        double content = model.length() * ROW_HEIGHT + ROW_HEIGHT / 2;
        bar.setVisible(content > room);
        bar.setMax(Math.max(0, content - room));
        bar.setVisibleAmount(bar.getMax() * room / Math.max(1, content));
        bar.resizeRelocate(getWidth() - BAR, HEAD_HEIGHT, BAR, Math.max(0, room));
        reveal(model.positionProperty().get());
        canvas.setWidth(getWidth());
        canvas.setHeight(getHeight());
        for (int i = 0; i < heads.size(); i++) {
            Label head = heads.get(i);
            head.resize(Math.min(head.prefWidth(-1), laneX(1) - laneX(0) - 4), head.prefHeight(-1));
            head.relocate(snapPositionX(laneX(i) - head.getWidth() / 2), 8);
        }
        repaint.request();
    }

    private double laneX(int lane) {
        return Math.round(MARGIN + lane * (getWidth() - 2 * MARGIN - BAR) / (lanes.size() - 1.0)) + 0.5;
    }

    private double laneX(Lane lane) {
        return laneX(lanes.indexOf(lane));
    }

    private double rowY(int step) {
        return HEAD_HEIGHT + step * ROW_HEIGHT - Math.round(bar.getValue()) + ROW_HEIGHT / 2;
    }

    private void paint() {
        GraphicsContext g = canvas.getGraphicsContext2D();
        g.clearRect(0, 0, getWidth(), getHeight());
        g.setLineWidth(1);
        g.setStroke(color("line"));
        g.setLineDashes(4, 4);
        for (int i = 0; i < heads.size(); i++) {
            g.strokeLine(laneX(i), HEAD_HEIGHT - 8, laneX(i), getHeight());
        }
        g.save();
        g.beginPath();
        g.rect(0, HEAD_HEIGHT, getWidth(), getHeight() - HEAD_HEIGHT);
        g.clip();
        g.setTextBaseline(VPos.CENTER);
        int first = Math.max(0, (int) Math.floor(bar.getValue() / ROW_HEIGHT) - 1);
        List<Step> steps = model.steps();
        if (steps.isEmpty()) {
            paintNothing(g);
        }
        for (int step = first; step < steps.size() && rowY(step) < getHeight() + ROW_HEIGHT; step++) {
            paintStep(g, steps.get(step));
        }
        g.restore();
        placeToken();
    }

    private void paintNothing(GraphicsContext g) {
        g.setFont(Fonts.sans(13));
        g.setFill(color("dim"));
        g.setTextAlign(TextAlignment.CENTER);
        g.fillText(text("walk.nothingOpen"), getWidth() / 2, HEAD_HEIGHT + 2 * ROW_HEIGHT, getWidth() - 2 * BAR);
    }

    private void paintStep(GraphicsContext g, Step step) {
        int current = model.positionProperty().get() - 1;
        boolean coming = step.n() > current;
        boolean now = step.n() == current;
        double y = rowY(step.n());
        double from = laneX(step.actor());
        double to = laneX(step.target());
        g.setStroke(color(ink(step, "text")));
        g.setFill(g.getStroke());
        g.setLineWidth(now ? 2 : 1.4);
        g.setLineDashes(coming || !isSolid(step) ? new double[] {4, 4} : new double[0]);
        if (step.actor() == step.target()) {
            paintLoop(g, from, y);
            paintText(g, step, from + LOOP_WIDTH, from, y);
        } else {
            double tip = to - Math.signum(to - from) * 1.5;
            g.strokeLine(from, y, tip, y);
            paintTip(g, tip, y, Math.signum(to - from));
            paintText(g, step, Math.max(from, to), Math.min(from, to), y);
        }
    }

    /** The token of a step that is done, unless it is the current, a coming or the marked one. */
    private String ink(Step step, String done) {
        int current = model.positionProperty().get() - 1;
        if (step.n() == marked.get()) {
            return "bad";
        }
        return step.n() == current ? "accent" : step.n() > current ? "faint" : done;
    }

    /** What was only inferred on a real machine is dashed; a simulated step is as sure as an observed one. */
    private boolean isSolid(Step step) {
        return step.observed() || !someObserved;
    }

    private static void paintLoop(GraphicsContext g, double x, double y) {
        g.strokePolyline(
                new double[] {x, x + LOOP_WIDTH - 10, x + LOOP_WIDTH - 10, x + 3},
                new double[] {y - 4, y - 4, y + 4, y + 4},
                4);
        paintTip(g, x + 2, y + 4, -1);
    }

    private static void paintTip(GraphicsContext g, double x, double y, double direction) {
        double back = x - direction * (ARROW + 2);
        g.fillPolygon(new double[] {x, back, back}, new double[] {y, y - ARROW + 1, y + ARROW - 1}, 3);
    }

    /** Id and words, to the right of the arrow, or to its left where there is more room. */
    private void paintText(GraphicsContext g, Step step, double right, double left, double y) {
        int current = model.positionProperty().get() - 1;
        boolean coming = step.n() > current;
        boolean now = step.n() == current;
        double room = getWidth() - BAR - right - 12;
        boolean toTheLeft = room < left - 12 && room < 320;
        double idWidth = width(step.id().text(), true);
        String words = fitted(step.what(), (toTheLeft ? left - 12 : room) - idWidth - 10);
        Color idColor = color(ink(step, "text"));
        Color wordColor = color(now ? "text" : coming ? "faint" : "dim");
        double start = toTheLeft ? left - 10 - idWidth - 8 - width(words, false) : right + 8;
        // The lanes do not run through the words.
        g.setFill(color("panel"));
        g.fillRect(start - 2, y - ROW_HEIGHT / 3, idWidth + width(words, false) + 12, ROW_HEIGHT * 2 / 3);
        g.setTextAlign(TextAlignment.LEFT);
        g.setFont(Fonts.monoBold(12));
        g.setFill(idColor);
        g.fillText(step.id().text(), start, y);
        g.setFont(Fonts.sans(12));
        g.setFill(wordColor);
        g.fillText(words, start + idWidth + 8, y);
    }

    private String fitted(String words, double room) {
        if (width(words, false) <= room) {
            return words;
        }
        int end = words.length();
        while (end > 0 && width(words.substring(0, end) + "…", false) > room) {
            end--;
        }
        return words.substring(0, end).stripTrailing() + "…";
    }

    private double width(String words, boolean id) {
        measure.setFont(id ? Fonts.monoBold(12) : Fonts.sans(12));
        measure.setText(words);
        return measure.getLayoutBounds().getWidth();
    }

    private void placeToken() {
        int current = model.positionProperty().get() - 1;
        boolean shown = current >= 0 && current < model.length() && rowY(current) > HEAD_HEIGHT;
        token.setVisible(shown);
        if (shown) {
            Step step = model.steps().get(current);
            double from = laneX(step.actor());
            double to = step.actor() == step.target() ? from + LOOP_WIDTH - 10 : laneX(step.target());
            token.relocate(from + (to - from) * progress.get() - token.getRadius(), rowY(current) - token.getRadius());
        }
    }

    private Color color(String token) {
        return appearance.theme().color(token);
    }
}
