package io.zmdev.sim.ap.load;

import io.zmdev.model.ap.AdapterId;
import java.util.List;

/**
 * What a scenario gave, policy by policy ({@code zmdev.result/1}, kind {@code ap-requests}).
 *
 * @param cards the machine's cards, in the order of the utilisations
 */
public record ApResult(String scenario, long seed, List<AdapterId> cards, List<PolicyResult> policies) {

    public ApResult {
        cards = List.copyOf(cards);
        policies = List.copyOf(policies);
    }
}
