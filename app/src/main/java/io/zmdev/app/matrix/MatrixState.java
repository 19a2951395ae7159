package io.zmdev.app.matrix;

import io.zmdev.app.matrix.CellLook.Fill;
import io.zmdev.app.matrix.CellLook.Mark;
import io.zmdev.app.project.Holding;
import io.zmdev.app.project.Holdings;
import io.zmdev.model.ap.ApBus;
import io.zmdev.model.ap.ApMatrix;
import io.zmdev.model.ap.Apqn;
import io.zmdev.model.ap.Mask256;
import io.zmdev.rules.Finding;
import io.zmdev.rules.Situation;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/** What there is to know about every cell of the matrix. Immutable. */
final class MatrixState {

    private static final int NOBODY = -1;

    private final Situation situation;
    private final Optional<ApBus> ap;
    private final Holdings holdings;
    /** By queue, {@code 256 * adapter + domain}. */
    private final BitSet conflicts = new BitSet();

    /** By queue, places in the list of devices. */
    private final int[] holderOf;

    private final int[] controllerOf;
    private final List<VirtualDevice> virtualDevices;
    private final Mask256 presentAdapters;
    private final Mask256 presentDomains;

    /** @param findings what the rules say about the situation */
    MatrixState(Situation situation, Holdings holdings, List<Finding> findings) {
        this.situation = situation;
        this.holdings = holdings;
        ap = situation.ap();
        virtualDevices = List.copyOf(VirtualDevice.of(situation, holdings));
        presentAdapters = ap.map(bus -> Mask256.of(
                        bus.cards().stream().mapToInt(card -> card.id().value())))
                .orElse(Mask256.NONE);
        presentDomains = ap.map(bus -> bus.usageDomains().orElse(Mask256.NONE)).orElse(Mask256.NONE);
        findings.stream()
                .filter(finding -> finding.severity().refuses())
                .flatMap(finding -> finding.apqns().stream())
                .forEach(apqn -> conflicts.set(
                        apqn.adapter().value() * Mask256.SIZE + apqn.domain().value()));
        holderOf = firstDevices(ApMatrix::domains);
        controllerOf = firstDevices(ApMatrix::controlDomains);
    }

    Situation situation() {
        return situation;
    }

    Holdings holdings() {
        return holdings;
    }

    List<VirtualDevice> virtualDevices() {
        return virtualDevices;
    }

    Mask256 adapters(ShownIds shown) {
        return switch (shown) {
            case PRESENT -> matrices().map(ApMatrix::adapters).reduce(presentAdapters, Mask256::or);
            case POSSIBLE -> ap.map(bus -> Mask256.range(0, bus.maxAdapter())).orElse(Mask256.NONE);
        };
    }

    Mask256 domains(ShownIds shown) {
        return switch (shown) {
            case PRESENT -> matrices().map(ApMatrix::domains).reduce(presentDomains, Mask256::or);
            case POSSIBLE -> ap.map(bus -> Mask256.range(0, bus.maxDomain())).orElse(Mask256.NONE);
        };
    }

    /** What devices have, real and behind virtual ids. */
    private Stream<ApMatrix> matrices() {
        return Stream.concat(
                holdings.devices().stream().map(Holding::assigned),
                virtualDevices.stream().map(VirtualDevice::real));
    }

    /** The first device that the queue is assigned to. */
    Optional<Holding> holder(Apqn apqn) {
        int first =
                holderOf[apqn.adapter().value() * Mask256.SIZE + apqn.domain().value()];
        return first == NOBODY
                ? Optional.empty()
                : Optional.of(holdings.devices().get(first));
    }

    /** How the cells look when so much is shown of them. */
    Looks looks(DomainRole role, Set<Layer> layers) {
        CellLook[] cells = new CellLook[Mask256.SIZE * Mask256.SIZE];
        for (int adapter = 0; adapter < Mask256.SIZE; adapter++) {
            int cardMarks = cardMarks(adapter);
            for (int domain = 0; domain < Mask256.SIZE; domain++) {
                int at = adapter * Mask256.SIZE + domain;
                int holder = layers.contains(Layer.ASSIGNED) && role != DomainRole.CONTROL ? holderOf[at] : NOBODY;
                int controller = role == DomainRole.USAGE ? NOBODY : controllerOf[at];
                int marks = controller == NOBODY ? cardMarks : cardMarks | CellLook.bit(Mark.CONTROL);
                cells[at] = CellLook.of(fill(adapter, domain, holder, layers), hue(holder, controller), marks);
            }
        }
        return new Looks(cells);
    }

    private Fill fill(int adapter, int domain, int holder, Set<Layer> layers) {
        if (conflicts.get(adapter * Mask256.SIZE + domain)) {
            return Fill.CONFLICT;
        }
        if (holder == NOBODY) {
            return unassignedFill(adapter, domain, layers);
        }
        if (!layers.contains(Layer.EFFECTIVE)) {
            return Fill.ASSIGNED;
        }
        ApMatrix effective = holdings.devices().get(holder).effective();
        return effective.adapters().contains(adapter) && effective.domains().contains(domain)
                ? Fill.EFFECTIVE
                : Fill.FILTERED;
    }

    private Fill unassignedFill(int adapter, int domain, Set<Layer> layers) {
        if (!presentAdapters.contains(adapter) || !presentDomains.contains(domain)) {
            return Fill.ABSENT;
        }
        if (!layers.contains(Layer.HOST)) {
            return Fill.FREE;
        }
        if (!situation.unreadMasks().isEmpty()) {
            return Fill.UNKNOWN;
        }
        return situation.ownership().owns(Apqn.of(adapter, domain)) ? Fill.HOST : Fill.FREE;
    }

    private int hue(int holder, int controller) {
        int shown = holder == NOBODY ? controller : holder;
        return shown == NOBODY ? 0 : holdings.devices().get(shown).hue();
    }

    private int cardMarks(int adapter) {
        return situation
                .card(adapter)
                .map(card -> (card.configured().orElse(true) ? 0 : CellLook.bit(Mark.OFF))
                        | (card.checkstopped().orElse(false) ? CellLook.bit(Mark.CHECKSTOPPED) : 0))
                .orElse(0);
    }

    /** For each queue the first device whose product of adapters and these domains has it. */
    private int[] firstDevices(Function<ApMatrix, Mask256> domains) {
        int[] first = new int[Mask256.SIZE * Mask256.SIZE];
        Arrays.fill(first, NOBODY);
        Mask256[] taken = new Mask256[Mask256.SIZE];
        Arrays.fill(taken, Mask256.NONE);
        for (int i = 0; i < holdings.devices().size(); i++) {
            int device = i;
            ApMatrix matrix = holdings.devices().get(i).assigned();
            Mask256 wanted = domains.apply(matrix);
            matrix.adapters().forEach(adapter -> {
                wanted.minus(taken[adapter]).forEach(domain -> first[adapter * Mask256.SIZE + domain] = device);
                taken[adapter] = taken[adapter].or(wanted);
            });
        }
        return first;
    }
}
