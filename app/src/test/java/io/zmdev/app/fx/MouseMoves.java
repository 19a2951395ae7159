package io.zmdev.app.fx;

import javafx.scene.Node;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.PickResult;

/** Events of a mouse that nobody holds, for a window that nobody sees. */
public final class MouseMoves {

    private MouseMoves() {}

    /** The pointer comes to a place over a node. In pixels. */
    public static MouseEvent over(Node node, double x, double y) {
        return new MouseEvent(
                MouseEvent.MOUSE_MOVED,
                x,
                y,
                x,
                y,
                MouseButton.NONE,
                0,
                false,
                false,
                false,
                false,
                false,
                false,
                false,
                false,
                false,
                true,
                new PickResult(node, x, y));
    }
}
