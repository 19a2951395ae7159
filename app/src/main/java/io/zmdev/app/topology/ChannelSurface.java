package io.zmdev.app.topology;

import static io.zmdev.app.fx.Texts.text;

import io.zmdev.app.edit.DragGesture;
import io.zmdev.app.edit.DragSource;
import io.zmdev.app.fx.Pulse;
import io.zmdev.app.theme.Appearance;
import io.zmdev.app.theme.Theme;
import io.zmdev.model.css.ChpId;
import io.zmdev.model.css.Subchannel;
import io.zmdev.model.css.SubchannelId;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javafx.geometry.BoundingBox;
import javafx.geometry.Bounds;
import javafx.geometry.Orientation;
import javafx.geometry.VPos;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.control.ScrollBar;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;
import javafx.scene.layout.Region;
import javafx.scene.paint.Color;
import javafx.scene.text.Font;

/**
 * The drawing: channel subsystem, channel paths, subchannels, devices from left to right. Channel paths are always all in sight;
 * subchannels scroll. Where rows are too low for words, each is a line in the colour of who has it.
 */
public final class ChannelSurface extends Region {

    /** Heights of a row in px, from the farthest to the nearest; the farthest shows as many rows as fit. */
    private static final double[] ROW_HEIGHTS = {1, 4, 12, 26};

    private static final double READABLE = 20;
    private static final double BAR = 12;
    private static final double CSS_X = 16;
    private static final double PATH_X = 88;
    private static final double BOX_WIDTH = 56;
    private static final double BOX_HEIGHT = 24;
    private static final double PATH_GAP = 10;
    private static final double GROUP_X = 196;
    private static final double ROW_X = 204;
    private static final double DEVICE_X = 500;
    private static final double TYPE_X = 578;
    private static final double TYPE_WIDTH = 132;
    private static final double DRIVER_X = 392;
    private static final double GUEST_X = 292;

    private final ChannelsViewModel model;
    private final Appearance appearance;
    private final DragGesture drag;
    private final Canvas canvas = new Canvas();
    private final ScrollBar vertical = new ScrollBar();
    private final Pulse repaint = new Pulse(this::paint);
    private int zoom = ROW_HEIGHTS.length - 1;
    private Set<SubchannelId> cutOff = Set.of();

    ChannelSurface(ChannelsViewModel model, Appearance appearance, DragGesture drag) {
        this.model = model;
        this.appearance = appearance;
        this.drag = drag;
        setId("channel-surface");
        getStyleClass().add("matrix-surface");
        setFocusTraversable(true);
        setAccessibleRoleDescription(text("channels.accessible"));
        vertical.setOrientation(Orientation.VERTICAL);
        canvas.setManaged(false);
        getChildren().addAll(canvas, vertical);
        model.stateProperty().subscribe(repaint::request);
        model.selectionProperty().subscribe(this::selected);
        model.variedProperty().subscribe(repaint::request);
        model.cutOffProperty().subscribe(cut -> {
            cutOff = new HashSet<>(cut);
            repaint.request();
        });
        appearance.themeProperty().subscribe(repaint::request);
        focusVisibleProperty().subscribe(repaint::request);
        vertical.valueProperty().subscribe(repaint::request);
        listen();
    }

    /** Where a subchannel is in this node's coordinates; empty when it is scrolled out of sight or not there. */
    public Optional<Bounds> rowBounds(SubchannelId id) {
        return model.state().layout().row(id).stream()
                .mapToObj(row -> (Bounds) new BoundingBox(ROW_X, rowY(row), GUEST_X - ROW_X, rowHeight()))
                .filter(bounds -> bounds.getMinY() >= 0 && bounds.getMaxY() <= getHeight())
                .findFirst();
    }

    void nearer() {
        zoomTo(zoom + 1);
    }

    void farther() {
        zoomTo(zoom - 1);
    }

    @Override
    protected void layoutChildren() {
        canvas.setWidth(getWidth());
        canvas.setHeight(getHeight());
        vertical.resizeRelocate(getWidth() - BAR, 0, BAR, getHeight());
        double hidden = Math.max(0, rows().size() * rowHeight() - getHeight());
        vertical.setMax(hidden);
        vertical.setVisible(hidden > 0);
        vertical.setVisibleAmount(hidden * getHeight() / Math.max(1, hidden + getHeight()));
        vertical.setValue(Math.min(vertical.getValue(), hidden));
        repaint.request();
    }

    private void listen() {
        addEventHandler(MouseEvent.MOUSE_CLICKED, this::clicked);
        setOnDragDetected(event -> rowAt(event.getX(), event.getY()).ifPresent(row -> {
            drag.begin(new DragSource.DraggedSubchannel(row.id()));
            startFullDrag();
            event.consume();
        }));
        setOnMouseReleased(event -> drag.end());
        setOnMouseDragReleased(event -> drag.source()
                .ifPresent(source -> rowAt(event.getX(), event.getY()).ifPresent(row -> model.drop(source, row.id()))));
        addEventHandler(ScrollEvent.SCROLL, event -> {
            if (event.isControlDown()) {
                zoomTo(zoom + (event.getDeltaY() > 0 ? 1 : -1));
            } else {
                vertical.setValue(Math.clamp(vertical.getValue() - event.getDeltaY(), 0, vertical.getMax()));
            }
            event.consume();
        });
        addEventHandler(KeyEvent.KEY_PRESSED, this::keyPressed);
    }

    private void clicked(MouseEvent event) {
        requestFocus();
        if (event.isStillSincePress()) {
            pathAt(event.getX(), event.getY()).ifPresent(model::toggleVaried);
            rowAt(event.getX(), event.getY()).ifPresent(row -> {
                model.select(row.id());
                model.assignToArmedGuest(row.id());
            });
        }
    }

    private void keyPressed(KeyEvent event) {
        switch (event.getCode()) {
            case UP -> model.move(-1);
            case DOWN -> model.move(1);
            case PLUS, EQUALS -> nearer();
            case MINUS -> farther();
            case ENTER -> model.selectionProperty().get().ifPresent(model::assignToArmedGuest);
            case ESCAPE -> model.disarm();
            default -> {
                return;
            }
        }
        event.consume();
    }

    private void selected(Optional<SubchannelId> selection) {
        setAccessibleText(model.explanation()
                .map(explanation -> explanation.subject() + ". " + explanation.verdict())
                .orElse(text("channels.accessible")));
        selection.stream()
                .flatMapToInt(id -> model.state().layout().row(id).stream())
                .forEach(row -> {
                    double y = rowY(row);
                    if (y < 0) {
                        vertical.setValue(vertical.getValue() + y);
                    } else if (y + rowHeight() > getHeight()) {
                        vertical.setValue(
                                Math.min(vertical.getMax(), vertical.getValue() + y + rowHeight() - getHeight()));
                    }
                });
        repaint.request();
    }

    private void zoomTo(int level) {
        zoom = Math.clamp(level, 0, ROW_HEIGHTS.length - 1);
        requestLayout();
    }

    private List<Subchannel> rows() {
        return model.state().layout().rows();
    }

    private double rowHeight() {
        return zoom > 0 ? ROW_HEIGHTS[zoom] : Math.min(ROW_HEIGHTS[1], getHeight() / Math.max(1, rows().size()));
    }

    private double rowY(int row) {
        return row * rowHeight() - vertical.getValue();
    }

    private Optional<Subchannel> rowAt(double x, double y) {
        int row = (int) Math.floor((y + vertical.getValue()) / rowHeight());
        return x < GROUP_X || row < 0 || row >= rows().size() ? Optional.empty() : Optional.of(rows().get(row));
    }

    private Optional<ChpId> pathAt(double x, double y) {
        List<ChpId> paths = model.state().layout().paths();
        return paths.stream()
                .filter(path -> x >= PATH_X
                        && x <= PATH_X + BOX_WIDTH
                        && Math.abs(y - pathY(paths.indexOf(path))) <= BOX_HEIGHT / 2)
                .findFirst();
    }

    /** The middle of a channel path's box. */
    private double pathY(int index) {
        return (index + 0.5) * drawnHeight() / model.state().layout().paths().size();
    }

    /** On a large display few channel paths stay near their few rows. */
    private double drawnHeight() {
        double needed = Math.max(
                rows().size() * rowHeight(), model.state().layout().paths().size() * (BOX_HEIGHT + PATH_GAP));
        return Math.min(getHeight(), needed);
    }

    private void paint() {
        GraphicsContext g = canvas.getGraphicsContext2D();
        g.setFill(color("background"));
        g.fillRect(0, 0, getWidth(), getHeight());
        g.setTextBaseline(VPos.CENTER);
        g.setFont(Font.font("IBM Plex Mono", 12));
        ChannelLayout layout = model.state().layout();
        if (layout.rows().isEmpty()) {
            g.setFill(color("dim"));
            g.fillText(text("channels.nothing"), CSS_X, 24);
            return;
        }
        box(g, CSS_X, drawnHeight() / 2, "css0", false);
        for (int i = 0; i < layout.paths().size(); i++) {
            paintPath(g, layout, i);
        }
        layout.groups().forEach(group -> paintGroup(g, group));
        paintRows(g);
        if (isFocusVisible()) {
            g.setStroke(color("accent"));
            g.strokeRect(1, 1, getWidth() - BAR - 2, getHeight() - 2);
        }
    }

    private void paintPath(GraphicsContext g, ChannelLayout layout, int index) {
        ChpId path = layout.paths().get(index);
        boolean off = model.variedProperty().get().contains(path);
        double y = pathY(index);
        line(g, CSS_X + BOX_WIDTH, drawnHeight() / 2, PATH_X, y, off);
        for (ChannelLayout.Group group : layout.groups()) {
            double from = Math.max(0, rowY(group.first()));
            double to = Math.min(getHeight(), rowY(group.end()));
            if (group.chpids().contains(path) && from < to) {
                line(g, PATH_X + BOX_WIDTH, y, GROUP_X, (from + to) / 2, off);
            }
        }
        box(g, PATH_X, y, path.toString(), off);
    }

    private void line(GraphicsContext g, double x1, double y1, double x2, double y2, boolean off) {
        g.setStroke(color(off ? "bad" : "faint"));
        g.setLineDashes(off ? new double[] {4, 4} : new double[0]);
        g.beginPath();
        g.moveTo(x1, y1);
        g.bezierCurveTo((x1 + x2) / 2, y1, (x1 + x2) / 2, y2, x2, y2);
        g.stroke();
        g.setLineDashes();
    }

    /** A box that is off is crossed too, not only red. */
    private void box(GraphicsContext g, double x, double middle, String words, boolean off) {
        double y = middle - BOX_HEIGHT / 2;
        g.setFill(color(off ? "bad-soft" : "panel"));
        g.fillRoundRect(x, y, BOX_WIDTH, BOX_HEIGHT, 8, 8);
        g.setStroke(color(off ? "bad" : "line"));
        g.strokeRoundRect(x + 0.5, y + 0.5, BOX_WIDTH - 1, BOX_HEIGHT - 1, 8, 8);
        if (off) {
            g.strokeLine(x, y, x + BOX_WIDTH, y + BOX_HEIGHT);
        }
        g.setFill(color("text"));
        g.fillText(words, x + 10, middle);
    }

    private void paintGroup(GraphicsContext g, ChannelLayout.Group group) {
        double from = Math.max(0, rowY(group.first()));
        double to = Math.min(getHeight(), rowY(group.end()));
        if (from < to) {
            g.setStroke(color("faint"));
            g.strokeLine(GROUP_X, from + 1, GROUP_X, to - 1);
        }
    }

    private void paintRows(GraphicsContext g) {
        int first = Math.max(0, (int) (vertical.getValue() / rowHeight()));
        int end = Math.min(rows().size(), (int) Math.ceil((vertical.getValue() + getHeight()) / rowHeight()));
        for (int row = first; row < end; row++) {
            if (rowHeight() >= READABLE) {
                paintRow(g, rows().get(row), rowY(row));
            } else {
                paintLine(g, rows().get(row), rowY(row));
            }
        }
    }

    private void paintLine(GraphicsContext g, Subchannel subchannel, double y) {
        boolean selected = model.selectionProperty().get().equals(Optional.of(subchannel.id()));
        Optional<String> owner = model.state().owner(subchannel.id());
        g.setFill(color(
                selected
                        ? "accent"
                        : cutOff.contains(subchannel.id())
                                ? "bad"
                                : owner.map(guest ->
                                                Theme.guestToken(model.state().hue(guest)))
                                        .orElse("host")));
        double height = rowHeight();
        g.fillRect(ROW_X, y, getWidth() - BAR - ROW_X - 12, height > 3 ? height - 1 : Math.max(height, 1));
    }

    private void paintRow(GraphicsContext g, Subchannel subchannel, double y) {
        boolean cut = cutOff.contains(subchannel.id());
        boolean selected = model.selectionProperty().get().equals(Optional.of(subchannel.id()));
        g.setFill(color(selected ? "selection" : cut ? "bad-soft" : "panel"));
        g.fillRoundRect(ROW_X, y + 1, getWidth() - BAR - ROW_X - 12, rowHeight() - 2, 8, 8);
        double middle = y + rowHeight() / 2;
        g.setFill(color(cut ? "bad" : "text"));
        g.fillText((cut ? "✕ " : "") + subchannel.id(), ROW_X + 10, middle);
        g.setFill(color("dim"));
        g.fillText(ChannelsState.device(subchannel), DEVICE_X, middle);
        if (getWidth() - BAR >= TYPE_X + TYPE_WIDTH) {
            g.fillText(subchannel.deviceType().orElse(""), TYPE_X, middle);
        }
        g.fillText(ChannelsState.driver(subchannel), DRIVER_X, middle);
        model.state().owner(subchannel.id()).ifPresent(guest -> {
            g.setFill(color(Theme.guestToken(model.state().hue(guest))));
            g.fillRoundRect(GUEST_X, middle - 6, 12, 12, 4, 4);
            g.setFill(color("text"));
            g.fillText(guest, GUEST_X + 20, middle);
        });
    }

    private Color color(String token) {
        return appearance.theme().color(token);
    }
}
