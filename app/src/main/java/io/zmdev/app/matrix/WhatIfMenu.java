package io.zmdev.app.matrix;

import static io.zmdev.app.fx.Texts.text;

import io.zmdev.app.project.Holding;
import io.zmdev.model.ap.Apqn;
import io.zmdev.model.ap.Card;
import io.zmdev.model.ap.DomainId;
import io.zmdev.model.host.HostOperation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import javafx.scene.control.CheckMenuItem;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;

/** What can be taken to happen: to a card, a domain, the selected queue, the device of a guest. */
final class WhatIfMenu extends MenuButton {

    private final WhatIfModel model;
    private final MatrixViewModel matrix;

    /** @param matrix has the selection */
    WhatIfMenu(WhatIfModel model, MatrixViewModel matrix) {
        super(text("whatIf.menu"));
        this.model = model;
        this.matrix = matrix;
        setId("what-if-menu");
        setMinWidth(USE_PREF_SIZE);
        setOnShowing(event -> getItems().setAll(menus()));
        // A menu without items does not open.
        getItems().add(new CheckMenuItem());
    }

    private List<MenuItem> menus() {
        List<MenuItem> menus = new ArrayList<>(List.of(
                cards("off", card -> new HostOperation.Configure(false, "card" + card.id())),
                cards("checkstopped", card -> new HostOperation.Checkstop(true, "card" + card.id())),
                cards("cardUnplugged", card -> new HostOperation.Hotunplug("card" + card.id())),
                menu(
                        "domainUnplugged",
                        model.domains().stream()
                                .map(domain -> item(domain.toString(), new HostOperation.Hotunplug(named(domain))))),
                menu("deviceUnplugged", model.devices().stream().map(this::device))));
        selectedQueue()
                .map(queue -> item(
                        text("whatIf.queueUnplugged", queue.toString()), new HostOperation.Hotunplug(queue.toString())))
                .ifPresent(menus::add);
        return menus;
    }

    private Optional<Apqn> selectedQueue() {
        return matrix.selectionProperty().get().map(Selection::lead);
    }

    private static String named(DomainId domain) {
        return "domain." + domain;
    }

    private Menu cards(String what, Function<Card, HostOperation> change) {
        return menu(
                what,
                model.cards().stream()
                        .map(card -> item(
                                text(
                                        "whatIf.card",
                                        card.id().toString(),
                                        card.type().isKnown()
                                                ? card.type().get().toString()
                                                : text("unknown")),
                                change.apply(card))));
    }

    private CheckMenuItem device(Holding holding) {
        return item(
                holding.owner(), new HostOperation.GuestStop(holding.holder().uuid()));
    }

    private static Menu menu(String what, Stream<CheckMenuItem> items) {
        Menu menu = new Menu(text("whatIf." + what));
        menu.setId("what-if-" + what);
        menu.getItems().setAll(items.toList());
        menu.setDisable(menu.getItems().isEmpty());
        return menu;
    }

    private CheckMenuItem item(String name, HostOperation change) {
        CheckMenuItem item = new CheckMenuItem(name);
        item.setMnemonicParsing(false);
        item.setSelected(model.changesProperty().get().contains(change));
        item.setOnAction(event -> model.toggle(change));
        return item;
    }
}
