package io.zmdev.rules;

import io.zmdev.model.ap.Apqn;
import io.zmdev.model.css.SubchannelId;
import java.util.List;

/**
 * Why one queue or one subchannel is as it is.
 *
 * @param subject what it is, with its ids in decimal
 * @param verdict who has it, in one line
 * @param reasons how that comes about, in the order of cause and effect
 */
public record Explanation(String subject, String verdict, List<Reason> reasons) {

    /** What a reason is about, in the order in which they follow from each other. */
    public enum Topic {
        MACHINE,
        MASKS,
        DRIVER,
        ASSIGNMENT,
        GUEST,
        CONFIGURATION
    }

    /**
     * One link of the chain.
     *
     * @param text one sentence
     * @param path the file that shows it, or the part of the configuration
     */
    public record Reason(Topic topic, String text, String path) {}

    public Explanation {
        reasons = List.copyOf(reasons);
    }

    /** Explains a queue, on the machine as it is and under the configuration. */
    public static Explanation of(Apqn apqn, Situation situation) {
        return QueueExplanation.of(apqn, situation);
    }

    /** Explains a subchannel, on the machine as it is and under the configuration. */
    public static Explanation of(SubchannelId subchannel, Situation situation) {
        return SubchannelExplanation.of(subchannel, situation);
    }
}
