package io.zmdev.model.css;

import io.zmdev.model.Observed;

/**
 * A channel path ({@code /sys/devices/css0/chp0.40}).
 *
 * @param online attribute {@code status}: varied online
 */
public record ChannelPath(ChpId id, Observed<Boolean> online) {}
