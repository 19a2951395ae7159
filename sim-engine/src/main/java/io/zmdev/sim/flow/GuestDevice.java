package io.zmdev.sim.flow;

import io.zmdev.sim.trace.Area;

/** A subchannel as a guest of QEMU has it: every instruction answers with its condition code. */
interface GuestDevice {

    /** START SUBCHANNEL with the ORB at this place. */
    Result ssch(Area area, long orb);

    Result hsch();

    Result csch();

    Result xsch();

    Result rsch();

    /** Stores the SCHIB at this place. */
    Result stsch(Area area, long schib);

    /** MODIFY SUBCHANNEL with the SCHIB at this place. */
    Result msch(Area area, long schib);

    /** TEST SUBCHANNEL; the IRB goes to this place as well. */
    Result tsch(Area area, long irb);

    /** Resets the device; the subchannel is disabled then. */
    Result reset();

    /** The device asks for attention. */
    void attention();

    /** The interruption parameter of an interruption that is made now. */
    int interruptionParameter();

    /** The interruption subclass 0..7 of an interruption that is made now. */
    int interruptionSubclass();
}
