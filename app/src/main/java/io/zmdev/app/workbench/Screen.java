package io.zmdev.app.workbench;

import javafx.scene.Node;

/**
 * A perspective of the window.
 *
 * @param id names its icon {@code screen.<id>} and its texts {@code screen.<id>}
 * @param navigator what stands in the left pane
 * @param content what stands in the centre
 * @param inspector what stands in the right pane
 * @param drawer what stands under the content
 * @param svg what of it can be had as SVG
 */
public record Screen(String id, Node navigator, Node content, Node inspector, Drawer drawer, SvgSource svg) {

    /** Whether the list of problems belongs to a screen. */
    public enum Drawer {
        SHOWN,
        HIDDEN
    }
}
