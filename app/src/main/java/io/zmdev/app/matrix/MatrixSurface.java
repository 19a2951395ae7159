package io.zmdev.app.matrix;

import static io.zmdev.app.fx.Texts.text;

import io.zmdev.app.edit.DragGesture;
import io.zmdev.app.edit.DragSource;
import io.zmdev.app.fx.Pulse;
import io.zmdev.app.theme.Appearance;
import io.zmdev.model.ap.ApMatrix;
import io.zmdev.model.ap.Apqn;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import javafx.animation.PauseTransition;
import javafx.css.PseudoClass;
import javafx.geometry.BoundingBox;
import javafx.geometry.Bounds;
import javafx.geometry.Orientation;
import javafx.geometry.Point2D;
import javafx.scene.canvas.Canvas;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollBar;
import javafx.scene.image.ImageView;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.scene.shape.Rectangle;
import javafx.util.Duration;
import org.jspecify.annotations.Nullable;

/** The cells with their heads: one image, a canvas for words, and a few nodes over them. One node takes the mouse. */
public final class MatrixSurface extends Region {

    private static final PseudoClass REFUSED = PseudoClass.getPseudoClass("refused");
    private static final double BAR = 12;
    private static final double POPOVER_DISTANCE = 20;
    /** How long the pointer rests on a cell before the cell is explained. */
    private static final Duration REST = Duration.millis(450);

    private final MatrixViewModel model;
    private final Appearance appearance;
    private final DragGesture drag;
    private final ImageView cells = new ImageView();
    private final Canvas words = new Canvas();
    private final Rectangle selected = new Rectangle();
    private final Rectangle hovered = new Rectangle();
    private final Label popoverHeadline = new Label();
    private final Label popoverDetail = new Label();
    private final VBox popover = new VBox(popoverHeadline, popoverDetail);
    private final ScrollBar horizontal = new ScrollBar();
    private final ScrollBar vertical = new ScrollBar();
    private final Label litRow = new Label();
    private final Label litColumn = new Label();
    /** Paints the cells and the words on them. */
    private final Pulse repaint = new Pulse(this::paint);
    /** Moves what lies over them: where the pointer is, what is selected, what a drop would do. */
    private final Pulse overlay = new Pulse(this::placeOverlays);

    private @Nullable CellRaster raster;
    private MatrixGeometry.@Nullable Zoom rasterZoom;
    private boolean rasterLinks;
    private Point2D pointer = Point2D.ZERO;
    private Optional<Apqn> underPointer = Optional.empty();
    private final PauseTransition rest = new PauseTransition(REST);
    private Optional<CellExplanation> reason = Optional.empty();

    MatrixSurface(MatrixViewModel model, Appearance appearance, DragGesture drag) {
        this.model = model;
        this.appearance = appearance;
        this.drag = drag;
        setId("matrix-surface");
        getStyleClass().add("matrix-surface");
        setFocusTraversable(true);
        setAccessibleRoleDescription(text("matrix.accessible"));
        selected.getStyleClass().add("cell-selection");
        hovered.getStyleClass().add("cell-hover");
        popover.getStyleClass().add("popover");
        popover.setId("ghost-popover");
        popoverHeadline.getStyleClass().add("popover-headline");
        popoverDetail.getStyleClass().add("popover-detail");
        popoverDetail.setWrapText(true);
        vertical.setOrientation(Orientation.VERTICAL);
        litRow.getStyleClass().addAll("lit-head", "lit-row");
        litColumn.getStyleClass().add("lit-head");
        for (var node : List.of(cells, words, litRow, litColumn, selected, hovered, popover)) {
            node.setManaged(false);
            node.setMouseTransparent(true);
        }
        getChildren().addAll(cells, words, litRow, litColumn, selected, hovered, horizontal, vertical, popover);
        model.looksProperty().subscribe(looks -> changed());
        model.geometryProperty().subscribe(geometry -> changed());
        model.ghostProperty().subscribe(overlay::request);
        model.litProperty().subscribe(repaint::request);
        model.selectionProperty().subscribe(selection -> selectionChanged());
        appearance.themeProperty().subscribe(theme -> dropRaster());
        horizontal.valueProperty().subscribe(value -> changed());
        vertical.valueProperty().subscribe(value -> changed());
        rest.setOnFinished(event -> explain());
        listen();
    }

    /** Where a cell is in this node's coordinates; empty when it is not shown. */
    public Optional<Bounds> cellBounds(Apqn apqn) {
        return places().cell(apqn);
    }

    private MatrixPlaces places() {
        return new MatrixPlaces(
                model.geometry(), model.hasVirtualDevices(), horizontal.getValue(), vertical.getValue());
    }

    private void listen() {
        addEventHandler(MouseEvent.MOUSE_MOVED, event -> {
            pointAt(event);
            placeAt(event.getX(), event.getY()).ifPresentOrElse(model::hoverArmed, model::leave);
        });
        addEventHandler(MouseEvent.MOUSE_EXITED, event -> {
            pointAtCell(Optional.empty());
            model.light(Optional.empty());
            model.leave();
        });
        addEventHandler(MouseEvent.MOUSE_PRESSED, this::pressed);
        addEventHandler(MouseEvent.MOUSE_DRAGGED, event -> {
            pointAt(event);
            underPointer.ifPresent(model::extendTo);
            model.hoverArmed(model.selectedArea());
        });
        addEventHandler(MouseEvent.MOUSE_RELEASED, event -> {
            if (event.getButton() == MouseButton.PRIMARY && model.armedSource().isPresent()) {
                placeAt(event.getX(), event.getY()).ifPresent(model::assignToArmedGuest);
            }
        });
        setOnMouseDragOver(event -> {
            pointAt(event);
            drag.source()
                    .ifPresent(source -> placeAt(event.getX(), event.getY())
                            .ifPresentOrElse(place -> model.hover(source, place), model::leave));
        });
        setOnMouseDragExited(event -> model.leave());
        setOnMouseDragReleased(event -> drag.source().ifPresent(source -> dropAt(source, event.getX(), event.getY())));
        addEventHandler(ScrollEvent.SCROLL, this::scrolled);
        addEventHandler(KeyEvent.KEY_PRESSED, this::keyPressed);
    }

    private void pressed(MouseEvent event) {
        requestFocus();
        pointAt(event);
        underPointer.ifPresentOrElse(
                apqn -> {
                    if (event.isShiftDown()) {
                        model.extendTo(apqn);
                    } else if (!model.selectedArea().contains(apqn)
                            || model.armedSource().isEmpty()) {
                        model.select(apqn);
                    }
                },
                () -> selectHead(event));
    }

    /** A press on a head selects its row or column; with Shift, those up to it. */
    private void selectHead(MouseEvent event) {
        MatrixPlaces places = places();
        OptionalInt row = places.rowHeadAt(event.getX(), event.getY());
        OptionalInt column = row.isPresent() ? OptionalInt.empty() : places.columnHeadAt(event.getX(), event.getY());
        if (row.isPresent()) {
            model.selectRows(row.getAsInt(), event.isShiftDown());
        } else if (column.isPresent()) {
            model.selectColumns(column.getAsInt(), event.isShiftDown());
        } else {
            model.clearSelection();
        }
    }

    private void dropAt(DragSource source, double x, double y) {
        placeAt(x, y).ifPresent(place -> model.drop(source, place));
    }

    private void scrolled(ScrollEvent event) {
        if (event.isControlDown()) {
            var zoom = model.zoomProperty();
            zoom.set(event.getDeltaY() > 0 ? zoom.get().nearer() : zoom.get().farther());
        } else {
            horizontal.setValue(clamp(horizontal.getValue() - event.getDeltaX(), horizontal.getMax()));
            vertical.setValue(clamp(vertical.getValue() - event.getDeltaY(), vertical.getMax()));
        }
        event.consume();
    }

    private void keyPressed(KeyEvent event) {
        switch (event.getCode()) {
            case UP -> arrow(event, -1, 0);
            case DOWN -> arrow(event, 1, 0);
            case LEFT -> arrow(event, 0, -1);
            case RIGHT -> arrow(event, 0, 1);
            case SPACE -> lines(event);
            case A -> {
                if (!event.isShortcutDown()) {
                    return;
                }
                model.selectAll();
            }
            case ENTER -> model.assignToArmedGuest(model.selectedArea());
            case ESCAPE -> model.disarm();
            default -> {
                return;
            }
        }
        event.consume();
    }

    /** With Shift the rows of the selection, with Ctrl its columns, as in other tables. */
    private void lines(KeyEvent event) {
        if (event.isShortcutDown()) {
            model.widenToColumns();
        } else if (event.isShiftDown()) {
            model.widenToRows();
        }
    }

    private void arrow(KeyEvent event, int rowsDown, int columnsRight) {
        if (event.isShiftDown()) {
            model.extend(rowsDown, columnsRight);
        } else {
            model.move(rowsDown, columnsRight);
        }
    }

    private void pointAt(MouseEvent event) {
        model.light(chipAt(event.getX(), event.getY()));
        Optional<Apqn> now =
                inCells(event.getX(), event.getY()) ? places().apqnAt(event.getX(), event.getY()) : Optional.empty();
        if (!now.equals(underPointer)) {
            pointAtCell(now);
        }
        pointer = new Point2D(event.getX(), event.getY());
        placePopover();
    }

    private Optional<VirtualChip> chipAt(double x, double y) {
        return model.hasVirtualDevices() && !inCells(x, y)
                ? VirtualChip.of(places(), model.state().virtualDevices()).stream()
                        .filter(chip -> chip.bounds().contains(x, y))
                        .findFirst()
                : Optional.empty();
    }

    private void pointAtCell(Optional<Apqn> cell) {
        underPointer = cell;
        reason = Optional.empty();
        rest.playFromStart();
        overlay.request();
    }

    private void explain() {
        reason = underPointer.map(model::explain);
        overlay.request();
    }

    /** What a drop at that place is about: a cell, or a whole row or column when it is over a head. */
    private Optional<ApMatrix> placeAt(double x, double y) {
        MatrixPlaces places = places();
        MatrixGeometry geometry = places.geometry();
        if (inCells(x, y)) {
            return places.apqnAt(x, y).map(model::placeOf);
        }
        OptionalInt row = places.rowHeadAt(x, y);
        if (row.isPresent()) {
            return Optional.of(MatrixViewModel.adapterPlace(geometry.adapterAt(row.getAsInt())));
        }
        OptionalInt column = places.columnAt(x);
        return column.isPresent()
                ? Optional.of(MatrixViewModel.domainPlace(geometry.domainAt(column.getAsInt())))
                : Optional.empty();
    }

    private boolean inCells(double x, double y) {
        return places().isInCells(x, y) && x < getWidth() && y < getHeight();
    }

    private double headWidth() {
        return places().headWidth();
    }

    @Override
    protected void layoutChildren() {
        double width = getWidth() - headWidth();
        double height = getHeight() - places().headHeight();
        limit(horizontal, model.geometry().width() - width + BAR, width);
        limit(vertical, model.geometry().height() - height + BAR, height);
        horizontal.resizeRelocate(headWidth(), getHeight() - BAR, Math.max(0, width - BAR), BAR);
        vertical.resizeRelocate(getWidth() - BAR, places().headHeight(), BAR, Math.max(0, height - BAR));
        words.setWidth(getWidth());
        words.setHeight(getHeight());
        dropRaster();
    }

    private static void limit(ScrollBar bar, double hidden, double shown) {
        bar.setVisible(hidden > BAR);
        bar.setMax(Math.max(0, hidden));
        bar.setVisibleAmount(hidden <= 0 ? 1 : bar.getMax() * shown / (shown + hidden));
        bar.setValue(clamp(bar.isVisible() ? bar.getValue() : 0, bar.getMax()));
    }

    private static double clamp(double value, double max) {
        return Math.clamp(value, 0, Math.max(0, max));
    }

    private void dropRaster() {
        raster = null;
        changed();
    }

    private void changed() {
        repaint.request();
    }

    /** Scrolls the lead into view, though not along a row or column that is selected whole. */
    private void selectionChanged() {
        ApMatrix area = model.selectedArea();
        setAccessibleText(model.explanation()
                .map(cell -> cell.headline() + ". " + cell.summary())
                .orElse(text("matrix.accessible")));
        model.selectionProperty()
                .get()
                .flatMap(selection -> cellBounds(selection.lead()))
                .ifPresent(bounds -> {
                    if (area.domains().count() < model.geometry().columns()) {
                        scrollInto(horizontal, bounds.getMinX() - headWidth(), bounds.getMaxX() - getWidth() + BAR);
                    }
                    if (area.adapters().count() < model.geometry().rows()) {
                        scrollInto(
                                vertical,
                                bounds.getMinY() - places().headHeight(),
                                bounds.getMaxY() - getHeight() + BAR);
                    }
                });
        changed();
    }

    private static void scrollInto(ScrollBar bar, double before, double after) {
        if (!bar.isVisible()) {
            return;
        }
        if (before < 0) {
            bar.setValue(clamp(bar.getValue() + before, bar.getMax()));
        } else if (after > 0) {
            bar.setValue(clamp(bar.getValue() + after, bar.getMax()));
        }
    }

    private void paint() {
        if (getWidth() < 1 || getHeight() < 1) {
            return;
        }
        if (rasterZoom != model.geometry().zoom() || rasterLinks != model.hasVirtualDevices()) {
            rasterZoom = model.geometry().zoom();
            rasterLinks = model.hasVirtualDevices();
            raster = null;
            requestLayout();
        }
        raster().paint(
                        model.looksProperty().get(),
                        model.geometry(),
                        Math.rint(horizontal.getValue()),
                        Math.rint(vertical.getValue()));
        cells.relocate(headWidth(), places().headHeight());
        new MatrixWords(words, model, places(), appearance.theme()).paint();
        overlay.request();
    }

    private CellRaster raster() {
        CellRaster current = raster;
        if (current == null) {
            double scale = getScene() == null || getScene().getWindow() == null
                    ? 1
                    : getScene().getWindow().getOutputScaleX();
            current = new CellRaster(
                    getWidth() - headWidth(),
                    getHeight() - places().headHeight(),
                    scale,
                    model.geometry().zoom(),
                    new MatrixColors(appearance.theme()));
            raster = current;
            cells.setImage(current.image());
            cells.setFitWidth(current.image().getWidth() / scale);
            cells.setFitHeight(current.image().getHeight() / scale);
        }
        return current;
    }

    void placeOverlays() {
        placeAround(hovered, underPointer.flatMap(this::cellBounds), 0);
        placeAround(selected, selectedBounds(), 2);
        lightHeads();
        showPopover();
    }

    /** Writes the ids under the pointer once more, over those of the heads. */
    private void lightHeads() {
        litRow.setVisible(underPointer.isPresent());
        litColumn.setVisible(underPointer.isPresent());
        underPointer.ifPresent(apqn -> {
            MatrixPlaces places = places();
            MatrixGeometry geometry = places.geometry();
            double middle = places.rowMiddle(geometry.rowOf(apqn.adapter().value()));
            litRow.setText(apqn.adapter().toString());
            litRow.resizeRelocate(places.headX(), geometry.zoom().labelled() ? middle - 17 : middle - 9, 20, 18);
            double centre = places.columnMiddle(geometry.columnOf(apqn.domain().value()));
            litColumn.setText(apqn.domain().toString());
            litColumn.resizeRelocate(centre - 18, places.headHeight() - 23, 36, 18);
        });
    }

    private Optional<Bounds> selectedBounds() {
        return model.selectionProperty().get().flatMap(selection -> {
            Optional<Bounds> anchor = cellBounds(selection.anchor());
            return cellBounds(selection.lead()).flatMap(lead -> anchor.map(other -> around(lead, other)));
        });
    }

    private static Bounds around(Bounds one, Bounds other) {
        double x = Math.min(one.getMinX(), other.getMinX());
        double y = Math.min(one.getMinY(), other.getMinY());
        return new BoundingBox(
                x, y, Math.max(one.getMaxX(), other.getMaxX()) - x, Math.max(one.getMaxY(), other.getMaxY()) - y);
    }

    private void placeAround(Rectangle rectangle, Optional<Bounds> bounds, double margin) {
        Optional<Bounds> inSight = bounds.flatMap(this::underNoHead);
        rectangle.setVisible(inSight.isPresent());
        inSight.ifPresent(b -> {
            rectangle.setX(b.getMinX() - margin);
            rectangle.setY(b.getMinY() - margin);
            rectangle.setWidth(b.getWidth() + 2 * margin);
            rectangle.setHeight(b.getHeight() + 2 * margin);
        });
    }

    /** The part that is not scrolled under the heads; empty when there is none. */
    private Optional<Bounds> underNoHead(Bounds bounds) {
        double x = Math.max(bounds.getMinX(), headWidth());
        double y = Math.max(bounds.getMinY(), places().headHeight());
        return x < bounds.getMaxX() && y < bounds.getMaxY()
                ? Optional.of(new BoundingBox(x, y, bounds.getMaxX() - x, bounds.getMaxY() - y))
                : Optional.empty();
    }

    /** What a drop would do, else what the virtual id under the pointer stands for, else why the cell that the pointer rests on is as it is. */
    private void showPopover() {
        Optional<Ghost> ghost = model.ghostProperty().get();
        Optional<VirtualChip> lit = model.litProperty().get();
        popover.setVisible(ghost.isPresent() || lit.isPresent() || reason.isPresent());
        if (ghost.isPresent()) {
            showPopover(
                    ghost.get().headline(), ghost.get().detail(), ghost.get().refused());
        } else if (lit.isPresent()) {
            showPopover(lit.get().headline(), lit.get().detail(), false);
        } else {
            reason.ifPresent(cell -> showPopover(cell.headline(), cell.summary(), false));
        }
    }

    private void showPopover(String headline, String detail, boolean refused) {
        popoverHeadline.setText(headline);
        popoverDetail.setText(detail);
        popover.pseudoClassStateChanged(REFUSED, refused);
        double width = Math.min(340, Math.max(200, getWidth() - 40));
        popover.resize(width, popover.prefHeight(width));
        popover.layout();
        placePopover();
    }

    /** Keeps the popover beside the pointer and inside this node. */
    private void placePopover() {
        popover.relocate(
                beside(pointer.getX(), popover.getWidth(), getWidth()),
                beside(pointer.getY(), popover.getHeight(), getHeight()));
    }

    private static double beside(double pointer, double size, double room) {
        double after = pointer + POPOVER_DISTANCE;
        return Math.max(0, after + size > room ? pointer - POPOVER_DISTANCE - size : after);
    }
}
