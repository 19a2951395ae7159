package io.zmdev.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.zmdev.model.Machine;
import io.zmdev.model.ap.Apqn;
import io.zmdev.model.host.HostOperation;
import io.zmdev.model.mdev.MdevUuid;
import io.zmdev.service.WhatIf.Loss;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WhatIfTest {

    @Test
    void eachGuestLosesTheQueuesOfTheCardThatItHas() {
        List<Loss> losses = losses(new HostOperation.Configure(false, "card05"));

        assertThat(losses).extracting(Loss::guest).containsExactly("web1", "web2", "db1");
        assertThat(losses.get(0).before()).containsExactly(Apqn.of(5, 4), Apqn.of(6, 4));
        assertThat(losses.get(0).lost()).containsExactly(Apqn.of(5, 4));
        assertThat(losses.get(1).lost()).containsExactly(Apqn.of(5, 6));
        assertThat(losses.get(2).lost()).isEmpty();
    }

    @Test
    void aCheckstoppedCardIsAsGoodAsOneThatIsOff() {
        assertThat(losses(new HostOperation.Checkstop(true, "card05")))
                .isEqualTo(losses(new HostOperation.Configure(false, "card05")));
    }

    @Test
    void aQueueThatIsUnpluggedTakesTheGuestsOtherQueuesOfItsAdapterWithIt() {
        List<Loss> losses = losses(new HostOperation.Hotunplug("0b.0047"));

        assertThat(losses.get(0).lost()).isEmpty();
        assertThat(losses.get(2).lost()).containsExactly(Apqn.of(0x0b, 0x47), Apqn.of(0x0b, 0xab));
    }

    @Test
    void aCardOrDomainThatIsUnpluggedTakesItsQueuesAlone() {
        assertThat(losses(new HostOperation.Hotunplug("card05")).get(1).lost()).containsExactly(Apqn.of(5, 6));
        assertThat(losses(new HostOperation.Hotunplug("domain.0047")).get(2).lost())
                .isNotEmpty()
                .allMatch(queue -> queue.domain().value() == 0x47);
    }

    @Test
    void aGuestWhoseDeviceQemuUnplugsLosesAllItsQueuesAndNobodyElseLosesAny() {
        MdevUuid device = Demo.configuration().mediatedDevices().getFirst().uuid();

        List<Loss> losses = losses(new HostOperation.GuestStop(device));

        assertThat(losses)
                .filteredOn(loss -> !loss.lost().isEmpty())
                .singleElement()
                .satisfies(loss -> assertThat(loss.lost()).isEqualTo(loss.before()));
    }

    @Test
    void whatHappensToTheMachineIsAddedUp() {
        List<Loss> losses = losses(new HostOperation.Hotunplug("card05"), new HostOperation.Hotunplug("card06"));

        assertThat(losses.get(0).lost()).isEqualTo(losses.get(0).before());
    }

    @Test
    void whereNothingHappensNothingIsLost() {
        assertThat(losses())
                .allMatch(loss -> loss.lost().isEmpty() && !loss.before().isEmpty());
    }

    private static List<Loss> losses(HostOperation... changes) {
        return WhatIf.of(machine(), Demo.configuration(), List.of(changes));
    }

    private static Machine machine() {
        try (Session session = Session.open(Demo.MACHINE, Optional.empty(), notice -> {})) {
            return session.machine();
        }
    }
}
