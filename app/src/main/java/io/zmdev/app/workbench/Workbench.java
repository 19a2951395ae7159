package io.zmdev.app.workbench;

import static io.zmdev.app.fx.Texts.text;

import io.zmdev.app.edit.DragGesture;
import io.zmdev.app.edit.DragSource;
import io.zmdev.app.fx.Jobs;
import io.zmdev.app.project.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.geometry.Orientation;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.SplitPane;
import javafx.scene.input.MouseDragEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/** The content of the window: bars and panes around the screen that is shown. */
public final class Workbench extends StackPane {

    private static final double SIDE_WIDTH = 236;
    private static final double INSPECTOR_WIDTH = 292;
    private static final double CHIP_OFFSET = 10;

    private final List<Screen> screens;
    private final ReadOnlyObjectWrapper<Screen> shown;
    private final ScrollPane navigator = pane(SIDE_WIDTH);
    private final ScrollPane inspector = pane(INSPECTOR_WIDTH);
    private final SplitPane centre = new SplitPane();
    private final BottomTabs drawer;
    private final CommandPalette palette;
    private final List<Verb> verbs;
    private double drawerPosition = 0.79;
    private Optional<Card> card = Optional.empty();

    /**
     * A workbench that shows the first screen.
     *
     * @param screens at least one, in the order of the rail
     * @param verbs what there is beside the verbs of the window itself
     * @param journal shows what was done on the host
     */
    public Workbench(
            Session session,
            List<Screen> screens,
            Verbs verbs,
            Jobs jobs,
            DragGesture drag,
            WindowTitle title,
            Notices notices,
            Node journal) {
        this.screens = List.copyOf(screens);
        shown = new ReadOnlyObjectWrapper<>(this.screens.getFirst());
        this.verbs = allVerbs(verbs);
        palette = new CommandPalette(() -> Stream.concat(this.verbs.stream(), verbs.recent().get().stream())
                .toList());
        drawer = new BottomTabs(session, jobs, journal);
        getStyleClass().add("workbench");

        centre.setOrientation(Orientation.VERTICAL);
        SplitPane columns = new SplitPane(navigator, centre, inspector);
        columns.setDividerPositions(SIDE_WIDTH / 1400, 1 - INSPECTOR_WIDTH / 1400);
        SplitPane.setResizableWithParent(navigator, false);
        SplitPane.setResizableWithParent(inspector, false);
        SplitPane.setResizableWithParent(drawer, false);

        BorderPane frame = new BorderPane(columns);
        frame.setTop(new TopBar(session, title, palette::open, verbs, this::reviewPlan));
        frame.setLeft(new Rail(this.screens, shown.getReadOnlyProperty(), this::show));
        frame.setBottom(new VBox(new NoticeBar(notices), new StatusBar(session, jobs)));
        Label chip = dragChip(drag);
        getChildren().setAll(frame, palette, chip);
        setAlignment(palette, Pos.TOP_CENTER);
        shown.subscribe(this::arrange);
    }

    /**
     * Shows the screen with the id.
     *
     * @throws java.util.NoSuchElementException when there is none
     */
    public void show(String id) {
        show(screens.stream()
                .filter(screen -> screen.id().equals(id))
                .findFirst()
                .orElseThrow());
    }

    /** Makes the keys of the verbs work in the scene. */
    public void installKeys(Scene scene) {
        verbs.forEach(verb ->
                verb.keys().ifPresent(keys -> scene.getAccelerators().put(keys, verb.action())));
    }

    /** Lays something to set over the screens; the same thing once more takes it away. */
    public void showCard(Region content) {
        boolean shownAlready =
                card.filter(open -> open.getChildren().contains(content)).isPresent();
        closeCard();
        if (!shownAlready) {
            Card opened = new Card(content, this::closeCard);
            setAlignment(opened, Pos.CENTER);
            getChildren().add(opened);
            card = Optional.of(opened);
            opened.enter();
        }
    }

    private void closeCard() {
        card.ifPresent(open -> {
            open.getChildren().clear();
            getChildren().remove(open);
        });
        card = Optional.empty();
    }

    /** The screen that is shown. */
    public Screen shown() {
        return shown.get();
    }

    private void show(Screen screen) {
        shown.set(screen);
    }

    private List<Verb> allVerbs(Verbs others) {
        List<Verb> all = new ArrayList<>();
        for (int i = 0; i < screens.size(); i++) {
            Screen screen = screens.get(i);
            all.add(Verb.of(
                    text("verb.show", text("screen." + screen.id())), "Shortcut+" + (i + 1), () -> show(screen)));
        }
        others.fixed().forEach(all::add);
        all.add(Verb.of(text("verb.reviewPlan"), "Shortcut+P", this::reviewPlan));
        all.add(Verb.of(text("verb.palette"), "Shortcut+K", this::openPalette));
        return List.copyOf(all);
    }

    /** Shows the screen that plans are applied on. */
    private void reviewPlan() {
        show("apply");
    }

    private void openPalette() {
        palette.open();
    }

    private void arrange(Screen screen) {
        if (!centre.getDividers().isEmpty()) {
            drawerPosition = centre.getDividerPositions()[0];
        }
        navigator.setContent(screen.navigator());
        inspector.setContent(screen.inspector());
        switch (screen.drawer()) {
            case SHOWN -> {
                centre.getItems().setAll(screen.content(), drawer);
                centre.setDividerPositions(drawerPosition);
            }
            case HIDDEN -> centre.getItems().setAll(screen.content());
        }
    }

    /** The label that follows the pointer while something is dragged between panes. */
    private Label dragChip(DragGesture drag) {
        Label chip = new Label();
        chip.getStyleClass().add("drag-chip");
        chip.setManaged(false);
        chip.setMouseTransparent(true);
        drag.sourceProperty().subscribe(source -> {
            chip.setVisible(source.isPresent());
            chip.setText(source.map(DragSource::label).orElse(""));
            chip.autosize();
        });
        addEventFilter(MouseDragEvent.MOUSE_DRAG_OVER, event -> follow(chip, event));
        addEventHandler(MouseDragEvent.MOUSE_DRAG_RELEASED, event -> drag.end());
        // The button was released outside the window: the next plain move says so.
        addEventFilter(MouseEvent.MOUSE_MOVED, event -> drag.end());
        return chip;
    }

    private static void follow(Label chip, MouseDragEvent event) {
        chip.relocate(event.getSceneX() - chip.getWidth() / 2, event.getSceneY() + CHIP_OFFSET);
    }

    private static ScrollPane pane(double width) {
        ScrollPane pane = new ScrollPane();
        pane.setFitToWidth(true);
        pane.setPrefWidth(width);
        pane.setMinWidth(160);
        pane.getStyleClass().add("side-scroll");
        return pane;
    }
}
