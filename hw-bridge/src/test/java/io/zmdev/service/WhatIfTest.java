package io.zmdev.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.zmdev.model.Machine;
import io.zmdev.model.ap.AdapterId;
import io.zmdev.model.ap.Apqn;
import io.zmdev.service.WhatIf.Loss;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WhatIfTest {

    @Test
    void eachGuestLosesTheQueuesOfTheCardThatItHas() {
        List<Loss> losses = WhatIf.cardsOff(machine(), Demo.configuration(), List.of(new AdapterId(5)));

        assertThat(losses).extracting(Loss::guest).containsExactly("web1", "web2", "db1");
        assertThat(losses.get(0).before()).containsExactly(Apqn.of(5, 4), Apqn.of(6, 4));
        assertThat(losses.get(0).lost()).containsExactly(Apqn.of(5, 4));
        assertThat(losses.get(1).lost()).containsExactly(Apqn.of(5, 6));
        assertThat(losses.get(2).lost()).isEmpty();
    }

    @Test
    void whereNoCardIsOffNothingIsLost() {
        assertThat(WhatIf.cardsOff(machine(), Demo.configuration(), List.of()))
                .allMatch(loss -> loss.lost().isEmpty() && !loss.before().isEmpty());
    }

    private static Machine machine() {
        try (Session session = Session.open(Demo.MACHINE, Optional.empty(), notice -> {})) {
            return session.machine();
        }
    }
}
