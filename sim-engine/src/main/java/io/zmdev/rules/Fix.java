package io.zmdev.rules;

import io.zmdev.model.Configuration;

/**
 * A change to the configuration that makes a finding go away.
 *
 * @param label what it does, as on a button
 * @param outcome the configuration with the change made
 * @param guestsLosingQueues how many other guests lose a queue by it
 * @param changes how many assignments it changes
 */
public record Fix(String label, Configuration outcome, int guestsLosingQueues, int changes) {}
