package io.zmdev.sim.ap.partition;

import io.zmdev.model.ap.ApMatrix;
import io.zmdev.model.ap.CardType.Mode;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The answer of {@link NearestPassthrough}. */
public sealed interface Proposal {

    /**
     * Matrices that share no queue.
     *
     * @param matrices by guest, in the order of the needs; the control domains are the domains
     * @param missingCards how many cards the guests together have less than they may have
     * @param search whether a nearer one may exist
     */
    record Partition(Map<String, ApMatrix> matrices, int missingCards, Search search) implements Proposal {

        public Partition {
            matrices = Collections.unmodifiableMap(new LinkedHashMap<>(matrices));
        }
    }

    /** How a search ended. */
    enum Search {
        /** Everything was tried: nothing is nearer. */
        COMPLETE,
        /** The time was up before everything was tried. */
        CUT_SHORT
    }

    /** The time was up before one partition was found. */
    record Undecided() implements Proposal {}

    /** No matrix suits this guest, even if it were alone: there are too few cards of a mode (with one master key) in every domain. */
    record TooFewCards(String guest, Mode mode, int needed, int available) implements Proposal {}

    /**
     * These guests can't all be served; any one of them less, and the others can.
     *
     * @param needed cards of the mode that they need together, counted once for each guest
     * @param available queues with cards of the mode in the domains that they may have; each serves one guest
     */
    record TooManyGuests(List<String> guests, Mode mode, int needed, int available) implements Proposal {

        public TooManyGuests {
            guests = List.copyOf(guests);
        }
    }
}
