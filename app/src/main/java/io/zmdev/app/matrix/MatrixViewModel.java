package io.zmdev.app.matrix;

import io.zmdev.app.edit.Command;
import io.zmdev.app.edit.DragSource;
import io.zmdev.app.edit.DropTarget;
import io.zmdev.app.fx.Memory;
import io.zmdev.app.matrix.MatrixGeometry.Zoom;
import io.zmdev.app.project.Problem;
import io.zmdev.app.project.Proposal;
import io.zmdev.app.project.Session;
import io.zmdev.app.theme.Theme;
import io.zmdev.model.ap.ApMatrix;
import io.zmdev.model.ap.Apqn;
import io.zmdev.model.ap.Mask256;
import io.zmdev.model.mdev.DesiredDevice;
import io.zmdev.model.mdev.MdevUuid;
import io.zmdev.rules.EditCheck;
import io.zmdev.rules.Finding;
import io.zmdev.rules.Holder;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Supplier;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;

/** What the matrix screen shows and does. */
public final class MatrixViewModel implements DropTarget<ApMatrix> {

    private static final String ZOOM = "zoom";

    private final Session session;
    private final Supplier<MdevUuid> newUuid;
    private final ReadOnlyObjectWrapper<MatrixState> state;
    private final ReadOnlyObjectWrapper<MatrixGeometry> geometry;
    private final ReadOnlyObjectWrapper<Optional<Ghost>> ghost = new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ReadOnlyObjectWrapper<Optional<Selection>> selection = new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ObjectProperty<Set<Layer>> layers = new SimpleObjectProperty<>(EnumSet.allOf(Layer.class));
    private final ObjectProperty<DomainRole> role = new SimpleObjectProperty<>(DomainRole.BOTH);
    private final ObjectProperty<ShownIds> shownIds = new SimpleObjectProperty<>(ShownIds.PRESENT);
    private final ReadOnlyObjectWrapper<Looks> looks;
    private final ObjectProperty<Zoom> zoom = new SimpleObjectProperty<>(Zoom.LABELLED);
    /** The looks without a ghost. */
    private Looks plain;

    private final ReadOnlyObjectWrapper<Optional<VirtualChip>> lit = new ReadOnlyObjectWrapper<>(Optional.empty());
    /** Queues that guests would lose in what is tried on a fork. */
    private Set<Apqn> lost = Set.of();

    /** @param newUuid names the device of a guest that has none yet */
    public MatrixViewModel(Session session, Supplier<MdevUuid> newUuid) {
        this.session = session;
        this.newUuid = newUuid;
        state = new ReadOnlyObjectWrapper<>(readState());
        geometry = new ReadOnlyObjectWrapper<>(readGeometry());
        plain = plainLooks();
        looks = new ReadOnlyObjectWrapper<>(plain);
        session.problemsProperty().subscribe(problems -> refresh());
        layers.subscribe(this::paintAnew);
        role.subscribe(this::paintAnew);
        ghost.subscribe(this::paintGhost);
        session.armedGuestProperty().subscribe(this::leave);
        session.proposalProperty().subscribe(this::paintGhost);
        shownIds.subscribe(this::arrange);
        zoom.subscribe(this::arrange);
    }

    ReadOnlyObjectProperty<MatrixState> stateProperty() {
        return state.getReadOnlyProperty();
    }

    MatrixState state() {
        return state.get();
    }

    ReadOnlyObjectProperty<MatrixGeometry> geometryProperty() {
        return geometry.getReadOnlyProperty();
    }

    /** Makes the SVG of all rows and columns that are shown, on any thread. */
    public Supplier<String> drawing(Theme theme) {
        Looks drawn = plain;
        MatrixGeometry shown = geometry();
        MatrixState what = state();
        return () -> MatrixPicture.svg(drawn, shown, what, theme);
    }

    MatrixGeometry geometry() {
        return geometry.get();
    }

    ReadOnlyObjectProperty<Optional<Ghost>> ghostProperty() {
        return ghost.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<Optional<Selection>> selectionProperty() {
        return selection.getReadOnlyProperty();
    }

    ObjectProperty<Set<Layer>> layersProperty() {
        return layers;
    }

    ObjectProperty<DomainRole> roleProperty() {
        return role;
    }

    ObjectProperty<ShownIds> shownIdsProperty() {
        return shownIds;
    }

    ObjectProperty<Zoom> zoomProperty() {
        return zoom;
    }

    /** Shows the cells as large as they were last, and remembers how large they are made. */
    public void keepZoom(Memory memory) {
        zoom.set(memory.recall(ZOOM, zoom.get()));
        zoom.subscribe((before, now) -> memory.keep(ZOOM, now.name()));
    }

    /** How the cells look, with the ghost of a drop over them. */
    ReadOnlyObjectProperty<Looks> looksProperty() {
        return looks.getReadOnlyProperty();
    }

    /** Shows these queues as assigned and not in the guest, since that is what they would be. */
    void showLost(Set<Apqn> queues) {
        lost = Set.copyOf(queues);
        paintAnew();
    }

    Session session() {
        return session;
    }

    boolean hasVirtualDevices() {
        return !state().virtualDevices().isEmpty();
    }

    /** Shows the real queues that a virtual id may come to. */
    void light(Optional<VirtualChip> chip) {
        if (!chip.equals(lit.get())) {
            lit.set(chip);
            paintGhost();
        }
    }

    /** The virtual id whose real queues are shown. */
    ReadOnlyObjectProperty<Optional<VirtualChip>> litProperty() {
        return lit.getReadOnlyProperty();
    }

    CellLook look(Apqn apqn) {
        return looks.get().at(apqn.adapter().value(), apqn.domain().value());
    }

    /** What the inspector says of the cell that the keyboard is on. */
    Optional<CellExplanation> explanation() {
        return selection.get().map(selected -> explain(selected.lead()));
    }

    /** Who has a queue, and why. */
    CellExplanation explain(Apqn apqn) {
        return CellExplanation.of(apqn, state());
    }

    public void select(Apqn apqn) {
        selection.set(Optional.of(Selection.of(apqn)));
    }

    void extendTo(Apqn apqn) {
        selection.set(
                Optional.of(new Selection(selection.get().map(Selection::anchor).orElse(apqn), apqn)));
    }

    /**
     * Selects a row.
     *
     * @param further whether the rows from that of the anchor to this one are selected
     */
    void selectRows(int row, boolean further) {
        int first = further ? rowOfAnchor().orElse(row) : row;
        selectBetween(first, 0, row, geometry().columns() - 1);
    }

    /**
     * Selects a column.
     *
     * @param further whether the columns from that of the anchor to this one are selected
     */
    void selectColumns(int column, boolean further) {
        int first = further ? columnOfAnchor().orElse(column) : column;
        selectBetween(0, first, geometry().rows() - 1, column);
    }

    /** Takes the rest of the selected rows into the selection. */
    void widenToRows() {
        selection
                .get()
                .ifPresent(selected -> selectBetween(
                        geometry().rowOf(selected.anchor().adapter().value()),
                        0,
                        geometry().rowOf(selected.lead().adapter().value()),
                        geometry().columns() - 1));
        previewSelection();
    }

    /** Takes the rest of the selected columns into the selection. */
    void widenToColumns() {
        selection
                .get()
                .ifPresent(selected -> selectBetween(
                        0,
                        geometry().columnOf(selected.anchor().domain().value()),
                        geometry().rows() - 1,
                        geometry().columnOf(selected.lead().domain().value())));
        previewSelection();
    }

    void selectAll() {
        selectBetween(0, 0, geometry().rows() - 1, geometry().columns() - 1);
        previewSelection();
    }

    /** From one cell to another; nothing when one of them is not shown. */
    private void selectBetween(int row1, int column1, int row2, int column2) {
        if (Math.min(Math.min(row1, column1), Math.min(row2, column2)) >= 0) {
            selection.set(Optional.of(
                    new Selection(geometry().apqn(row1, column1), geometry().apqn(row2, column2))));
        }
    }

    private OptionalInt rowOfAnchor() {
        return shown(selection
                .get()
                .map(selected -> geometry().rowOf(selected.anchor().adapter().value())));
    }

    private OptionalInt columnOfAnchor() {
        return shown(selection
                .get()
                .map(selected -> geometry().columnOf(selected.anchor().domain().value())));
    }

    /** A row or column unless it is out of those that are shown. */
    private static OptionalInt shown(Optional<Integer> index) {
        return index.filter(at -> at >= 0).map(OptionalInt::of).orElse(OptionalInt.empty());
    }

    void clearSelection() {
        selection.set(Optional.empty());
    }

    /** Moves the keyboard and selects the cell that it comes to. */
    void move(int rowsDown, int columnsRight) {
        neighbour(rowsDown, columnsRight).ifPresent(this::select);
        previewSelection();
    }

    /** Moves the keyboard and takes the cells on the way into the selection. */
    void extend(int rowsDown, int columnsRight) {
        neighbour(rowsDown, columnsRight).ifPresent(this::extendTo);
        previewSelection();
    }

    /** The selected adapters and domains; nothing when nothing is selected. */
    ApMatrix selectedArea() {
        return selection
                .get()
                .map(selected -> geometry().rectangle(selected.anchor(), selected.lead()))
                .orElse(ApMatrix.EMPTY);
    }

    /** The place that a drop on the cell means: the whole selection when the cell is in it. */
    ApMatrix placeOf(Apqn apqn) {
        ApMatrix selected = selectedArea();
        return selected.contains(apqn) ? selected : geometry().rectangle(apqn, apqn);
    }

    /** The place that a drop on a row's head means. */
    static ApMatrix adapterPlace(int adapter) {
        return ApMatrix.EMPTY.withAdapters(Mask256.of(adapter));
    }

    /** The place that a drop on a column's head means. */
    static ApMatrix domainPlace(int domain) {
        return ApMatrix.EMPTY.withDomains(Mask256.of(domain));
    }

    /** Shows what a drop there would do. */
    void hover(DragSource source, ApMatrix place) {
        if (!acceptDragSource(source) || ghost.get().map(Ghost::place).equals(Optional.of(place))) {
            return;
        }
        ghost.set(Optional.of(preview(source.label(), place)));
    }

    /** Shows what a click there would do, when a guest is armed. */
    void hoverArmed(ApMatrix place) {
        armedSource().ifPresent(source -> hover(source, place));
    }

    void leave() {
        ghost.set(Optional.empty());
    }

    /** Makes the drop, or lists why it is refused. */
    void drop(DragSource source, ApMatrix place) {
        ghost.set(Optional.empty());
        if (acceptDragSource(source)) {
            session.perform(makeDropCommand(source, place));
        }
    }

    /** Assigns the place to the armed guest; without one, nothing happens. */
    void assignToArmedGuest(ApMatrix place) {
        armedSource().ifPresent(source -> drop(source, place));
    }

    /** Takes adapters and domains from a listed device. */
    void unassign(Holder holder, ApMatrix place) {
        session.perform(assignment().unassign(holder, place));
    }

    Optional<DragSource> armedSource() {
        return session.armedGuestProperty().get().map(DragSource.DraggedGuest::new);
    }

    void disarm() {
        session.armedGuestProperty().set(Optional.empty());
        leave();
    }

    @Override
    public boolean acceptDragSource(DragSource source) {
        return switch (source) {
            case DragSource.DraggedGuest guest -> true;
            case DragSource.DraggedSubchannel subchannel -> false;
        };
    }

    @Override
    public Command makeDropCommand(DragSource source, ApMatrix place) {
        return switch (source) {
            case DragSource.DraggedGuest(String guest) -> assignment().assign(guest, place);
            case DragSource.DraggedSubchannel(var id) ->
                throw new IllegalArgumentException("a matrix takes no subchannel such as " + id);
        };
    }

    private void previewSelection() {
        hoverArmed(selectedArea());
    }

    private Optional<Apqn> neighbour(int rowsDown, int columnsRight) {
        return selection
                .get()
                .map(selected -> geometry().neighbour(selected.lead(), rowsDown, columnsRight))
                .orElseGet(() -> geometry().neighbour(Apqn.of(0, 0), 0, 0));
    }

    private Ghost preview(String guest, ApMatrix place) {
        Optional<MdevUuid> device = assignment().deviceOf(guest).map(Holder::uuid);
        return new Ghost(guest, place, EditCheck.of(session.situation(), device, place.adapters(), place.domains()));
    }

    private Assignment assignment() {
        return new Assignment(session.situation(), newUuid);
    }

    private void refresh() {
        state.set(readState());
        arrange();
        lit.set(Optional.empty());
        ghost.set(Optional.empty());
        paintAnew();
    }

    private void arrange() {
        MatrixGeometry now = readGeometry();
        if (!now.isSame(geometry())) {
            geometry.set(now);
        }
    }

    private void paintAnew() {
        plain = plainLooks();
        paintGhost();
    }

    private Looks plainLooks() {
        return state().looks(role.get(), layers.get()).without(lost);
    }

    private void paintGhost() {
        Looks shown = plain;
        for (ApMatrix matrix : proposed()) {
            shown = shown.lit(matrix);
        }
        Looks under = shown;
        looks.set(ghost.get()
                .map(under::under)
                .or(() -> lit.get().map(VirtualChip::permutations).map(under::lit))
                .orElse(under));
    }

    /** The matrices that somebody proposes. */
    private List<ApMatrix> proposed() {
        return session.proposalProperty().get().map(Proposal::matrices).orElse(List.of()).stream()
                .map(DesiredDevice.Matrix::matrix)
                .toList();
    }

    private MatrixState readState() {
        List<Finding> findings = session.problemsProperty().get().stream()
                .filter(Problem.Present.class::isInstance)
                .map(Problem::finding)
                .toList();
        return new MatrixState(session.situation(), session.holdings(), findings);
    }

    private MatrixGeometry readGeometry() {
        return new MatrixGeometry(zoom.get(), state().adapters(shownIds.get()), state().domains(shownIds.get()));
    }
}
