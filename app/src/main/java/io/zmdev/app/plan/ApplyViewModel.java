package io.zmdev.app.plan;

import static io.zmdev.app.fx.Texts.text;

import io.zmdev.app.fx.FxGate;
import io.zmdev.app.fx.Jobs;
import io.zmdev.app.fx.Pulse;
import io.zmdev.app.project.PlanPreview;
import io.zmdev.app.project.ProjectFile;
import io.zmdev.app.project.Session;
import io.zmdev.exchange.ExportFile;
import io.zmdev.exchange.ExportFormat;
import io.zmdev.hw.host.HostUri;
import io.zmdev.io.ConfigurationDocument;
import io.zmdev.model.Configuration;
import io.zmdev.model.Machine;
import io.zmdev.model.ZmdevException;
import io.zmdev.plan.Drift;
import io.zmdev.plan.Losses;
import io.zmdev.plan.MachineChange;
import io.zmdev.plan.Plan;
import io.zmdev.rules.HeldDevices;
import io.zmdev.service.Export;
import io.zmdev.service.ExportFolder;
import io.zmdev.service.ExportFolder.ForeignFiles;
import io.zmdev.sim.ap.partition.VirtualDevices;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import javafx.animation.Animation;
import javafx.animation.KeyFrame;
import javafx.animation.Timeline;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;

/** What the screen Apply shows and does. Belongs to the JavaFX thread; the host is only reached by jobs. */
public final class ApplyViewModel implements AutoCloseable {

    /** How long the host waits for Keep. */
    static final Duration CONFIRM_WITHIN = Duration.ofSeconds(60);

    private final Session session;
    private final ProjectFile file;
    private final Jobs jobs;
    private final TargetHost target = new TargetHost(this::ask);
    private final ReadOnlyObjectWrapper<Phase> phase = new ReadOnlyObjectWrapper<>(new Phase.Idle());
    private final ReadOnlyObjectWrapper<Optional<HostLook>> look = new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ReadOnlyObjectWrapper<List<MachineChange>> drift = new ReadOnlyObjectWrapper<>(List.of());
    private final ReadOnlyObjectWrapper<List<GuestLoss>> losses = new ReadOnlyObjectWrapper<>(List.of());
    private final ReadOnlyObjectWrapper<Optional<String>> obstacle = new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ReadOnlyObjectWrapper<Optional<KeyQuestion>> question = new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ReadOnlyObjectWrapper<List<String>> hosts;
    private final StringProperty typed = new SimpleStringProperty("");
    private final StringProperty message = new SimpleStringProperty("");
    private final Pulse judge = new Pulse(this::judge);
    private final Timeline countdown = new Timeline(new KeyFrame(javafx.util.Duration.seconds(1), event -> tick()));

    public ApplyViewModel(Session session, ProjectFile file, Jobs jobs) {
        this.session = session;
        this.file = file;
        this.jobs = jobs;
        hosts = new ReadOnlyObjectWrapper<>(List.of(file.machineProperty().get()));
        countdown.setCycleCount(Animation.INDEFINITE);
        session.planProperty().subscribe(judge::request);
        file.machineProperty().subscribe(this::known);
        phase.subscribe(now -> judge());
        typed.subscribe(now -> judge());
    }

    Session session() {
        return session;
    }

    ReadOnlyObjectProperty<Phase> phaseProperty() {
        return phase.getReadOnlyProperty();
    }

    /** What the host showed last. */
    ReadOnlyObjectProperty<Optional<HostLook>> lookProperty() {
        return look.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<List<GuestLoss>> lossesProperty() {
        return losses.getReadOnlyProperty();
    }

    /** Why the plan can't be applied, empty when it can. */
    ReadOnlyObjectProperty<Optional<String>> obstacleProperty() {
        return obstacle.getReadOnlyProperty();
    }

    /** The host whose key nobody has trusted yet. */
    ReadOnlyObjectProperty<Optional<KeyQuestion>> questionProperty() {
        return question.getReadOnlyProperty();
    }

    /** Host URIs, in the order in which they were named. */
    ReadOnlyObjectProperty<List<String>> hostsProperty() {
        return hosts.getReadOnlyProperty();
    }

    /** What was typed to agree to losses. */
    StringProperty typedProperty() {
        return typed;
    }

    /** How the last job ended. */
    StringProperty messageProperty() {
        return message;
    }

    String uri() {
        return file.machineProperty().get();
    }

    /** What the plan takes for good. */
    List<String> planLosses() {
        return session.planProperty().get() instanceof PlanPreview.Ready(Plan plan) ? plan.losses() : List.of();
    }

    /** Whether the machine's name must be typed before the plan is made. */
    boolean mustAgree() {
        return !losses.get().isEmpty() || !planLosses().isEmpty();
    }

    /** The name that must be typed while something is lost for good. */
    String machineName() {
        return session.machine().name();
    }

    /** Whether the configuration has devices that no kernel implements. */
    boolean isVirtual() {
        return VirtualDevices.of(session.configuration()).findAny().isPresent();
    }

    /** Reads the host again, and tells what happened to it meanwhile. */
    public void look() {
        Configuration configuration = session.configuration();
        Machine known = session.machine();
        work(text("apply.looking"), host -> HostLook.at(host, configuration), seen -> {
            looked(seen);
            drift.set(Drift.between(known, seen.machine()));
        });
    }

    /** What others did to the host between the last two times that it was read; empty after changes of our own. */
    ReadOnlyObjectProperty<List<MachineChange>> driftProperty() {
        return drift.getReadOnlyProperty();
    }

    /** Whether the host was read since it became the project's. */
    public boolean hasLooked() {
        return look.get().isPresent();
    }

    /** Makes the plan, if nothing is in the way. */
    void apply() {
        apply(CONFIRM_WITHIN);
    }

    /** Makes the plan; the host waits so long for Keep. */
    void apply(Duration confirmWithin) {
        if (obstacle.get().isEmpty() && session.planProperty().get() instanceof PlanPreview.Ready(Plan plan)) {
            Configuration configuration = session.configuration();
            Losses agreed = mustAgree() ? Losses.ACCEPT : Losses.REFUSE;
            work(
                    text("apply.applying", plan.steps().size()),
                    host -> {
                        host.apply(host.keeping(plan, configuration), confirmWithin, HeldDevices.REFUSE, agreed);
                        return HostLook.at(host, configuration);
                    },
                    seen -> {
                        looked(seen);
                        typed.set("");
                        message.set(text("apply.applied", plan.steps().size()));
                        phase.set(new Phase.Waiting((int) confirmWithin.toSeconds()));
                        countdown.playFromStart();
                    });
        }
    }

    /** Lets stay what was made. */
    void keep() {
        end(text("apply.keeping"), io.zmdev.service.Session::confirm, "apply.kept");
    }

    /** Takes back what was made last. */
    void undo() {
        end(text("apply.undoing"), io.zmdev.service.Session::rollBack, "apply.undone");
    }

    /** Opens a host, shows whether it answers, and makes it the project's. */
    void connect(String uri) {
        String named = uri.contains(":") && !uri.matches("[^:/]+:[0-9]+") ? uri : "ssh://" + uri;
        try {
            HostUri host = HostUri.parse(named);
            Configuration configuration = session.configuration();
            work(host, text("apply.connecting", named), opened -> HostLook.at(opened, configuration), seen -> {
                file.connect(named, seen.machine());
                looked(seen);
                message.set(text("apply.connected", named));
            });
        } catch (ZmdevException e) {
            failed(e);
        }
    }

    /** Answers the question about a key. */
    void answer(KeyQuestion asked, boolean trusted) {
        question.set(Optional.empty());
        asked.answer().complete(trusted);
    }

    /** Proposes to put the nearest passthrough devices in the places of the virtual ones. */
    public void proposeNearest() {
        Configuration configuration = session.configuration();
        jobs.start(
                text("apply.nearest"),
                () -> Passthrough.nearest(configuration, session.machine()),
                session::propose,
                this::failed);
    }

    /** The files of an export, to look at. */
    void preview(ExportFormat format, Consumer<List<ExportFile>> done, Consumer<String> refused) {
        HostUri uri = HostUri.parse(uri());
        Configuration configuration = session.configuration();
        jobs.start(
                text("export.job", format.id()),
                () -> target.call(uri, host -> exported(format, configuration, host)),
                done,
                reason -> refused.accept(sentence(reason)));
    }

    /**
     * Writes an export into a folder.
     *
     * @param refused gets the reason when nothing was written
     */
    void export(
            ExportFormat format,
            Path folder,
            ForeignFiles foreign,
            Consumer<String> written,
            Consumer<String> refused) {
        HostUri uri = HostUri.parse(uri());
        Configuration configuration = session.configuration();
        jobs.start(
                text("export.job", format.id()),
                () -> ExportFolder.write(
                        folder, target.call(uri, host -> exported(format, configuration, host)), foreign),
                files -> written.accept(text("export.written", files.size(), folder.toString())),
                reason -> refused.accept(sentence(reason)));
    }

    @Override
    public void close() {
        countdown.stop();
        question.get().ifPresent(asked -> answer(asked, false));
        Thread.startVirtualThread(target::close); // a call may be under way, and the window shall not wait for it
    }

    private static List<ExportFile> exported(
            ExportFormat format, Configuration configuration, io.zmdev.service.Session host) {
        return Export.files(format, ConfigurationDocument.create(configuration), Optional.of(host), List.of());
    }

    private void end(String what, Consumer<io.zmdev.service.Session> ending, String done) {
        Configuration configuration = session.configuration();
        countdown.stop();
        work(
                what,
                host -> {
                    ending.accept(host);
                    return HostLook.at(host, configuration);
                },
                seen -> {
                    looked(seen);
                    message.set(text(done));
                });
    }

    private void work(String what, Function<io.zmdev.service.Session, HostLook> work, Consumer<HostLook> done) {
        work(HostUri.parse(uri()), what, work, done);
    }

    private void work(
            HostUri uri, String what, Function<io.zmdev.service.Session, HostLook> work, Consumer<HostLook> done) {
        phase.set(new Phase.Working(what));
        message.set("");
        jobs.start(
                what,
                () -> target.call(uri, work),
                seen -> {
                    phase.set(new Phase.Idle());
                    done.accept(seen);
                },
                reason -> {
                    phase.set(new Phase.Idle());
                    failed(reason);
                },
                () -> {
                    phase.set(new Phase.Idle());
                    message.set(text("apply.cancelled"));
                });
    }

    private void looked(HostLook seen) {
        drift.set(List.of());
        look.set(Optional.of(seen));
        session.observe(seen.machine());
    }

    private void failed(Throwable reason) {
        message.set(sentence(reason));
    }

    private static String sentence(Throwable reason) {
        return reason instanceof ZmdevException known
                ? text("error.known", known.code().code(), String.valueOf(known.getMessage()))
                : text("error.unknown", reason.toString());
    }

    /** When the time is over the host undoes it; here it is only waited for. */
    private void tick() {
        if (phase.get() instanceof Phase.Waiting(int left)) {
            if (left > 1) {
                phase.set(new Phase.Waiting(left - 1));
            } else {
                end(text("apply.expiring"), io.zmdev.service.Session::expire, "apply.expired");
            }
        }
    }

    private void judge() {
        losses.set(GuestLoss.of(session.situation()));
        obstacle.set(obstacleNow());
    }

    private Optional<String> obstacleNow() {
        if (uri().startsWith("bundle:")) {
            return Optional.of(text("apply.bundle"));
        }
        if (isVirtual()) {
            return Optional.of(text("apply.virtual"));
        }
        if (!(phase.get() instanceof Phase.Idle)) {
            return Optional.of(text("apply.busy"));
        }
        return switch (session.planProperty().get()) {
            case PlanPreview.Refused refused -> Optional.of(text("plan.refused"));
            case PlanPreview.Impossible(String reason) -> Optional.of(text("plan.impossible", reason));
            case PlanPreview.Ready(Plan plan) when plan.isEmpty() -> Optional.of(text("plan.empty"));
            case PlanPreview.Ready ready ->
                !mustAgree() || typed.get().equals(machineName())
                        ? Optional.empty()
                        : Optional.of(text("apply.typeName", machineName()));
        };
    }

    private void known(String uri) {
        if (!hosts.get().contains(uri)) {
            hosts.set(Stream.concat(hosts.get().stream(), Stream.of(uri)).toList());
        }
        look.set(Optional.empty());
        drift.set(List.of());
        judge.request();
    }

    /** Asked by the job that connects, which waits for the person. */
    private boolean ask(String host, String fingerprint) {
        CompletableFuture<Boolean> answer = new CompletableFuture<>();
        FxGate.run(() -> question.set(Optional.of(new KeyQuestion(host, fingerprint, answer))));
        try {
            return answer.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            throw new IllegalStateException("an answer is given, never a failure", e);
        }
        FxGate.run(() -> question.set(Optional.empty()));
        return false;
    }
}
