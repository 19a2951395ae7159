package io.zmdev.app.matrix;

import io.zmdev.app.matrix.CellLook.Fill;
import io.zmdev.app.matrix.CellLook.Mark;
import io.zmdev.app.project.Holding;
import io.zmdev.app.project.Holdings;
import io.zmdev.model.Configuration;
import io.zmdev.model.Machine;
import io.zmdev.model.Observed;
import io.zmdev.model.ap.ApBus;
import io.zmdev.model.ap.Apqn;
import io.zmdev.model.ap.Card;
import io.zmdev.model.ap.Mask256;
import io.zmdev.rules.Finding;
import io.zmdev.rules.HostOwnership;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What there is to know about every cell of the matrix. Immutable. */
final class MatrixState {

    private final Machine machine;
    private final Optional<ApBus> ap;
    private final Holdings holdings;
    private final Observed<HostOwnership> host;
    private final Set<Apqn> conflicts = new HashSet<>();
    private final Mask256 presentAdapters;
    private final Mask256 presentDomains;

    /** @param findings what the rules say about the configuration on the machine */
    MatrixState(Machine machine, Configuration configuration, List<Finding> findings) {
        this.machine = machine;
        ap = machine.ap();
        holdings = Holdings.of(machine, configuration);
        host = ap.map(bus -> hostAfter(bus, configuration)).orElse(Observed.unknown("/sys/bus/ap", "no AP bus"));
        presentAdapters = ap.map(bus -> Mask256.of(
                        bus.cards().stream().mapToInt(card -> card.id().value())))
                .orElse(Mask256.NONE);
        presentDomains = ap.map(bus -> bus.usageDomains().orElse(Mask256.NONE)).orElse(Mask256.NONE);
        findings.stream()
                .filter(finding -> finding.severity().refuses())
                .forEach(finding -> conflicts.addAll(finding.apqns()));
    }

    Machine machine() {
        return machine;
    }

    Holdings holdings() {
        return holdings;
    }

    /** Which queues the host's drivers have once the masks are as the configuration asks. */
    Observed<HostOwnership> host() {
        return host;
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

    Optional<Card> card(int adapter) {
        return ap.stream()
                .flatMap(bus -> bus.cards().stream())
                .filter(card -> card.id().value() == adapter)
                .findFirst();
    }

    int presentAdapterCount() {
        return presentAdapters.count();
    }

    int presentDomainCount() {
        return presentDomains.count();
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
        card(apqn.adapter().value()).ifPresent(card -> {
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
        return switch (host) {
            case Observed.Known<HostOwnership>(HostOwnership ownership) -> ownership.owns(apqn) ? Fill.HOST : Fill.FREE;
            case Observed.Unknown<HostOwnership> unknown -> Fill.UNKNOWN;
        };
    }

    private static Observed<HostOwnership> hostAfter(ApBus bus, Configuration configuration) {
        if (bus.apmask() instanceof Observed.Unknown<Mask256>(String path, String reason)) {
            return Observed.unknown(path, reason);
        }
        Mask256 apmask = configuration.masks().apmaskFrom(bus.apmask().get());
        return bus.aqmask()
                .map(aqmask -> new HostOwnership(apmask, configuration.masks().aqmaskFrom(aqmask)));
    }
}
