package io.zmdev.bench;

import io.zmdev.plan.PlanBenchmark;
import io.zmdev.rules.ValidatorBenchmark;
import io.zmdev.sim.ap.load.MmcBenchmark;
import io.zmdev.sim.flow.ChannelProgramBenchmark;
import io.zmdev.sim.flow.MillionEventsBenchmark;
import io.zmdev.sim.host.SysfsWriteBenchmark;
import io.zmdev.sim.mmio.MmioBenchmark;
import io.zmdev.sim.mmio.TrapPath;
import io.zmdev.testing.figures.Ratio;
import java.io.IOException;

/** The work of the benchmarks beside SSJ's where it does the same, else beside the reference work. */
public final class EngineRatios {

    /** Enough for many checkpoints. */
    private static final int EVENTS = 100_000;

    private EngineRatios() {}

    public static void main(String[] arguments) throws IOException {
        SysfsWriteBenchmark sysfs = new SysfsWriteBenchmark();
        sysfs.create();
        Ratio.print("SysfsWriteBenchmark.assignAndUnassignAnAdapter", sysfs::assignAndUnassignAnAdapter);

        ValidatorBenchmark validator = new ValidatorBenchmark();
        Ratio.print("ValidatorBenchmark.oneEditOverTheWholeProduct", validator::oneEditOverTheWholeProduct);
        Ratio.print("ValidatorBenchmark.everything", validator::everything);
        Ratio.print("PlanBenchmark.plan", new PlanBenchmark()::plan);

        ChannelProgramBenchmark programs = new ChannelProgramBenchmark();
        Ratio.print("ChannelProgramBenchmark.untraced", programs::untraced);
        Ratio.print("ChannelProgramBenchmark.traced", programs::traced);
        MillionEventsBenchmark run = new MillionEventsBenchmark();
        run.events = EVENTS;
        run.record();
        Ratio.print("MillionEventsBenchmark.seek", run::seek);

        MmcBenchmark queue = new MmcBenchmark();
        Ratio.print("MmcBenchmark.mm4", queue::mm4, queue::mm4InSsj);
        Ratio.print("MmcBenchmark.mm4OnTheKernel", queue::mm4OnTheKernel, queue::mm4InSsj);
        Ratio.print(
                "MmcBenchmark.eightCardsBehindAVirtualQueue", queue::eightCardsBehindAVirtualQueue, queue::mm4InSsj);

        Ratio.print("MmioBenchmark.untraced.USER_SPACE", accesses(TrapPath.USER_SPACE)::untraced);
        Ratio.print("MmioBenchmark.untraced.COALESCED", accesses(TrapPath.COALESCED)::untraced);
    }

    private static MmioBenchmark accesses(TrapPath path) {
        MmioBenchmark accesses = new MmioBenchmark();
        accesses.path = path;
        accesses.open();
        return accesses;
    }
}
