package io.zmdev.service;

import io.zmdev.hw.host.HostUri;
import io.zmdev.io.ConfigurationDocument;
import io.zmdev.io.ScenarioDocument;
import io.zmdev.model.Configuration;
import io.zmdev.model.Machine;
import io.zmdev.model.ap.ApMatrix;
import io.zmdev.model.mdev.DesiredDevice;
import io.zmdev.plan.Losses;
import io.zmdev.plan.Plan;
import io.zmdev.rules.Finding;
import io.zmdev.rules.Fix;
import io.zmdev.rules.HeldDevices;
import io.zmdev.sim.flow.Run;
import io.zmdev.sim.flow.Simulation;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** The main job on the built-in machine: look, check, plan, apply, look again, walk through one I/O. */
public final class Demo {

    /** The machine that the demo and the first start show. */
    public static final HostUri MACHINE = new HostUri.BuiltIn("lpar42");

    private static final String CONFIGURATION = "/io/zmdev/assets/configurations/lpar42.json";

    private static final String SCENARIO = "sense-id";

    private Demo() {}

    /** The configuration that comes with {@link #MACHINE}. */
    public static Configuration configuration() {
        try (InputStream in = Objects.requireNonNull(Demo.class.getResourceAsStream(CONFIGURATION), CONFIGURATION)) {
            return ConfigurationDocument.parse("lpar42", in.readAllBytes()).value();
        } catch (IOException e) {
            throw new UncheckedIOException("a resource of the program can't be read: " + CONFIGURATION, e);
        }
    }

    /** The configuration with a mistake: web2 gets the domain of web1 on the cards that they share. */
    public static Configuration draft() {
        Configuration configuration = configuration();
        DesiredDevice.Matrix web1 = matrix(configuration, 0);
        DesiredDevice.Matrix web2 = matrix(configuration, 1);
        ApMatrix both = web2.matrix()
                .withDomains(web2.matrix().domains().or(web1.matrix().domains()));
        return configuration.withDevice(web2.withMatrix(both));
    }

    private static DesiredDevice.Matrix matrix(Configuration configuration, int index) {
        return (DesiredDevice.Matrix) configuration.mediatedDevices().get(index);
    }

    /**
     * Plays the story on a fresh machine in memory: the draft is refused, its first fix is taken, the result is
     * applied, and a channel program is walked through.
     */
    public static DemoStory play() {
        try (Session session = Session.open(MACHINE, Optional.empty(), notice -> {})) {
            Machine before = session.machine();
            Configuration draft = draft();
            List<Finding> findings = session.validate(draft);
            Fix fix = findings.getFirst().fixes().getFirst();
            Configuration fixed = fix.applyTo(draft);
            Plan plan = session.plan(fixed);
            session.apply(plan, Duration.ZERO, HeldDevices.REFUSE, Losses.ACCEPT);
            Run io = Simulation.run(ScenarioDocument.builtIn(SCENARIO));
            return new DemoStory(before, draft, findings, fix, fixed, plan, session.history(), session.machine(), io);
        }
    }
}
