package io.zmdev.rules;

import io.zmdev.model.Configuration;
import java.util.Comparator;

/**
 * A change to the configuration that makes a finding go away.
 *
 * @param label what it does, as on a button
 * @param edit the change
 * @param guestsLosingQueues how many guests other than the one that the finding is about lose a queue or device by it
 * @param changes how many ids, mask bits or devices it changes
 * @param queuesLost how many queues guests and the host's drivers have less by it
 */
public record Fix(String label, ConfigurationEdit edit, int guestsLosingQueues, int changes, int queuesLost) {

    /** The least disturbing first. */
    static final Comparator<Fix> BY_DISTURBANCE = Comparator.comparingInt(Fix::guestsLosingQueues)
            .thenComparingInt(Fix::changes)
            .thenComparingInt(Fix::queuesLost);

    /** A fix that takes no queue from anybody. */
    static Fix harmless(String label, ConfigurationEdit edit) {
        return new Fix(label, edit, 0, 1, 0);
    }

    /** The configuration with the change made. */
    public Configuration applyTo(Configuration configuration) {
        return edit.applyTo(configuration);
    }
}
