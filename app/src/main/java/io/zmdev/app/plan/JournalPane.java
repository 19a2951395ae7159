package io.zmdev.app.plan;

import static io.zmdev.app.fx.Texts.text;

import io.zmdev.app.fx.Section;
import io.zmdev.hw.apply.History;
import io.zmdev.plan.JournalEntry;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;

/** What was done on the host, the newest transaction first. */
public final class JournalPane extends VBox {

    public JournalPane(ApplyViewModel model) {
        getStyleClass().addAll("side-pane", "journal");
        model.lookProperty().subscribe(this::show);
    }

    private void show(Optional<HostLook> look) {
        List<History.Entry> transactions =
                look.map(seen -> seen.history().transactions()).orElse(List.of());
        Node[] entries = transactions.isEmpty()
                ? new Node[] {line(text(look.isPresent() ? "journal.none" : "journal.unread"))}
                : transactions.reversed().stream().map(JournalPane::entry).toArray(Node[]::new);
        getChildren().setAll(new Section(text("journal.heading"), entries));
    }

    private static Node entry(History.Entry entry) {
        String outcome = entry.awaitsConfirmation()
                ? text("journal.waiting")
                : entry.outcome()
                        .map(how -> text("journal." + how.name().toLowerCase(Locale.ROOT)))
                        .orElse(text("journal.cut"));
        Label head =
                new Label(text("journal.head", entry.number(), entry.begun().configuration(), outcome));
        head.getStyleClass().add("journal-head");
        head.setWrapText(true);
        VBox lines = new VBox(4, head);
        entry.entries().forEach(noted -> lineOf(noted).ifPresent(lines.getChildren()::add));
        return lines;
    }

    /** What one entry says beyond the head. */
    private static Optional<Node> lineOf(JournalEntry noted) {
        return switch (noted) {
            case JournalEntry.Started(int step, var content) -> Optional.of(line(step + ". " + content.what()));
            case JournalEntry.Differed(int step, var difference) ->
                Optional.of(line(step + ". " + difference.sentence()));
            case JournalEntry.NotUndone(int step, var difference) ->
                Optional.of(line(step + ". " + difference.sentence()));
            case JournalEntry.Refused(int step, var operation, var errno) ->
                Optional.of(line(text("journal.answered", step, errno.toString(), errno.text())));
            case JournalEntry.Undone(int step) -> Optional.of(line(text("journal.undone", step)));
            case JournalEntry.Confirmed confirmed -> Optional.of(line(text("journal.confirmed")));
            case JournalEntry.Expired expired -> Optional.of(line(text("journal.expired")));
            case JournalEntry.Persisted persisted -> Optional.of(line(text("journal.persisted")));
            case JournalEntry.NotPersisted(String reason) -> Optional.of(line(text("journal.notPersisted", reason)));
            case JournalEntry.Restored restored -> Optional.of(line(text("journal.restored")));
            case JournalEntry.NotRestored(String reason) -> Optional.of(line(text("journal.notRestored", reason)));
            case JournalEntry.Asked(var request, String by, long at) ->
                Optional.of(line(text(
                        "journal.asked." + request.name().toLowerCase(Locale.ROOT),
                        by,
                        Instant.ofEpochSecond(at).toString())));
            case JournalEntry.Persisting persisting -> Optional.empty();
            case JournalEntry.Begun begun -> Optional.empty();
            case JournalEntry.Done done -> Optional.empty();
            case JournalEntry.Armed armed -> Optional.empty();
            case JournalEntry.Ended ended -> Optional.empty();
        };
    }

    private static Label line(String words) {
        Label label = new Label(words);
        label.getStyleClass().add("dim");
        label.setWrapText(true);
        return label;
    }
}
