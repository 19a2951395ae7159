package io.zmdev.app;

import io.zmdev.app.fx.Toolkit;
import io.zmdev.app.topology.ChannelsBench;
import io.zmdev.testing.figures.Ratio;
import java.util.function.Supplier;

/** Own code of the Studio in a frame beside the reference work, without a display. */
public final class StudioRatios {

    private StudioRatios() {}

    public static void main(String[] arguments) {
        Toolkit.startWithoutDisplay();
        StudioBench.matrix((name, work) -> Ratio.print(name, resultOf(work)));
        Ratio.print("ChannelsBench.warm", resultOf(new ChannelsBench()::layout));
        System.exit(0);
    }

    private static Supplier<String> resultOf(Runnable work) {
        return () -> {
            work.run();
            return "";
        };
    }
}
