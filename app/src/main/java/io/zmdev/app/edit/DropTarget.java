package io.zmdev.app.edit;

/**
 * Where something can be dropped. The target alone knows whether it takes a source and what the drop would do.
 *
 * @param <P> a place on the target
 */
public interface DropTarget<P> {

    /** Whether the target takes such a source at all. */
    boolean acceptDragSource(DragSource source);

    /** What dropping the source there would do, if the rules allow it; changes nothing. */
    Command makeDropCommand(DragSource source, P place);
}
