package io.zmdev.app;

import io.zmdev.app.fx.MouseMoves;
import io.zmdev.app.fx.Toolkit;
import io.zmdev.app.matrix.MatrixSurface;
import io.zmdev.model.ap.Apqn;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.stream.Stream;
import javafx.event.Event;
import javafx.geometry.Bounds;
import javafx.geometry.Point2D;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.Tab;
import javafx.scene.control.TabPane;

/** Does with a window what a person does, without the pointer of the display; to be called off the JavaFX thread. */
final class WindowHands {

    private static final long PATIENCE_NS = 30_000_000_000L;

    private final StudioWindow window;

    WindowHands(StudioWindow window) {
        this.window = window;
    }

    /** Runs something on the JavaFX thread. */
    void run(Runnable action) {
        Toolkit.call(() -> {
            action.run();
            return action;
        });
    }

    /** Waits, frame by frame, until it is so on the JavaFX thread. */
    void await(String what, BooleanSupplier condition) {
        long begun = System.nanoTime();
        while (!Toolkit.call((Callable<Boolean>) condition::getAsBoolean)) {
            if (System.nanoTime() - begun > PATIENCE_NS) {
                throw new AssertionError("waited in vain: " + what);
            }
            Toolkit.awaitFrames(1);
        }
    }

    void show(String screen) {
        run(() -> window.workbench().show(screen));
    }

    /** Presses the button with this id or these words. */
    void press(String button) {
        await("button " + button, () -> buttons(button).findFirst().isPresent());
        run(() -> buttons(button).findFirst().orElseThrow().fire());
    }

    boolean isEnabled(String button) {
        return buttons(button).anyMatch(found -> !found.isDisabled());
    }

    boolean isShown(String id) {
        return nodes(window.workbench()).anyMatch(node -> id.equals(node.getId()));
    }

    private Stream<ButtonBase> buttons(String name) {
        return nodes(window.workbench())
                .filter(ButtonBase.class::isInstance)
                .map(ButtonBase.class::cast)
                .filter(button -> name.equals(button.getId())
                        || name.equals(button.getText())
                        || name.equals(button.getAccessibleText()));
    }

    /** Chooses a tab by its id, or by how its words begin. */
    void tab(String name) {
        run(() -> nodes(window.workbench())
                .filter(TabPane.class::isInstance)
                .map(TabPane.class::cast)
                .forEach(pane -> pane.getTabs().stream()
                        .filter(tab -> isNamed(tab, name))
                        .findFirst()
                        .ifPresent(tab -> pane.getSelectionModel().select(tab))));
    }

    private static boolean isNamed(Tab tab, String name) {
        return name.equals(tab.getId()) || tab.getText().startsWith(name);
    }

    /** Chooses an item of a menu: the words on the way to it. */
    void choose(String menu, String... words) {
        run(() -> {
            MenuButton button = nodes(window.workbench())
                    .filter(MenuButton.class::isInstance)
                    .map(MenuButton.class::cast)
                    .filter(found -> menu.equals(found.getId()))
                    .findFirst()
                    .orElseThrow();
            if (button.getOnShowing() != null) {
                button.getOnShowing().handle(new Event(MenuButton.ON_SHOWING));
            }
            List<MenuItem> items = button.getItems();
            MenuItem chosen = new MenuItem();
            for (String word : words) {
                chosen = items.stream()
                        .filter(item -> word.equals(item.getText()))
                        .findFirst()
                        .orElseThrow(() -> new AssertionError("no item " + word));
                items = chosen instanceof Menu further ? further.getItems() : List.of();
            }
            chosen.fire();
        });
    }

    /** Moves the pointer over a queue of the matrix. */
    void pointAt(String apqn) {
        run(() -> {
            MatrixSurface surface = nodes(window.workbench())
                    .filter(MatrixSurface.class::isInstance)
                    .map(MatrixSurface.class::cast)
                    .findFirst()
                    .orElseThrow();
            Bounds cell = surface.cellBounds(Apqn.parse(apqn)).orElseThrow();
            Point2D place = surface.localToScene(cell.getCenterX(), cell.getCenterY());
            Event.fireEvent(surface, MouseMoves.over(surface, place.getX(), place.getY()));
        });
    }

    /** What of a node is in sight, the node itself first. */
    static Stream<Node> nodes(Node node) {
        return nodes(node, Node::isVisible);
    }

    private static Stream<Node> nodes(Node node, Predicate<Node> wanted) {
        if (!wanted.test(node)) {
            return Stream.empty();
        }
        return node instanceof Parent parent
                ? Stream.concat(
                        Stream.of(node),
                        parent.getChildrenUnmodifiable().stream().flatMap(child -> nodes(child, wanted)))
                : Stream.of(node);
    }
}
