package io.zmdev.sim.flow;

import io.zmdev.sim.trace.TimeTravel;
import java.util.List;

/**
 * What a player plays: the steps of a simulation and the states between them.
 *
 * <p>The steps may be read by several threads; the time travel may not.
 */
public interface Recording {

    /** Every step, in order. */
    List<Step> steps();

    /** Moves through the states; position n is the state after n steps. One for the recording, standing where it was left. */
    TimeTravel timeTravel();
}
