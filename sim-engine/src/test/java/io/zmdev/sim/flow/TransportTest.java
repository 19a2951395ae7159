package io.zmdev.sim.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.zmdev.model.host.DeviceModel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The transports that were built or argued for, on the same I/O. */
class TransportTest {

    private static Scenario over(Transport transport, Client client, ChannelBehaviour channel) {
        Scenario base =
                Programs.scenario(client, channel, DeviceModel.DASD_3390_9, Programs.oneIo(7), Programs.senseId(64));
        return new Scenario(
                base.name(),
                base.note(),
                base.kernel(),
                transport,
                base.channel(),
                base.client(),
                base.devices(),
                base.memory(),
                base.program(),
                base.requests(),
                base.faults(),
                base.schedule(),
                base.costs());
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void theGuestGetsTheSameData(Transport transport) {
        for (ChannelBehaviour channel : ChannelBehaviour.values()) {
            Run run = Simulation.run(over(transport, Client.QEMU, channel));

            assertThat(run.memoryChanges().getFirst().bytes()).startsWith(0xff, 0x39, 0x90);
            assertThat(((Result.ConditionCode) run.results().get(0)).cc()).isZero();
            assertThat(((Result.Waited) run.results().get(1)).interrupt()).isTrue();
            assertThat(((Result.GuestIrb) run.results().get(2)).cc()).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void aProgramGetsTheSameData(Transport transport) {
        Run run = Simulation.run(over(transport, Client.VFIO, ChannelBehaviour.ARCHITECTED));

        assertThat(((Result.Waited) run.results().get(1)).interrupt()).isTrue();
        assertThat(((Result.RegionIrb) run.results().get(2)).irb()[8]).isEqualTo((byte) 0x0c);
    }

    @Test
    void theCountsAreThoseOfTheComparison() {
        for (Transport transport : Transport.values()) {
            assertThat(counts(transport).exits()).as(transport.id()).isEqualTo(2);
            assertThat(counts(transport).guestInterrupts()).as(transport.id()).isEqualTo(1);
        }
        assertThat(counts(Transport.IOCTL).syscalls()).isEqualTo(2);
        assertThat(counts(Transport.IOCTL_USER_TRANSLATION).syscalls()).isEqualTo(2);
        assertThat(counts(Transport.EVENTFD_KICK).syscalls()).isEqualTo(5);
        assertThat(counts(Transport.REGION_EVENTFD).syscalls()).isEqualTo(4);
        assertThat(counts(Transport.IOCTL).eventfdSignals()).isZero();
        assertThat(counts(Transport.EVENTFD_KICK).eventfdSignals()).isEqualTo(2);
        assertThat(counts(Transport.REGION_EVENTFD).eventfdSignals()).isEqualTo(1);
    }

    private static Counts counts(Transport transport) {
        return Simulation.run(over(transport, Client.QEMU, ChannelBehaviour.ARCHITECTED))
                .counts();
    }

    @Test
    void theIoctlOfTwentySixteenHasItsOwnStepIds() {
        Run run = Simulation.run(over(Transport.IOCTL_USER_TRANSLATION, Client.QEMU, ChannelBehaviour.ARCHITECTED));

        assertThat(run.steps().subList(run.setupSteps(), run.steps().size()))
                .extracting(step -> step.id().step())
                .contains("Q1", "Q2", "Q3", "K1", "K2", "K3", "K4", "K5", "K6", "Q4")
                .doesNotContain("Q6", "Q7");
    }
}
