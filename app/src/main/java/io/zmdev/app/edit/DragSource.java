package io.zmdev.app.edit;

import io.zmdev.model.css.SubchannelId;

/** What can be dragged. */
public sealed interface DragSource {

    /** What the chip at the pointer says. */
    String label();

    /** A guest from the palette. */
    record DraggedGuest(String name) implements DragSource {

        @Override
        public String label() {
            return name;
        }
    }

    /** A subchannel of the machine. */
    record DraggedSubchannel(SubchannelId id) implements DragSource {

        @Override
        public String label() {
            return id.toString();
        }
    }
}
