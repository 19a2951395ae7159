package io.zmdev.app.queuelab;

import io.zmdev.app.fx.Picture;
import io.zmdev.io.ApScenarioDocument;
import io.zmdev.model.mdev.VirtualMapping;
import io.zmdev.sim.ap.load.Access;
import io.zmdev.sim.ap.load.ApScenario;
import io.zmdev.sim.ap.load.PolicyResult;
import io.zmdev.sim.ap.load.QueueCourse;
import io.zmdev.sim.ap.load.Sweep;
import io.zmdev.sim.ap.load.SweepPlot;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import javafx.beans.property.DoubleProperty;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyDoubleProperty;
import javafx.beans.property.ReadOnlyDoubleWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleDoubleProperty;
import javafx.beans.property.SimpleIntegerProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableSet;

/** A scenario of guests that share cards, what of it is to be compared, and the results. On the JavaFX thread only. */
public final class QueueLabViewModel {

    /** The loads of a comparison, as multiples of the rates that are set. */
    private static final List<Double> LOADS = List.of(0.25, 0.5, 0.75, 1.0);

    /** What the results are drawn as. */
    enum Diagram {
        LATENCY,
        UTILISATION
    }

    /** How often a run is looked at. */
    public static final int LOOKS = 601;

    /** From one look to the next: short enough to see single requests come and go. */
    public static final long BETWEEN_LOOKS_NS = 200_000;

    /** How many policies are compared unless people choose. */
    private static final int FIRST_POLICIES = 4;

    private final QueueLabWork work;
    private final ReadOnlyObjectWrapper<Optional<ApScenario>> scenario = new ReadOnlyObjectWrapper<>(Optional.empty());
    private final Map<String, DoubleProperty> rates = new LinkedHashMap<>();
    private final ObservableSet<String> policies = FXCollections.observableSet();
    private final ObjectProperty<RunLength> length = new SimpleObjectProperty<>(RunLength.SHORT);
    private final ReadOnlyObjectWrapper<List<Sweep.Row>> rows = new ReadOnlyObjectWrapper<>(List.of());
    private final ObjectProperty<Diagram> diagram = new SimpleObjectProperty<>(Diagram.LATENCY);
    private final ReadOnlyBooleanWrapper running = new ReadOnlyBooleanWrapper();
    private final ReadOnlyDoubleWrapper progress = new ReadOnlyDoubleWrapper();
    private final ReadOnlyObjectWrapper<List<QueueCourse>> courses = new ReadOnlyObjectWrapper<>(List.of());
    private final IntegerProperty look = new SimpleIntegerProperty();
    private Runnable stop = () -> {};

    /** Nothing is open at first. */
    public QueueLabViewModel(QueueLabWork work) {
        this.work = work;
    }

    List<String> names() {
        return ApScenarioDocument.builtInNames();
    }

    /** Opens a built-in scenario, as {@link #open}. */
    public void choose(String name) {
        open(ApScenarioDocument.builtIn(name).value());
    }

    /** Opens a scenario with its rates and its first policies. */
    public void open(ApScenario chosen) {
        rates.clear();
        chosen.guests().forEach(guest -> rates.put(guest.name(), new SimpleDoubleProperty(1)));
        policies.clear();
        chosen.policies().stream().limit(FIRST_POLICIES).forEach(policies::add);
        show(chosen);
    }

    /** Gives a guest other real queues behind its virtual ones; rates and policies stay. */
    void remap(String guest, VirtualMapping mapping) {
        scenario.get()
                .ifPresent(before -> show(before.withGuests(
                        load -> load.name().equals(guest) && load.access() instanceof Access.Virtual(var old, int depth)
                                ? load.withAccess(new Access.Virtual(mapping, depth))
                                : load)));
    }

    /** Results belong to the scenario that they came from. */
    private void show(ApScenario shown) {
        stop();
        rows.set(List.of());
        courses.set(List.of());
        look.set(0);
        scenario.set(Optional.of(shown));
    }

    ReadOnlyObjectProperty<Optional<ApScenario>> scenarioProperty() {
        return scenario.getReadOnlyProperty();
    }

    /** What the rate of a guest is multiplied with. */
    DoubleProperty rateOf(String guest) {
        return rates.computeIfAbsent(guest, name -> new SimpleDoubleProperty(1));
    }

    /** The names of the policies that are compared. */
    ObservableSet<String> policies() {
        return policies;
    }

    ObjectProperty<RunLength> lengthProperty() {
        return length;
    }

    /** Every policy at every load; empty until a comparison is done. */
    ReadOnlyObjectProperty<List<Sweep.Row>> rowsProperty() {
        return rows.getReadOnlyProperty();
    }

    ReadOnlyBooleanProperty runningProperty() {
        return running.getReadOnlyProperty();
    }

    /** The part of the comparison that is done, 0..1. */
    ReadOnlyDoubleProperty progressProperty() {
        return progress.getReadOnlyProperty();
    }

    /** Compares the policies at each load. */
    public void compare() {
        scenario.get().filter(chosen -> !policies.isEmpty() && !running.get()).ifPresent(chosen -> {
            Sweep sweep = sweep(chosen);
            double cell = 1.0 / sweep.cells().size();
            progress.set(0);
            running.set(true);
            stop = work.start(
                    sweep, finished -> progress.set(progress.get() + cell), rows::set, () -> running.set(false));
        });
    }

    /** Looks at a run under each of the policies, with the rates that are set. */
    void watch() {
        scenario.get().filter(chosen -> !policies.isEmpty()).ifPresent(chosen -> {
            Sweep asked = sweep(chosen);
            work.watch(asked.scenario(), asked.policies(), seen -> {
                courses.set(List.copyOf(seen));
                look.set(0);
            });
        });
    }

    /** A run under each policy that was watched; empty before. */
    ReadOnlyObjectProperty<List<QueueCourse>> coursesProperty() {
        return courses.getReadOnlyProperty();
    }

    /** The look that is shown, 0.. */
    IntegerProperty lookProperty() {
        return look;
    }

    /** Stops a comparison; what there was before it stays. */
    public void stop() {
        stop.run();
        stop = () -> {};
    }

    /** Saves the diagram that is shown. */
    void saveSvg() {
        drawing().ifPresent(work::saveSvg);
    }

    /** Makes the diagram that is shown, once there are results: the utilisation, or else the latencies. */
    public Optional<Supplier<String>> drawing() {
        List<Sweep.Row> shown = rows.get();
        List<PolicyResult> atGreatestLoad = resultsAtGreatestLoad();
        Diagram what = diagram.get();
        return scenario.get().filter(chosen -> !shown.isEmpty()).map(chosen -> switch (what) {
            case LATENCY ->
                () -> SweepPlot.of(chosen.name(), shown, SweepPlot.Figure.P99).svg();
            case UTILISATION -> () -> UtilisationPicture.svg(chosen, atGreatestLoad);
        });
    }

    /** The diagram that is shown. */
    ObjectProperty<Diagram> diagramProperty() {
        return diagram;
    }

    /** The result of each policy at the greatest load. */
    List<PolicyResult> resultsAtGreatestLoad() {
        double greatest = rows.get().stream()
                .mapToDouble(row -> row.cell().factor())
                .max()
                .orElse(0);
        return rows.get().stream()
                .filter(row -> row.cell().factor() == greatest)
                .map(Sweep.Row::result)
                .toList();
    }

    void savePng(Picture picture) {
        work.savePng(picture);
    }

    private Sweep sweep(ApScenario chosen) {
        ApScenario set = chosen.withGuests(guest -> guest.withArrivals(
                        guest.arrivals().scaled(rateOf(guest.name()).get())))
                .withRun(length.get().of(chosen.run()));
        return new Sweep(
                set,
                LOADS,
                chosen.policies().stream().filter(policies::contains).toList(),
                List.of(chosen.run().seed()));
    }
}
