package io.zmdev.sim.flow;

import io.zmdev.model.ErrorCode;
import io.zmdev.model.ZmdevException;
import io.zmdev.sim.channel.RunawayProgramException;
import io.zmdev.sim.trace.ChangeLog;
import io.zmdev.sim.vfioccw.DriverStep;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Runs channel-I/O scenarios. The same scenario always gives the same run. Safe to call from any thread. */
public final class Simulation {

    private Simulation() {}

    /**
     * Runs a scenario and records every step.
     *
     * @throws io.zmdev.model.ZmdevException when the scenario asks for what can't be simulated
     */
    public static Run run(Scenario scenario) {
        return switch (scenario.schedule()) {
            case Schedule.AsTimed timed -> run(scenario, null);
            case Schedule.All all -> run(scenario, null);
            case Schedule.Ordered(List<String> ids) ->
                Interleavings.first(scenario, ids)
                        .orElseThrow(() -> new ZmdevException(
                                ErrorCode.UNSUPPORTED,
                                "schedule: the threads can't take the steps %s in this order"
                                        .formatted(String.join(", ", ids))));
        };
    }

    static Run run(Scenario scenario, @Nullable Choices choices) {
        Session session = new Session(scenario, choices);
        MemorySnapshot before = MemorySnapshot.of(session.guestMemory());
        Requester requester = requester(session, scenario);
        StepLog steps = new StepLog();
        ChangeLog changes = new ChangeLog(session.space());
        session.timeline().record(steps, changes);
        requester.open();
        session.timeline().endRequest();
        int setupSteps = steps.size();
        session.timeline().startCounting();
        session.startTracing();
        List<Result> results = new ArrayList<>();
        Optional<String> stopped = Optional.empty();
        try {
            for (Request request : scenario.requests()) {
                applyFaults(session, scenario, results.size());
                results.add(requester.answer(request));
                session.timeline().endRequest();
            }
        } catch (RunawayProgramException e) {
            stopped = Optional.of(String.valueOf(e.getMessage()));
            session.timeline().endRequest();
        }
        return new Run(
                scenario,
                setupSteps,
                steps,
                changes,
                session.space(),
                results,
                session.fsm(),
                session.fsmPositions(),
                before.differences(session.guestMemory()),
                pins(steps),
                session.timeline().counts(),
                session.media(),
                stopped);
    }

    /** Makes the requests of a scenario over and over without recording, and returns the simulated time in ns. */
    public static long repeat(Scenario scenario, int times) {
        Session session = new Session(scenario, null);
        Requester requester = requester(session, scenario);
        requester.open();
        for (int i = 0; i < times; i++) {
            for (Request request : scenario.requests()) {
                requester.answer(request);
            }
        }
        return session.timeline().now();
    }

    private static void applyFaults(Session session, Scenario scenario, int request) {
        for (Fault fault : scenario.faults()) {
            if (fault.when().request() == request) {
                session.inject(fault);
                session.timeline().endRequest();
            }
        }
    }

    static Requester requester(Session session, Scenario scenario) {
        return switch (scenario.client()) {
            case VFIO -> new VfioProgram(session, scenario);
            case QEMU -> new QemuGuest(session, scenario);
        };
    }

    private static List<Run.Pin> pins(StepLog steps) {
        List<Run.Pin> pins = new ArrayList<>();
        for (int i = 0; i < steps.size(); i++) {
            if (steps.kind(i) == DriverStep.PIN) {
                pins.add(new Run.Pin(i, steps.argument(i, 0), steps.argument(i, 1), steps.argument(i, 2)));
            }
        }
        return pins;
    }
}
