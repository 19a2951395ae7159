package io.zmdev.app.topology;

import static io.zmdev.app.fx.Texts.text;

import io.zmdev.app.edit.Command;
import io.zmdev.app.edit.DragSource;
import io.zmdev.app.edit.DropTarget;
import io.zmdev.app.project.Session;
import io.zmdev.app.theme.Theme;
import io.zmdev.model.css.ChannelSubsystem;
import io.zmdev.model.css.ChpId;
import io.zmdev.model.css.SubchannelId;
import io.zmdev.model.mdev.DesiredDevice;
import io.zmdev.model.mdev.MdevUuid;
import io.zmdev.rules.ConfigurationEdit.AddDevice;
import io.zmdev.rules.Explanation;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/** What the screen Channels shows and does. */
public final class ChannelsViewModel implements DropTarget<SubchannelId> {

    private final Session session;
    private final Supplier<MdevUuid> newUuid;
    private final ReadOnlyObjectWrapper<ChannelsState> state;
    private final ReadOnlyObjectWrapper<Optional<SubchannelId>> selection =
            new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ReadOnlyObjectWrapper<Set<ChpId>> varied = new ReadOnlyObjectWrapper<>(Set.of());
    private final ReadOnlyObjectWrapper<List<SubchannelId>> cutOff = new ReadOnlyObjectWrapper<>(List.of());
    private ChannelSubsystem shown;

    /** @param newUuid names a device that is made */
    public ChannelsViewModel(Session session, Supplier<MdevUuid> newUuid) {
        this.session = session;
        this.newUuid = newUuid;
        shown = session.machine().css();
        state = new ReadOnlyObjectWrapper<>(new ChannelsState(session.situation(), ChannelLayout.of(shown)));
        session.situationProperty().subscribe(situation -> refresh());
    }

    ReadOnlyObjectProperty<ChannelsState> stateProperty() {
        return state.getReadOnlyProperty();
    }

    ChannelsState state() {
        return state.get();
    }

    ReadOnlyObjectProperty<Optional<SubchannelId>> selectionProperty() {
        return selection.getReadOnlyProperty();
    }

    /** The channel paths that are taken as varied offline, to see what would come of it. */
    ReadOnlyObjectProperty<Set<ChpId>> variedProperty() {
        return varied.getReadOnlyProperty();
    }

    /** The subchannels that would lose their last path by that. */
    ReadOnlyObjectProperty<List<SubchannelId>> cutOffProperty() {
        return cutOff.getReadOnlyProperty();
    }

    /** Makes the SVG of all channel paths and subchannels, on any thread. */
    public Supplier<String> drawing(Theme theme) {
        ChannelsState drawn = state();
        Set<ChpId> off = varied.get();
        Set<SubchannelId> cut = new HashSet<>(cutOff.get());
        return () -> ChannelsPicture.svg(drawn, off, cut, theme);
    }

    public void select(SubchannelId id) {
        selection.set(Optional.of(id));
    }

    /** Selects the row so many below the selected one, or the first. */
    void move(int rowsDown) {
        ChannelLayout layout = state().layout();
        if (!layout.rows().isEmpty()) {
            int next = selection.get().stream()
                    .mapToInt(id -> layout.row(id).orElse(0) + rowsDown)
                    .findFirst()
                    .orElse(0);
            select(layout.rows()
                    .get(Math.clamp(next, 0, layout.rows().size() - 1))
                    .id());
        }
    }

    /** Takes a channel path as varied offline, or as it is again. */
    void toggleVaried(ChpId path) {
        Set<ChpId> paths = new HashSet<>(varied.get());
        if (!paths.remove(path)) {
            paths.add(path);
        }
        vary(Set.copyOf(paths));
    }

    void forgetVaried() {
        vary(Set.of());
    }

    /** The guests that would lose a subchannel. */
    List<String> cutOffGuests() {
        return cutOff.get().stream()
                .flatMap(id -> state().owner(id).stream())
                .distinct()
                .toList();
    }

    Optional<Explanation> explanation() {
        return selection.get().map(id -> Explanation.of(id, session.situation()));
    }

    /** Gives the subchannel to the armed guest; without one, nothing happens. */
    void assignToArmedGuest(SubchannelId id) {
        session.armedGuestProperty().get().ifPresent(guest -> drop(new DragSource.DraggedGuest(guest), id));
    }

    void disarm() {
        session.armedGuestProperty().set(Optional.empty());
    }

    /** Makes the drop on a subchannel, or lists why it is refused. */
    void drop(DragSource source, SubchannelId id) {
        if (acceptDragSource(source)) {
            session.perform(makeDropCommand(source, id));
        }
    }

    /** Makes the drop of a subchannel on a guest, or lists why it is refused. */
    public void dropOnGuest(DragSource source, String guest) {
        switch (source) {
            case DragSource.DraggedSubchannel(SubchannelId id) -> session.perform(assign(guest, id));
            case DragSource.DraggedGuest other -> {}
        }
    }

    @Override
    public boolean acceptDragSource(DragSource source) {
        return source instanceof DragSource.DraggedGuest;
    }

    @Override
    public Command makeDropCommand(DragSource source, SubchannelId place) {
        return assign(source.label(), place);
    }

    private Command assign(String guest, SubchannelId id) {
        DesiredDevice device = new DesiredDevice.Ccw(
                newUuid.get(), guest + "-" + id, true, DesiredDevice.State.PRESENT, id, Optional.empty());
        return new Command(
                text("edit.assign", guest, id.toString()), new AddDevice(device, Optional.of(guest))::applyTo);
    }

    private void vary(Set<ChpId> paths) {
        varied.set(paths);
        cutOff.set(VaryOutcome.cutOff(session.machine().css(), paths));
    }

    private void refresh() {
        ChannelSubsystem css = session.machine().css();
        ChannelLayout layout = css.equals(shown) ? state().layout() : ChannelLayout.of(css);
        shown = css;
        state.set(new ChannelsState(session.situation(), layout));
        vary(varied.get());
    }
}
