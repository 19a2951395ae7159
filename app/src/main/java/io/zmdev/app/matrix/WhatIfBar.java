package io.zmdev.app.matrix;

import static io.zmdev.app.fx.Texts.text;

import io.zmdev.app.fx.Sentence;
import io.zmdev.app.project.Holding;
import io.zmdev.model.ap.Apqn;
import io.zmdev.model.host.HostOperation;
import io.zmdev.model.mdev.MdevUuid;
import io.zmdev.service.WhatIf.Loss;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/** What would come of what is taken to happen, guest by guest; not there while nothing is asked. */
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
        model.changesProperty().subscribe(changes -> show());
        model.lossesProperty().subscribe(losses -> show());
    }

    private void show() {
        List<HostOperation> changes = model.changesProperty().get();
        setVisible(!changes.isEmpty());
        setManaged(!changes.isEmpty());
        if (!changes.isEmpty()) {
            String asked = changes.stream().map(this::named).collect(Collectors.joining(", "));
            lines.getChildren().setAll(new Sentence(text("whatIf.heading", asked), Set.of()));
            lines.getChildren()
                    .addAll(model.lossesProperty().get().stream()
                            .map(WhatIfBar::line)
                            .toList());
        }
    }

    /** The change as the heading has it: {@code card05 configured off}. */
    private String named(HostOperation change) {
        return switch (change) {
            case HostOperation.Configure(boolean on, String card) -> text("whatIf.isOff", card);
            case HostOperation.Checkstop(boolean on, String card) -> text("whatIf.isCheckstopped", card);
            case HostOperation.Hotunplug(String thing) -> text("whatIf.isUnplugged", thing);
            case HostOperation.GuestStop(MdevUuid device) -> text("whatIf.isDeleted", owner(device));
            case HostOperation other -> throw new IllegalArgumentException("nothing to ask about: " + other);
        };
    }

    private String owner(MdevUuid device) {
        return model.devices().stream()
                .filter(holding -> holding.holder().uuid().equals(device))
                .map(Holding::owner)
                .findFirst()
                .orElse(device.text());
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
