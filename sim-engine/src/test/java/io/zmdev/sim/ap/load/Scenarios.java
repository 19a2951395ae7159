package io.zmdev.sim.ap.load;

import io.zmdev.model.ap.AdapterId;
import io.zmdev.model.ap.ApMatrix;
import io.zmdev.model.ap.CardType;
import io.zmdev.model.ap.Mask256;
import io.zmdev.model.mdev.VirtualMapping;
import io.zmdev.sim.ap.ApCard;
import io.zmdev.sim.ap.ApMachine;
import io.zmdev.sim.ap.RequestClass;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** Machines and guests that the tests share. Times of service are those of CRT_2K on a CEX8A: 54 units of 1000 ns. */
final class Scenarios {

    static final double SERVICE_NS = 54_000;
    static final int DOMAIN = 4;

    private Scenarios() {}

    static ApCard card(int id, String type, int engines) {
        return new ApCard(new AdapterId(id), CardType.parse(type), engines, 16, true);
    }

    static ApMachine accelerators(int cards, int engines) {
        return ApMachine.of(
                IntStream.range(0, cards)
                        .mapToObj(id -> card(id, "CEX8A", engines))
                        .toList(),
                Mask256.of(DOMAIN));
    }

    static Access passthrough(int... adapters) {
        return new Access.Passthrough(
                new ApMatrix(Mask256.of(adapters), Mask256.of(DOMAIN), Mask256.NONE), Access.Interception.INTERPRETED);
    }

    static Access virtual(int depth, Mask256 adapters, Mask256 domains) {
        return new Access.Virtual(
                new VirtualMapping(new TreeMap<>(Map.of(0, adapters)), new TreeMap<>(Map.of(0, domains))), depth);
    }

    static GuestLoad guest(String name, Access access, Arrivals arrivals, ServiceTime serviceTime) {
        return new GuestLoad(
                name, access, true, arrivals, List.of(new ClassShare(RequestClass.CRT_2K, 1, serviceTime)));
    }

    /** Requests per second that keep this many engines busy to this part. */
    static double rate(double busyPart, int engines) {
        return busyPart * engines * 1e9 / SERVICE_NS;
    }

    static ApScenario scenario(ApMachine machine, List<GuestLoad> guests, RunPlan run) {
        return new ApScenario("test", machine, Costs.SERVICE_ONLY, guests, List.of(), List.of("round-robin"), 16, run);
    }
}
