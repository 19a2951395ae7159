/**
 * The screen Channels: channel subsystem, channel paths, subchannels and devices, drawn and as a table; subchannels are given to
 * guests here.
 *
 * <p>{@link io.zmdev.app.topology.ChannelLayout} and {@link io.zmdev.app.topology.VaryOutcome} are pure; knows no other screen.
 */
@NullMarked
package io.zmdev.app.topology;

import org.jspecify.annotations.NullMarked;
