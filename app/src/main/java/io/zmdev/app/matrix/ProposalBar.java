package io.zmdev.app.matrix;

import static io.zmdev.app.fx.Texts.text;

import io.zmdev.app.fx.Sentence;
import io.zmdev.app.project.Proposal;
import io.zmdev.app.project.Session;
import io.zmdev.model.Guest;
import io.zmdev.model.mdev.DesiredDevice;
import java.util.Optional;
import java.util.Set;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/** What is proposed, guest by guest, to be taken or left; not there while nothing is. */
final class ProposalBar extends HBox {

    private final Session session;
    private final VBox lines = new VBox(2);

    ProposalBar(Session session) {
        this.session = session;
        setId("proposal");
        getStyleClass().add("what-if-bar");
        setHgrow(lines, Priority.ALWAYS);
        getChildren()
                .setAll(
                        lines,
                        button("proposal-take", "proposal.take", session::takeProposal),
                        button("proposal-leave", "proposal.leave", session::leaveProposal));
        session.proposalProperty().subscribe(this::show);
    }

    private static Button button(String id, String key, Runnable action) {
        Button button = new Button(text(key));
        button.setId(id);
        button.getStyleClass().add("pill");
        button.setMinWidth(USE_PREF_SIZE);
        button.setOnAction(event -> action.run());
        return button;
    }

    private void show(Optional<Proposal> shown) {
        setVisible(shown.isPresent());
        setManaged(shown.isPresent());
        shown.ifPresent(proposal -> {
            lines.getChildren()
                    .setAll(new Sentence(
                            text("proposal.heading", proposal.command().name()), Set.of()));
            lines.getChildren()
                    .addAll(proposal.matrices().stream().map(this::line).toList());
        });
    }

    private Node line(DesiredDevice.Matrix device) {
        String owner =
                session.configuration().guestOf(device.uuid()).map(Guest::name).orElse(device.name());
        return new Sentence(
                text(
                        "proposal.gets",
                        owner,
                        Assignment.product(device.matrix()),
                        device.matrix().queueCount()),
                Set.of(owner));
    }
}
