package io.zmdev.app;

import static io.zmdev.app.fx.Texts.text;

import io.zmdev.app.fx.Background;
import io.zmdev.app.fx.Memory;
import io.zmdev.app.fx.Toolkit;
import io.zmdev.app.project.AutosaveFolder;
import io.zmdev.app.project.MachineReader;
import io.zmdev.app.project.ProjectFile;
import io.zmdev.app.project.Session;
import io.zmdev.app.theme.Appearance;
import io.zmdev.app.theme.Fonts;
import io.zmdev.hw.host.HostUri;
import io.zmdev.io.ScenarioDocument;
import io.zmdev.model.Configuration;
import io.zmdev.model.ErrorCode;
import io.zmdev.model.Machine;
import io.zmdev.model.Project;
import io.zmdev.model.ZmdevException;
import io.zmdev.service.Demo;
import io.zmdev.service.DemoStory;
import io.zmdev.service.Desktop;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.prefs.Preferences;
import javafx.stage.Stage;

/** The desktop, as the command line finds it. */
public final class StudioDesktop implements Desktop {

    /** From the plain to the broken; the first is shown first. */
    private static final List<String> SCENARIOS = List.of(
            "dasd-read-block",
            "sense-id",
            "two-segments",
            "idal-format-2",
            "unmapped-data",
            "program-too-long",
            "unit-check-with-sense",
            "lost-interrupt");

    /** Whether the tour was shown, in the preferences. */
    private static final String TOUR = "tour";

    @Override
    public void openStudio(Optional<Path> project) {
        requireDisplay();
        MachineReader machines = StudioDesktop::observe;
        Optional<ProjectFile.Loaded> loaded = project.map(file -> ProjectFile.load(file, machines));
        Machine machine =
                loaded.map(ProjectFile.Loaded::machine).orElseGet(() -> machines.read(Demo.MACHINE.toString()));
        CountDownLatch closed = new CountDownLatch(1);
        Memory memory = Memory.of(Preferences.userNodeForPackage(StudioDesktop.class));
        UiScale.apply(memory);
        Toolkit.start();
        Session session = new Session(machine, Demo.configuration(), Background.ofThread("rules"));
        Toolkit.call(() -> {
            Fonts.load();
            ProjectFile file = builtIn(session);
            loaded.ifPresent(file::open);
            Settings settings = new Settings(memory, Appearance.ofSystem());
            StudioWindow window = new StudioWindow(new Stage(), session, file, settings, machines);
            WindowPlace place = settings.windowPlace();
            place.restore(window.stage());
            window.onClosed(() -> {
                place.keep(window.stage());
                closed.countDown();
            });
            AutosaveFolder unsaved = AutosaveFolder.ofUser();
            window.keepUnsavedWork(unsaved);
            if (project.isEmpty()
                    && unsaved.orphans().isEmpty()
                    && memory.recall(TOUR).isEmpty()) {
                memory.keep(TOUR, "true");
                window.beginTour();
            }
            window.stage().show();
            return window;
        });
        awaitUninterrupted(closed);
        Toolkit.stop();
    }

    @Override
    public List<Path> renderPictures(Path folder, DemoStory story) {
        Toolkit.startWithoutDisplay();
        return new Pictures(folder, story).draw();
    }

    /** The project of the first start: the built-in machine with its configuration. */
    static ProjectFile builtIn(Session session) {
        Configuration configuration = session.configuration();
        Project project = new Project(configuration.name(), Demo.MACHINE.toString(), configuration, SCENARIOS);
        return new ProjectFile(
                session,
                project,
                SCENARIOS.stream().map(ScenarioDocument::builtIn).toList());
    }

    private static Machine observe(String uri) {
        try (io.zmdev.service.Session host =
                io.zmdev.service.Session.open(HostUri.parse(uri), Optional.empty(), notice -> {})) {
            return host.machine();
        }
    }

    /** Other systems than Linux always have one. */
    private static void requireDisplay() {
        boolean linux = System.getProperty("os.name").equals("Linux");
        if (linux && System.getenv("DISPLAY") == null && System.getenv("WAYLAND_DISPLAY") == null) {
            throw new ZmdevException(ErrorCode.UNSUPPORTED, text("error.noDisplay"));
        }
    }

    private static void awaitUninterrupted(CountDownLatch closed) {
        try {
            closed.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
