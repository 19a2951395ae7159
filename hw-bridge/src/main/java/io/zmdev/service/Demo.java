package io.zmdev.service;

import io.zmdev.hw.host.HostUri;
import io.zmdev.io.ConfigurationDocument;
import io.zmdev.model.Configuration;
import io.zmdev.model.Machine;
import io.zmdev.plan.Plan;
import io.zmdev.rules.Finding;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** The main job on the built-in machine: look, check, plan, apply, look again. */
public final class Demo {

    /** The machine that the demo and the first start show. */
    public static final HostUri MACHINE = new HostUri.BuiltIn("lpar42");

    private static final String CONFIGURATION = "/io/zmdev/assets/configurations/lpar42.json";

    private Demo() {}

    /** The configuration that comes with {@link #MACHINE}. */
    public static Configuration configuration() {
        try (InputStream in = Objects.requireNonNull(Demo.class.getResourceAsStream(CONFIGURATION), CONFIGURATION)) {
            return ConfigurationDocument.parse("lpar42", in.readAllBytes()).value();
        } catch (IOException e) {
            throw new UncheckedIOException("a resource of the program can't be read: " + CONFIGURATION, e);
        }
    }

    /** Plays the story on a fresh machine in memory. */
    public static DemoStory play() {
        try (Session session = Session.open(MACHINE, Optional.empty(), notice -> {})) {
            Configuration configuration = configuration();
            Machine before = session.machine();
            List<Finding> findings = session.validate(configuration);
            Plan plan = session.plan(configuration);
            session.apply(plan);
            return new DemoStory(before, configuration, findings, plan, session.machine());
        }
    }
}
