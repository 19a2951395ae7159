package io.zmdev.sim.channel;

import io.zmdev.sim.trace.Area;

/**
 * One subchannel with its device, as the I/O instructions reach it. Each instruction returns its condition code 0..3, or {@link
 * #OPERAND_EXCEPTION}.
 */
public interface ChannelSubsystem {

    /** The instruction ends with a program exception instead of a condition code. */
    int OPERAND_EXCEPTION = -1;

    /** START SUBCHANNEL with the ORB at this place. */
    int ssch(Area area, long orb);

    int hsch();

    int csch();

    int xsch();

    int rsch();

    /** MODIFY SUBCHANNEL with the SCHIB at this place. */
    int msch(Area area, long schib);

    /** STORE SUBCHANNEL: the SCHIB, {@link Schib#SIZE} bytes, goes to this place. */
    int stsch(Area area, long schib);

    /** TEST SUBCHANNEL: the IRB, {@link Irb#SIZE} bytes, goes to this place unless the answer is cc 3. */
    int tsch(Area area, long irb);

    /** The device presents status of its own accord: alert status, unless status is pending already. */
    void unsolicited(int deviceStatus);

    /** Goes on with what takes time; nothing where everything is done within the instruction. */
    default void advance() {}

    /** What is done when the subchannel has made an I/O interruption pending. */
    interface InterruptSink {
        void interrupt();
    }
}
