package io.zmdev.app.matrix;

import static io.zmdev.app.fx.Texts.text;

import io.zmdev.app.project.Holding;
import io.zmdev.model.ap.Apqn;
import io.zmdev.model.ap.CardType;
import io.zmdev.model.ap.Mask256;
import io.zmdev.rules.Explanation;
import io.zmdev.rules.Explanation.Reason;
import io.zmdev.rules.Explanation.Topic;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the inspector says of one queue.
 *
 * @param subtitle adapter, domain and type of card
 * @param holders the devices that it is assigned to
 * @param virtual the virtual queues that it stands behind, each with its owner
 * @param explanation why it is as it is
 * @param controlDomains the first holder's control domains, empty when it has none
 */
record CellExplanation(
        Apqn apqn,
        String subtitle,
        List<Holding> holders,
        List<String> virtual,
        Explanation explanation,
        String controlDomains) {

    private static final int CAUSES_IN_SUMMARY = 3;

    CellExplanation {
        holders = List.copyOf(holders);
        virtual = List.copyOf(virtual);
    }

    static CellExplanation of(Apqn apqn, MatrixState state) {
        List<Holding> holders = state.holdings().having(apqn);
        String type = state.situation()
                .card(apqn.adapter().value())
                .map(card -> card.type().map(CardType::toString).orElse(text("unknown")))
                .orElse(text("cell.noCard"));
        return new CellExplanation(
                apqn,
                text("cell.subtitle", apqn.adapter().value(), apqn.domain().value(), type),
                holders,
                state.virtualDevices().stream()
                        .flatMap(device -> device.reaching(apqn)
                                .map(queue -> text("cell.virtual", device.owner(), queue.toString())))
                        .toList(),
                Explanation.of(apqn, state.situation()),
                holders.stream()
                        .findFirst()
                        .map(holder -> ids(holder.assigned().controlDomains()))
                        .orElse(""));
    }

    /** The chain of causes, without the bits of the masks. */
    List<Reason> causes() {
        return explanation.reasons().stream()
                .filter(reason -> reason.topic() != Topic.MASKS)
                .toList();
    }

    /** The queue and who has it. */
    String headline() {
        String owners = holders.stream().map(Holding::owner).collect(Collectors.joining(", "));
        return owners.isEmpty() ? apqn.toString() : text("cell.headline", apqn.toString(), owners);
    }

    /** What there is to say in a few lines. */
    String summary() {
        return Stream.concat(
                        Stream.of(explanation.verdict()),
                        causes().stream().map(Reason::text).limit(CAUSES_IN_SUMMARY))
                .distinct()
                .collect(Collectors.joining("\n"));
    }

    /** The bits of the masks. */
    List<String> masks() {
        return explanation.reasons().stream()
                .filter(reason -> reason.topic() == Topic.MASKS)
                .map(Reason::text)
                .toList();
    }

    /** The files that show all this. */
    List<String> files() {
        return explanation.reasons().stream()
                .map(Reason::path)
                .filter(path -> path.startsWith("/"))
                .distinct()
                .toList();
    }

    private static String ids(Mask256 mask) {
        return mask.ids().mapToObj("%04x"::formatted).collect(Collectors.joining(" "));
    }
}
