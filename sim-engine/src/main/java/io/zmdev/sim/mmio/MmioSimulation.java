package io.zmdev.sim.mmio;

import io.zmdev.sim.flow.StepLog;
import io.zmdev.sim.mmio.MmioRun.Finding;
import io.zmdev.sim.mmio.MmioScenario.OverlapRule;
import io.zmdev.sim.mmio.Outcome.Accessed;
import io.zmdev.sim.mmio.region.RegionInfo;
import io.zmdev.sim.trace.ChangeLog;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Runs scenarios of accesses to regions. The same scenario always gives the same run. Safe to call from any thread. */
public final class MmioSimulation {

    private MmioSimulation() {}

    /**
     * Runs a scenario and records every step.
     *
     * @throws io.zmdev.model.ZmdevException FILE_UNUSABLE when the scenario asks for what can't be
     */
    public static MmioRun run(MmioScenario scenario) {
        MmioMachine machine = new MmioMachine(scenario);
        MmioTimeline timeline = machine.timeline();
        StepLog steps = new StepLog();
        ChangeLog changes = new ChangeLog(machine.space());
        timeline.record(steps, changes);
        List<Finding> findings = new ArrayList<>();
        machine.devices().forEach(device -> findings.addAll(open(device, timeline)));
        MmioCounts opened = timeline.counts();
        List<MmioRun.Done> done = new ArrayList<>();
        Optional<String> stopped = findings.isEmpty() || scenario.overlap() == OverlapRule.UNCHECKED
                ? perform(scenario, machine, done)
                : Optional.of("the regions are refused: "
                        + findings.getFirst().problem().text());
        return new MmioRun(
                scenario,
                steps,
                changes,
                machine.space(),
                findings,
                done,
                timeline.counts().minus(opened),
                stopped);
    }

    private static List<Finding> open(DeviceFile device, MmioTimeline timeline) {
        timeline.step(MmioStep.OPEN, device.number(), 0, 0);
        for (RegionInfo region : device.spec().regions().regions()) {
            timeline.step(MmioStep.REGION_INFO, region.index(), region.size(), region.offset());
        }
        List<Finding> findings = device.spec().regions().problems().stream()
                .map(problem -> new Finding(device.spec().id(), problem))
                .toList();
        timeline.step(MmioStep.CHECK_RANGES, findings.size(), 0, 0);
        if (device.spec().midLayer() == MidLayer.CACHED) {
            timeline.step(MmioStep.CACHE_OFFSETS, device.regionCount(), 0, 0);
        }
        timeline.step(MmioStep.ADD_GROUP);
        timeline.step(MmioStep.CONTROL_VARIABLE, device.spec().inKernelDelivery() ? 1 : 0, 0, 0);
        return findings;
    }

    private static Optional<String> perform(MmioScenario scenario, MmioMachine machine, List<MmioRun.Done> done) {
        MmioOperator operator = new MmioOperator(machine);
        MmioTimeline timeline = machine.timeline();
        for (Operation operation : scenario.operations()) {
            int firstStep = timeline.recorded();
            MmioCounts before = timeline.counts();
            Outcome outcome = operator.perform(operation);
            done.add(new MmioRun.Done(
                    operation, outcome, timeline.counts().minus(before), firstStep, timeline.recorded()));
            if (outcome instanceof Accessed accessed
                    && accessed.fault().filter(Outcome.Fault::endsTheGuest).isPresent()) {
                return accessed.fault().map(fault -> switch (fault) {
                    case SIGBUS -> "QEMU gets SIGBUS and ends";
                    case BAD_ADDRESS -> "KVM_RUN fails with EFAULT: QEMU stops the guest";
                    case STALE_HANDLER -> "the kernel used a handler of a device that is gone";
                    case COLLISION -> throw new IllegalStateException("a collision ends nothing");
                });
            }
        }
        return Optional.empty();
    }

    /**
     * Makes a scenario's operations, and then as many of its reads and writes again and again, without recording.
     *
     * @throws IllegalArgumentException when there is no read or write
     */
    public static AccessStream stream(MmioScenario scenario) {
        return new AccessStream(scenario);
    }
}
