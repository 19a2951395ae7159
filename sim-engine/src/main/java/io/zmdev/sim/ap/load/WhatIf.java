package io.zmdev.sim.ap.load;

import io.zmdev.model.ap.AdapterId;
import io.zmdev.model.ap.ApMatrix;
import io.zmdev.model.ap.DomainId;
import io.zmdev.model.ap.Mask256;
import io.zmdev.model.mdev.VirtualMapping;
import java.util.SortedMap;
import java.util.TreeMap;

/** A change to a scenario whose consequences are asked for. */
public sealed interface WhatIf {

    /** The scenario with the change made. */
    ApScenario appliedTo(ApScenario scenario);

    /** What is asked, as the end of "what if". */
    String question();

    /** The machine has one card less; matrices and mappings stay as they are. */
    record LoseCard(AdapterId card) implements WhatIf {

        @Override
        public String question() {
            return "card %s is lost".formatted(card);
        }

        @Override
        public ApScenario appliedTo(ApScenario scenario) {
            return scenario.withMachine(scenario.machine()
                    .withCards(scenario.machine().cards().stream()
                            .map(c -> c.id().equals(card) ? c.deconfigured() : c)
                            .toList()));
        }
    }

    /** The LPAR gets one more usage domain, and the guest gets it too: in its matrix, or behind each of its virtual domains. */
    record AddDomain(DomainId domain, String guest) implements WhatIf {

        @Override
        public String question() {
            return "%s gets domain %s too".formatted(guest, domain);
        }

        @Override
        public ApScenario appliedTo(ApScenario scenario) {
            return scenario.withMachine(scenario.machine()
                            .withUsageDomains(scenario.machine().usageDomains().with(domain.value())))
                    .withGuests(load -> load.name().equals(guest) ? load.withAccess(extended(load.access())) : load);
        }

        private Access extended(Access access) {
            return switch (access) {
                case Access.Passthrough passthrough -> {
                    ApMatrix matrix = passthrough.matrix();
                    yield new Access.Passthrough(
                            matrix.withDomains(matrix.domains().with(domain.value())), passthrough.interception());
                }
                case Access.Virtual virtual -> {
                    SortedMap<Integer, Mask256> domains =
                            new TreeMap<>(virtual.mapping().domains());
                    domains.replaceAll((id, real) -> real.with(domain.value()));
                    yield new Access.Virtual(
                            new VirtualMapping(virtual.mapping().adapters(), domains), virtual.depth());
                }
            };
        }
    }

    /** A guest gets another matrix or mapping. */
    record MoveGuest(String guest, Access to) implements WhatIf {

        @Override
        public String question() {
            return "%s gets another %s"
                    .formatted(
                            guest,
                            switch (to) {
                                case Access.Passthrough passthrough -> "matrix";
                                case Access.Virtual virtual -> "mapping";
                            });
        }

        @Override
        public ApScenario appliedTo(ApScenario scenario) {
            return scenario.withGuests(load -> load.name().equals(guest) ? load.withAccess(to) : load);
        }
    }
}
