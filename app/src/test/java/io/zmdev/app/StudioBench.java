package io.zmdev.app;

import io.zmdev.app.edit.Command;
import io.zmdev.app.fx.Background;
import io.zmdev.app.fx.Toolkit;
import io.zmdev.app.matrix.MatrixBench;
import io.zmdev.app.project.Session;
import io.zmdev.app.theme.Fonts;
import io.zmdev.app.theme.Theme;
import io.zmdev.app.topology.ChannelsBench;
import io.zmdev.app.walkthrough.WalkthroughViewModel;
import io.zmdev.model.ap.Mask256;
import io.zmdev.model.mdev.MdevUuid;
import io.zmdev.rules.ConfigurationEdit.Assign;
import io.zmdev.rules.ConfigurationEdit.Unassign;
import io.zmdev.service.Traces;
import io.zmdev.sim.flow.Request;
import io.zmdev.sim.flow.Run;
import io.zmdev.sim.flow.Scenario;
import io.zmdev.sim.flow.Simulation;
import io.zmdev.sim.tracing.SimulatedTrace;
import io.zmdev.testing.figures.CpuTime;
import io.zmdev.testing.figures.Figure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.BiConsumer;
import javafx.stage.Stage;

/**
 * The figures that docs/benchmarks.md promises of the Studio, without a display: own code in a frame, and whether ten thousand
 * edits leave anything behind.
 */
public final class StudioBench {

    private static final int EVENTS = 1_000_000;
    private static final int EDITS = 10_000;
    private static final int RUNS = 100;
    private static final long SEED = 20261121;

    /** By then every cache has what it will have, the history as many edits as it keeps. */
    private static final int WARM_EDITS = 2_000;

    private static final int FRAMES_TO_SETTLE = 20;

    private StudioBench() {}

    public static void main(String[] arguments) {
        Toolkit.startWithoutDisplay();
        matrix(CpuTime::frame);
        ChannelsBench channels = new ChannelsBench();
        CpuTime.once("ChannelsBench.cold", channels::layout);
        CpuTime.frame("ChannelsBench.warm", channels::layout);
        opening();
        endurance();
        System.exit(0);
    }

    /** Own code of the matrix in a frame, on the JavaFX thread. */
    static void matrix(BiConsumer<String, Runnable> figures) {
        Toolkit.call(() -> {
            Fonts.load();
            new MatrixBench(new Session(LargeMachine.machine(), LargeMachine.configuration())).measure(figures);
            return figures;
        });
    }

    /** What opening a trace beside a run takes, off the JavaFX thread. */
    private static void opening() {
        Path file = trace();
        try {
            Run run = Simulation.run(TestMachines.senseChain());
            CpuTime.once("StudioBench.opening", () -> StudioWork.compare(run, file, part -> {}));
        } finally {
            file.toFile().delete();
        }
    }

    /** The same requests over and over again. */
    private static Path trace() {
        Scenario once = TestMachines.senseChain();
        Run run = Simulation.run(once);
        int steps = run.steps().size() - run.setupSteps();
        List<Request> requests = Collections.nCopies(EVENTS / steps + 1, once.requests()).stream()
                .flatMap(List::stream)
                .toList();
        try {
            Path file = Files.createTempFile("million", ".zmtrace");
            Traces.save(SimulatedTrace.of(Simulation.run(once.withProgram(once.program(), requests))), file);
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Edits and runs in a window, each as soon as the one before is shown. */
    private static void endurance() {
        long start = System.nanoTime();
        Session session = new Session(TestMachines.lpar42(), TestMachines.production(), Background.ofThread("rules"));
        StudioWindow window = Toolkit.call(() -> open(session));
        SplittableRandom random = new SplittableRandom(SEED);
        long warm = 0;
        long most = 0;
        for (int edit = 1; edit <= EDITS; edit++) {
            edit(session, random);
            if (edit % (EDITS / RUNS) == 0) {
                run(window);
            }
            if (edit % 1_000 == 0) {
                long live = liveBytes();
                System.out.printf(Locale.ROOT, "live heap after %,6d edits %8.1f MiB%n", edit, live / 1048576.0);
                warm = edit <= WARM_EDITS ? live : warm;
                most = edit <= WARM_EDITS ? 0 : Math.max(most, live);
            }
        }
        new Figure("StudioBench.edits", (System.nanoTime() - start) / 1e9, "s").print();
        new Figure("StudioBench.heapGrowth", 100.0 * (most - warm) / warm, "%").print();
        Toolkit.call(() -> {
            window.stage().hide();
            return window;
        });
    }

    private static StudioWindow open(Session session) {
        StudioWindow window = TestWindows.of(new Stage(), session, Theme.LIGHT);
        window.stage().show();
        return window;
    }

    /** One of: give, take, undo, redo; then waits until it is worked out. */
    private static void edit(Session session, SplittableRandom random) {
        MdevUuid device = random.nextBoolean() ? TestMachines.WEB1 : TestMachines.LEDGER;
        Mask256 adapter = Mask256.of(5 + random.nextInt(2));
        Mask256 domain = Mask256.of(0x50 + random.nextInt(2));
        Toolkit.call(() -> {
            switch (random.nextInt(8)) {
                case 0 -> session.undo();
                case 1 -> session.redo();
                case 2, 3, 4 -> session.perform(new Command("give", new Assign(device, adapter, domain)::applyTo));
                default -> session.perform(new Command("take", new Unassign(device, adapter, domain)::applyTo));
            }
            return session;
        });
        while (Toolkit.call(() -> session.busyProperty().get())) {
            Thread.onSpinWait();
        }
    }

    private static void run(StudioWindow window) {
        WalkthroughViewModel walkthrough = window.walkthrough();
        Toolkit.call(() -> {
            window.workbench().show("walkthrough");
            walkthrough.choose(TestMachines.senseChain());
            return walkthrough;
        });
        while (!Toolkit.call(
                () -> walkthrough.isOpen() && walkthrough.positionProperty().get() == 0)) {
            Toolkit.awaitFrames(1);
        }
        Toolkit.call(() -> {
            walkthrough.seek(walkthrough.length());
            return walkthrough;
        });
        Toolkit.awaitFrames(2);
        Toolkit.call(() -> {
            window.workbench().show("matrix");
            return walkthrough;
        });
    }

    /** A screen that was left keeps its pictures until frames went by. */
    private static long liveBytes() {
        Toolkit.awaitFrames(FRAMES_TO_SETTLE);
        System.gc();
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
