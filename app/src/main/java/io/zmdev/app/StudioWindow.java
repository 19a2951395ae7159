package io.zmdev.app;

import static io.zmdev.app.fx.Texts.text;

import io.zmdev.app.Settings.ThemeChoice;
import io.zmdev.app.edit.Command;
import io.zmdev.app.edit.DragGesture;
import io.zmdev.app.fx.Background;
import io.zmdev.app.fx.Jobs;
import io.zmdev.app.matrix.MatrixView;
import io.zmdev.app.matrix.MatrixViewModel;
import io.zmdev.app.matrix.WhatIfModel;
import io.zmdev.app.plan.ApplyView;
import io.zmdev.app.plan.ApplyViewModel;
import io.zmdev.app.plan.JournalPane;
import io.zmdev.app.project.Autosave;
import io.zmdev.app.project.AutosaveFolder;
import io.zmdev.app.project.MachineReader;
import io.zmdev.app.project.ProjectFile;
import io.zmdev.app.project.ProjectPane;
import io.zmdev.app.project.Session;
import io.zmdev.app.queuelab.QueueLabView;
import io.zmdev.app.queuelab.QueueLabViewModel;
import io.zmdev.app.regions.OpenedRegions;
import io.zmdev.app.regions.RegionsView;
import io.zmdev.app.regions.RegionsViewModel;
import io.zmdev.app.theme.Appearance;
import io.zmdev.app.theme.Theme;
import io.zmdev.app.topology.ChannelsView;
import io.zmdev.app.topology.ChannelsViewModel;
import io.zmdev.app.walkthrough.WalkthroughView;
import io.zmdev.app.walkthrough.WalkthroughViewModel;
import io.zmdev.app.workbench.Notices;
import io.zmdev.app.workbench.Screen;
import io.zmdev.app.workbench.SvgSource;
import io.zmdev.app.workbench.Verb;
import io.zmdev.app.workbench.Verbs;
import io.zmdev.app.workbench.WindowTitle;
import io.zmdev.app.workbench.Workbench;
import io.zmdev.io.LessonDocument;
import io.zmdev.io.MmioScenarioDocument;
import io.zmdev.io.ScenarioDocument;
import io.zmdev.model.Configuration;
import io.zmdev.model.Machine;
import io.zmdev.model.host.HostOperation;
import io.zmdev.model.mdev.MdevUuid;
import io.zmdev.service.WhatIf;
import io.zmdev.sim.ap.load.ApScenario;
import io.zmdev.sim.flow.Scenario;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import javafx.beans.value.ObservableValue;
import javafx.scene.Scene;
import javafx.stage.Stage;
import javafx.stage.WindowEvent;

/** The composition root: one window over one project. */
final class StudioWindow {

    private static final double WIDTH = 1440;
    private static final double HEIGHT = 900;

    /** When unsaved work was left. */
    private static final DateTimeFormatter LEFT = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);

    private final Stage stage;
    private final Session session;
    private final ProjectFile file;
    private final Notices notices = new Notices();
    private final ProjectActions actions;
    private final MatrixViewModel matrix;
    private final ChannelsViewModel channels;
    private final WalkthroughViewModel walkthrough;
    private final QueueLabViewModel queueLab;
    private final RegionsViewModel regions;
    private final ApplyViewModel apply;
    private final Workbench workbench;
    private final StudioWork work;
    private final ApplyView applyView;
    private final PreferencesPane preferences;
    private final Jobs jobs = new Jobs();
    private Optional<Autosave> autosave = Optional.empty();

    /** Fills the stage; it is shown by who made it. */
    StudioWindow(Stage stage, Session session, ProjectFile file, Settings settings, MachineReader machines) {
        this.stage = stage;
        this.session = session;
        this.file = file;
        Appearance appearance = settings.appearance();
        DragGesture drag = new DragGesture();
        preferences = new PreferencesPane(settings);
        actions = new ProjectActions(session, file, settings.recentFiles(), machines, jobs, stage, notices::complain);
        matrix = new MatrixViewModel(
                session, () -> new MdevUuid(UUID.randomUUID().toString()));
        matrix.keepZoom(settings.memory());
        channels = new ChannelsViewModel(
                session, () -> new MdevUuid(UUID.randomUUID().toString()));
        work = new StudioWork(jobs, stage, actions::failed, notices::tell);
        walkthrough = new WalkthroughViewModel(work);
        jobs.start(text("job.library"), StudioWindow::library, walkthrough::stock, actions::failed);
        jobs.start(text("job.lessons"), LessonDocument::builtIn, walkthrough::teach, actions::failed);
        file.scenariosProperty().subscribe(walkthrough::offer);
        regions = new RegionsViewModel(MmioScenarioDocument.builtInNames(), this::openRegions);
        queueLab = new QueueLabViewModel(work);
        apply = new ApplyViewModel(session, file, jobs);
        applyView = new ApplyView(apply);
        workbench = new Workbench(
                session,
                List.of(
                        matrixScreen(session, appearance, drag),
                        channelsScreen(session, appearance, drag),
                        walkthroughScreen(appearance),
                        queueLabScreen(appearance),
                        regionsScreen(appearance),
                        applyScreen()),
                new Verbs(program(), actions.verbs(), actions::recentVerbs, exports(), verbs(session, settings)),
                jobs,
                drag,
                new WindowTitle(file.titleProperty(), origin(file)),
                notices,
                new JournalPane(apply));
        Scene scene = new Scene(workbench, WIDTH, HEIGHT);
        appearance.dress(scene);
        workbench.installKeys(scene);
        FileDrops.open(scene, this::openDropped);
        session.proposalProperty().subscribe(proposal -> proposal.ifPresent(shown -> workbench.show("matrix")));
        stage.setScene(scene);
        stage.titleProperty().bind(file.titleProperty().map(title -> text("window.title", title)));
        stage.setOnCloseRequest(event -> {
            if (!actions.mayLoseChanges()) {
                event.consume();
            }
        });
        stage.setOnHidden(event -> close());
    }

    /** Shows around. */
    void beginTour() {
        new Tour(workbench::show, notices).begin();
    }

    /** Keeps unsaved work in the folder, and offers what a crash left there. */
    void keepUnsavedWork(AutosaveFolder folder) {
        Autosave keeping = new Autosave(file, session, folder, Background.ofThread("autosave"), actions::failed);
        autosave = Optional.of(keeping);
        offer(new ArrayDeque<>(folder.orphans()), keeping);
    }

    /** One after the other; what is neither restored nor discarded is offered again at the next start. */
    private void offer(Deque<Path> orphans, Autosave keeping) {
        Path copy = orphans.poll();
        if (copy == null) {
            return;
        }
        LocalDateTime left =
                LocalDateTime.ofInstant(Instant.ofEpochMilli(copy.toFile().lastModified()), ZoneId.systemDefault());
        notices.ask(
                text("recover.question", LEFT.format(left)),
                List.of(
                        Verb.of(text("recover.restore"), () -> actions.recover(copy, keeping)),
                        Verb.of(text("recover.discard"), () -> {
                            AutosaveFolder.discard(copy);
                            offer(orphans, keeping);
                        })));
    }

    /** Has the action run when the window is closed. */
    void onClosed(Runnable action) {
        stage.setOnHidden(event -> {
            close();
            action.run();
        });
    }

    private void close() {
        autosave.ifPresent(Autosave::close);
        jobs.close();
        apply.close();
    }

    Stage stage() {
        return stage;
    }

    MatrixViewModel matrix() {
        return matrix;
    }

    WalkthroughViewModel walkthrough() {
        return walkthrough;
    }

    ApplyViewModel apply() {
        return apply;
    }

    Workbench workbench() {
        return workbench;
    }

    private Screen matrixScreen(Session session, Appearance appearance, DragGesture drag) {
        WhatIfModel whatIf = new WhatIfModel(
                session,
                (changes, done) -> jobs.start(
                        text("job.whatIf"),
                        forked(session.machine(), session.configuration(), changes),
                        done,
                        actions::failed));
        MatrixView view = new MatrixView(matrix, whatIf, appearance, drag);
        return new Screen(
                "matrix",
                new ProjectPane(session, drag, (source, guest) -> {}),
                view,
                view.inspector(),
                Screen.Drawer.SHOWN,
                () -> Optional.of(matrix.drawing(appearance.theme())));
    }

    private static Callable<List<WhatIf.Loss>> forked(
            Machine machine, Configuration configuration, Collection<HostOperation> changes) {
        return () -> WhatIf.of(machine, configuration, changes);
    }

    private Screen channelsScreen(Session session, Appearance appearance, DragGesture drag) {
        ChannelsView view = new ChannelsView(channels, appearance, drag);
        return new Screen(
                "channels",
                new ProjectPane(session, drag, channels::dropOnGuest),
                view,
                view.inspector(),
                Screen.Drawer.SHOWN,
                () -> Optional.of(channels.drawing(appearance.theme())));
    }

    private Screen walkthroughScreen(Appearance appearance) {
        WalkthroughView view = new WalkthroughView(walkthrough, appearance);
        return new Screen(
                "walkthrough", view.navigator(), view, view.inspector(), Screen.Drawer.HIDDEN, walkthrough::drawing);
    }

    private Screen queueLabScreen(Appearance appearance) {
        QueueLabView view = new QueueLabView(queueLab, appearance);
        return new Screen(
                "queuelab", view.navigator(), view, view.inspector(), Screen.Drawer.HIDDEN, queueLab::drawing);
    }

    private Screen regionsScreen(Appearance appearance) {
        RegionsView view = new RegionsView(regions, appearance);
        return new Screen("regions", view.navigator(), view, view.inspector(), Screen.Drawer.HIDDEN, regions::drawing);
    }

    private void openDropped(Path dropped) {
        jobs.start(
                text("job.open", dropped.getFileName()),
                () -> DroppedFile.read(dropped),
                this::opened,
                actions::failed);
    }

    private void opened(DroppedFile dropped) {
        switch (dropped) {
            case DroppedFile.OfProject(Path project) -> actions.open(project);
            case DroppedFile.OfConfiguration(Path source, Configuration configuration) -> {
                workbench.show("matrix");
                session.perform(new Command(text("edit.configuration", source.getFileName()), before -> configuration));
            }
            case DroppedFile.OfChannelIo(Scenario scenario) -> {
                workbench.show("walkthrough");
                walkthrough.choose(scenario);
            }
            case DroppedFile.OfAccesses(OpenedRegions accesses) -> {
                workbench.show("regions");
                regions.show(accesses);
            }
            case DroppedFile.OfRequests(ApScenario requests) -> {
                workbench.show("queuelab");
                queueLab.open(requests);
            }
            case DroppedFile.OfTrace(Path trace) -> {
                workbench.show("walkthrough");
                walkthrough.compareWithTrace(trace);
            }
        }
    }

    private void openRegions(String name, Consumer<OpenedRegions> done) {
        jobs.start(text("job.regions", name), () -> OpenedRegions.builtIn(name), done, actions::failed);
    }

    private static List<Scenario> library() {
        return ScenarioDocument.builtInNames().stream()
                .map(ScenarioDocument::builtIn)
                .toList();
    }

    private Screen applyScreen() {
        return new Screen(
                "apply", applyView.navigator(), applyView, applyView.inspector(), Screen.Drawer.HIDDEN, SvgSource.NONE);
    }

    private List<Verb> exports() {
        List<Verb> exports = new ArrayList<>();
        exports.add(Verb.of(text("verb.export"), "Shortcut+E", this::showExport));
        exports.addAll(new ScreenPictures(this::workbench, work, notices::tell).verbs());
        return exports;
    }

    private void showExport() {
        workbench.show("apply");
        applyView.showExport();
    }

    private List<Verb> program() {
        return List.of(
                Verb.of(text("verb.preferences"), "Shortcut+COMMA", this::showPreferences),
                Verb.of(text("verb.tour"), this::beginTour),
                Verb.of(text("verb.quit"), "Shortcut+Q", this::quit));
    }

    private void showPreferences() {
        workbench.showCard(preferences);
    }

    private void chooseConfiguration() {
        work.askForConfiguration(this::openDropped);
    }

    private void quit() {
        stage.fireEvent(new WindowEvent(stage, WindowEvent.WINDOW_CLOSE_REQUEST));
    }

    private List<Verb> verbs(Session session, Settings settings) {
        List<Verb> verbs = new ArrayList<>();
        verbs.add(Verb.of(text("verb.undo"), "Shortcut+Z", session::undo));
        verbs.add(Verb.of(text("verb.redo"), "Shortcut+Shift+Z", session::redo));
        verbs.add(Verb.of(text("verb.openScenario"), walkthrough::askForScenario));
        verbs.add(Verb.of(text("verb.nearest"), apply::proposeNearest));
        verbs.add(Verb.of(text("verb.openConfiguration"), this::chooseConfiguration));
        for (Theme theme : Theme.values()) {
            verbs.add(Verb.of(
                    text("verb.theme", text("theme." + theme)),
                    () -> settings.themeProperty().set(ThemeChoice.of(theme))));
        }
        return verbs;
    }

    /** How the machine was observed, by the scheme of its host URI. */
    private static ObservableValue<String> origin(ProjectFile file) {
        return file.machineProperty().map(uri -> switch (uri.substring(0, Math.max(0, uri.indexOf(':')))) {
            case "sim" -> text("origin.emulated");
            case "bundle" -> text("origin.recorded");
            default -> text("origin.live");
        });
    }
}
