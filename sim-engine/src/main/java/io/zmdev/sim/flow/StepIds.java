package io.zmdev.sim.flow;

import io.zmdev.sim.trace.StepKind;
import io.zmdev.sim.vfioccw.DriverStep;
import java.util.Map;

/** The ids of steps: those of today's documentation, and for the ioctl of 2016 the Q1 to Q4 and K1 to K6 of its time. */
final class StepIds {

    private static final Map<StepKind, String> IOCTL = Map.ofEntries(
            Map.entry(ClientStep.INTERCEPT, "Q1"),
            Map.entry(ClientStep.CHECK, "Q1.1"),
            Map.entry(ClientStep.TRANSLATE_IN_USER_SPACE, "Q2"),
            Map.entry(ClientStep.WRITE_REGION, "Q3"),
            Map.entry(DriverStep.TEST_SUBCHANNEL, "K4.1"),
            Map.entry(DriverStep.QUEUE_WORK, "K4.2"),
            Map.entry(DriverStep.INTERRUPT_EVENT, "K4.5"),
            Map.entry(DriverStep.UPDATE_CPA, "K5.1"),
            Map.entry(DriverStep.UNPIN, "K5.2"),
            Map.entry(DriverStep.STORE_IRB, "K4.3"),
            Map.entry(DriverStep.SIGNAL, "K4.4"),
            Map.entry(DriverStep.RETURN, "K3.12"),
            Map.entry(DriverStep.READ_REGION, "K6"),
            Map.entry(ClientStep.READ_EVENTFD, "Q3.1"),
            Map.entry(ClientStep.UPDATE_IRB, "Q4.1"),
            Map.entry(ClientStep.UNIT_EXCEPTION, "Q4.1"),
            Map.entry(ClientStep.INJECT, "Q4.2"),
            Map.entry(ClientStep.CONDITION_CODE, "Q4.3"));

    private StepIds() {}

    static StepId of(Transport transport, StepKind kind) {
        return switch (transport) {
            case IOCTL, IOCTL_USER_TRANSLATION -> new StepId(IOCTL.getOrDefault(kind, kind.id()));
            case REGION_EVENTFD, EVENTFD_KICK, PROGRAM_REGION -> new StepId(kind.id());
        };
    }
}
