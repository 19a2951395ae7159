package io.zmdev.app.matrix;

import static io.zmdev.app.fx.Texts.text;

import io.zmdev.app.project.Holding;
import io.zmdev.model.Observed;
import io.zmdev.model.ap.ApBus;
import io.zmdev.model.ap.Apqn;
import io.zmdev.model.ap.Card;
import io.zmdev.model.ap.CardType;
import io.zmdev.model.ap.Mask256;
import io.zmdev.model.ap.Queue;
import io.zmdev.model.host.SysfsPath;
import io.zmdev.rules.GuestFilter.DroppedAdapter;
import io.zmdev.rules.HostOwnership;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What the inspector says of one queue.
 *
 * @param subtitle adapter, domain and type of card
 * @param holders the devices that it is assigned to
 * @param status who has it when no device does
 * @param why why the guest does not get it, as a chain of causes; empty when it gets it or nobody has it
 * @param files the files that show all this
 * @param masks the bits of the bus masks
 * @param controlDomains the holder's control domains, empty when it has none
 */
record CellExplanation(
        Apqn apqn,
        String subtitle,
        List<Holding> holders,
        String status,
        List<String> why,
        List<String> files,
        List<String> masks,
        String controlDomains) {

    CellExplanation {
        holders = List.copyOf(holders);
        why = List.copyOf(why);
        files = List.copyOf(files);
        masks = List.copyOf(masks);
    }

    static CellExplanation of(Apqn apqn, MatrixState state) {
        List<Holding> holders = state.holdings().having(apqn);
        Optional<Holding> first = holders.stream().findFirst();
        return new CellExplanation(
                apqn,
                subtitle(apqn, state.card(apqn.adapter().value())),
                holders,
                status(apqn, state),
                first.map(holder -> why(apqn, holder, state)).orElse(List.of()),
                files(apqn, holders),
                state.machine().ap().map(bus -> masks(apqn, bus)).orElse(List.of()),
                first.map(holder -> domains(holder.assigned().controlDomains())).orElse(""));
    }

    private static String subtitle(Apqn apqn, Optional<Card> card) {
        String type = card.map(Card::type)
                .map(known -> known.map(CardType::toString).orElse(text("unknown")))
                .orElse(text("cell.noCard"));
        return text("cell.subtitle", apqn.adapter().value(), apqn.domain().value(), type);
    }

    private static String status(Apqn apqn, MatrixState state) {
        if (!state.exists(apqn)) {
            return text("cell.absent");
        }
        return switch (state.host()) {
            case Observed.Known<HostOwnership>(HostOwnership host) ->
                host.owns(apqn) ? text("cell.host") : text("cell.free");
            case Observed.Unknown<HostOwnership>(String path, String reason) -> text("cell.unknown", path, reason);
        };
    }

    private static List<String> why(Apqn apqn, Holding holder, MatrixState state) {
        if (holder.effective().contains(apqn)) {
            return List.of();
        }
        List<String> chain = new ArrayList<>();
        chain.add(text("why.assigned", holder.owner(), Assignment.product(holder.assigned())));
        if (holder.filtered().absentAdapters().contains(apqn.adapter().value())) {
            chain.add(text("why.absentAdapter", apqn.adapter()));
        } else if (holder.filtered().absentDomains().contains(apqn.domain().value())) {
            chain.add(text("why.absentDomain", apqn.domain()));
        } else {
            holder.filtered().dropped().stream()
                    .filter(dropped -> dropped.adapter().equals(apqn.adapter()))
                    .map(DroppedAdapter::because)
                    .findFirst()
                    .ifPresent(cause -> {
                        chain.add(notPassable(cause, state));
                        chain.add(text("why.adapterDropped", cause.adapter()));
                    });
        }
        return chain;
    }

    private static String notPassable(Apqn cause, MatrixState state) {
        if (state.host() instanceof Observed.Known<HostOwnership>(HostOwnership host) && host.owns(cause)) {
            return text("why.hostDriver", cause);
        }
        Optional<Queue> queue = state.machine().ap().flatMap(bus -> bus.queue(cause));
        if (queue.isEmpty()) {
            return text("why.noQueue", cause);
        }
        return switch (queue.get().driver()) {
            case Observed.Known<Optional<String>>(Optional<String> driver) ->
                driver.map(name -> text("why.otherDriver", cause, name)).orElse(text("why.noDriver", cause));
            case Observed.Unknown<Optional<String>>(String path, String reason) ->
                text("why.unknownDriver", cause, path, reason);
        };
    }

    private static List<String> files(Apqn apqn, List<Holding> holders) {
        List<String> files = new ArrayList<>();
        files.add(SysfsPath.queue(apqn));
        holders.forEach(holder -> files.add(SysfsPath.matrixDevice(holder.uuid()) + "/guest_matrix"));
        return files;
    }

    private static List<String> masks(Apqn apqn, ApBus bus) {
        return List.of(
                bit("apmask", apqn.adapter().value(), bus.apmask()),
                bit("aqmask", apqn.domain().value(), bus.aqmask()));
    }

    private static String bit(String mask, int id, Observed<Mask256> bits) {
        return switch (bits) {
            case Observed.Known<Mask256>(Mask256 known) ->
                text(known.contains(id) ? "cell.maskBitHost" : "cell.maskBitFree", mask, Integer.toString(id));
            case Observed.Unknown<Mask256>(String path, String reason) -> text("cell.unknown", path, reason);
        };
    }

    private static String domains(Mask256 mask) {
        return mask.ids().mapToObj("%04x"::formatted).collect(Collectors.joining(" "));
    }
}
