package io.zmdev.app.matrix;

import static io.zmdev.app.fx.Texts.text;

import io.zmdev.app.fx.Sentence;
import io.zmdev.model.ap.AdapterId;
import io.zmdev.model.ap.Apqn;
import io.zmdev.model.ap.Card;
import io.zmdev.service.WhatIf.Loss;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckMenuItem;
import javafx.scene.control.MenuButton;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/** What would come of cards that are configured off, guest by guest; not there while nothing is asked. */
final class WhatIfBar extends HBox {

    private static final int QUEUES_SHOWN = 8;

    private final WhatIfModel model;
    private final VBox lines = new VBox(2);

    WhatIfBar(WhatIfModel model) {
        this.model = model;
        setId("what-if");
        getStyleClass().add("what-if-bar");
        setHgrow(lines, Priority.ALWAYS);
        Button drop = new Button(text("whatIf.drop"));
        drop.setId("what-if-drop");
        drop.getStyleClass().add("pill");
        drop.setMinWidth(USE_PREF_SIZE);
        drop.setOnAction(event -> model.drop());
        getChildren().setAll(lines, drop);
        model.offProperty().subscribe(off -> show());
        model.lossesProperty().subscribe(losses -> show());
    }

    /** The way to ask: a menu of the cards that are on. */
    MenuButton menu() {
        MenuButton menu = new MenuButton(text("whatIf.menu"));
        menu.setId("what-if-menu");
        menu.setMinWidth(USE_PREF_SIZE);
        menu.setOnShowing(event ->
                menu.getItems().setAll(model.cards().stream().map(this::item).toList()));
        // A menu without items does not open.
        menu.getItems().add(new CheckMenuItem());
        return menu;
    }

    private CheckMenuItem item(Card card) {
        String type = card.type().isKnown() ? card.type().get().toString() : text("unknown");
        CheckMenuItem item = new CheckMenuItem(text("whatIf.card", card.id().toString(), type));
        item.setSelected(model.offProperty().get().contains(card.id()));
        item.setOnAction(event -> model.toggle(card.id()));
        return item;
    }

    private void show() {
        Set<AdapterId> off = model.offProperty().get();
        setVisible(!off.isEmpty());
        setManaged(!off.isEmpty());
        if (!off.isEmpty()) {
            String cards = off.stream().map(AdapterId::toString).collect(Collectors.joining(", "));
            lines.getChildren().setAll(new Sentence(text("whatIf.heading", cards), Set.of()));
            lines.getChildren()
                    .addAll(model.lossesProperty().get().stream()
                            .map(WhatIfBar::line)
                            .toList());
        }
    }

    private static Node line(Loss loss) {
        String guest = loss.guest();
        String words = loss.lost().isEmpty()
                ? text("whatIf.keeps", guest, loss.before().size())
                : text("whatIf.loses", guest, loss.lost().size(), loss.before().size(), names(loss.lost()));
        return new Sentence(words, Set.of(guest));
    }

    private static String names(List<Apqn> queues) {
        String first = queues.stream().limit(QUEUES_SHOWN).map(Apqn::toString).collect(Collectors.joining(", "));
        return queues.size() > QUEUES_SHOWN ? first + " …" : first;
    }
}
