package io.zmdev.app.matrix;

import io.zmdev.app.matrix.CellLook.Fill;
import io.zmdev.app.matrix.CellLook.Mark;
import io.zmdev.app.project.Holding;
import io.zmdev.app.project.Holdings;
import io.zmdev.model.ap.ApBus;
import io.zmdev.model.ap.Apqn;
import io.zmdev.model.ap.Mask256;
import io.zmdev.rules.Finding;
import io.zmdev.rules.Situation;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What there is to know about every cell of the matrix. Immutable. */
final class MatrixState {

    private final Situation situation;
    private final Optional<ApBus> ap;
    private final Holdings holdings;
    private final Set<Apqn> conflicts = new HashSet<>();
    private final Mask256 presentAdapters;
    private final Mask256 presentDomains;

    /** @param findings what the rules say about the situation */
    MatrixState(Situation situation, List<Finding> findings) {
        this.situation = situation;
        ap = situation.ap();
        holdings = Holdings.of(situation);
        presentAdapters = ap.map(bus -> Mask256.of(
                        bus.cards().stream().mapToInt(card -> card.id().value())))
                .orElse(Mask256.NONE);
        presentDomains = ap.map(bus -> bus.usageDomains().orElse(Mask256.NONE)).orElse(Mask256.NONE);
        findings.stream()
                .filter(finding -> finding.severity().refuses())
                .forEach(finding -> conflicts.addAll(finding.apqns()));
    }

    Situation situation() {
        return situation;
    }

    Holdings holdings() {
        return holdings;
    }

    Mask256 adapters(ShownIds shown) {
        return switch (shown) {
            case PRESENT ->
                holdings.devices().stream()
                        .map(device -> device.assigned().adapters())
                        .reduce(presentAdapters, Mask256::or);
            case POSSIBLE -> ap.map(bus -> Mask256.range(0, bus.maxAdapter())).orElse(Mask256.NONE);
        };
    }

    Mask256 domains(ShownIds shown) {
        return switch (shown) {
            case PRESENT ->
                holdings.devices().stream()
                        .map(device -> device.assigned().domains())
                        .reduce(presentDomains, Mask256::or);
            case POSSIBLE -> ap.map(bus -> Mask256.range(0, bus.maxDomain())).orElse(Mask256.NONE);
        };
    }

    /** Whether the machine has the queue. */
    boolean exists(Apqn apqn) {
        return presentAdapters.contains(apqn.adapter().value())
                && presentDomains.contains(apqn.domain().value());
    }

    CellLook look(Apqn apqn, DomainRole role, Set<Layer> layers) {
        Optional<Holding> holder = layers.contains(Layer.ASSIGNED) && role != DomainRole.CONTROL
                ? holdings.having(apqn).stream().findFirst()
                : Optional.empty();
        Optional<Holding> controller = role == DomainRole.USAGE
                ? Optional.empty()
                : controllers(apqn).stream().findFirst();
        Set<Mark> marks = EnumSet.noneOf(Mark.class);
        controller.ifPresent(device -> marks.add(Mark.CONTROL));
        situation.card(apqn.adapter().value()).ifPresent(card -> {
            if (!card.configured().orElse(true)) {
                marks.add(Mark.OFF);
            }
            if (card.checkstopped().orElse(false)) {
                marks.add(Mark.CHECKSTOPPED);
            }
        });
        Fill fill = conflicts.contains(apqn)
                ? Fill.CONFLICT
                : holder.map(device -> assignedFill(device, apqn, layers))
                        .orElseGet(() -> unassignedFill(apqn, layers));
        return new CellLook(fill, holder.or(() -> controller).map(Holding::hue).orElse(0), marks);
    }

    /** The devices that may control the queue's domain through its adapter. */
    List<Holding> controllers(Apqn apqn) {
        return holdings.devices().stream()
                .filter(device ->
                        device.assigned().adapters().contains(apqn.adapter().value())
                                && device.assigned()
                                        .controlDomains()
                                        .contains(apqn.domain().value()))
                .toList();
    }

    private static Fill assignedFill(Holding device, Apqn apqn, Set<Layer> layers) {
        if (!layers.contains(Layer.EFFECTIVE)) {
            return Fill.ASSIGNED;
        }
        return device.effective().contains(apqn) ? Fill.EFFECTIVE : Fill.FILTERED;
    }

    private Fill unassignedFill(Apqn apqn, Set<Layer> layers) {
        if (!exists(apqn)) {
            return Fill.ABSENT;
        }
        if (!layers.contains(Layer.HOST)) {
            return Fill.FREE;
        }
        if (!situation.unreadMasks().isEmpty()) {
            return Fill.UNKNOWN;
        }
        return situation.ownership().owns(apqn) ? Fill.HOST : Fill.FREE;
    }
}
