package io.zmdev.testing;

import io.zmdev.sim.channel.ArchitectedChannel;
import io.zmdev.sim.channel.Device;
import io.zmdev.sim.channel.Irb;
import io.zmdev.sim.channel.Orb;
import io.zmdev.sim.channel.Schib;
import io.zmdev.sim.channel.Scsw;
import io.zmdev.sim.channel.SenseData;
import io.zmdev.sim.channel.Storage;
import io.zmdev.sim.channel.SubchannelState;
import io.zmdev.sim.trace.Area;
import io.zmdev.sim.trace.StateSpace;
import java.util.ArrayList;
import java.util.List;

/** One subchannel of the architected channel subsystem with its device, and a program that waits for what is started. */
public final class ChannelMachine {

    private static final int PATH = 0x80;
    private static final long IRB = 0x40;

    private final Area subchannel;
    private final Area block;
    private final ArchitectedChannel channel;
    private boolean goesOn;
    private boolean interrupted;

    /** Adds the areas {@code subchannel} and {@code block}; {@code concurrentSense} as in the PMCW. */
    public ChannelMachine(StateSpace space, Storage storage, Device device, boolean concurrentSense) {
        subchannel = space.add("subchannel", SubchannelState.SIZE);
        block = space.add("block", IRB + Irb.SIZE_WITH_EMW);
        long pmcw = SubchannelState.SCHIB;
        subchannel.putShort(pmcw + Schib.FLAGS, Schib.OPERATIONAL);
        subchannel.putByte(pmcw + Schib.LPM, PATH);
        subchannel.putByte(pmcw + Schib.PIM, PATH);
        subchannel.putByte(pmcw + Schib.POM, PATH);
        subchannel.putByte(pmcw + Schib.PAM, PATH);
        subchannel.putInt(pmcw + Schib.CHARACTERISTICS, concurrentSense ? Schib.CONCURRENT_SENSE : 0);
        channel = new ArchitectedChannel(
                new SubchannelState(subchannel),
                storage,
                device,
                () -> interrupted = true,
                bytes -> goesOn = true,
                (kind, a, b, c) -> {});
    }

    /**
     * Runs a program to its end, resuming it when it suspends.
     *
     * @return the IRBs, {@link Irb#SIZE} bytes each, that TEST SUBCHANNEL gave after each interruption
     */
    public List<byte[]> run(int orbControl, int programAddress) {
        block.clear(0, Orb.SIZE);
        block.putInt(Orb.CONTROL, orbControl);
        block.putInt(Orb.CPA, programAddress);
        int cc = channel.ssch(block, 0);
        if (cc != 0) {
            throw new IllegalStateException("START SUBCHANNEL ended with condition code " + cc);
        }
        List<byte[]> irbs = new ArrayList<>();
        while (goesOn) {
            goesOn = false;
            channel.advance();
            if (interrupted) {
                interrupted = false;
                channel.tsch(block, IRB);
                irbs.add(block.get(IRB, Irb.SIZE));
                if ((block.getInt(IRB) & Scsw.SUSPENDED) != 0) {
                    channel.rsch();
                }
            }
        }
        return irbs;
    }

    /** The sense data that the device holds, which it forgets. */
    public byte[] sense() {
        byte[] bytes = subchannel.get(SubchannelState.SENSE, SenseData.SIZE);
        subchannel.clear(SubchannelState.SENSE, SenseData.SIZE);
        return bytes;
    }
}
