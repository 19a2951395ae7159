package io.zmdev.app.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import io.zmdev.app.TestMachines;
import io.zmdev.app.project.Session;
import io.zmdev.model.ap.Apqn;
import io.zmdev.model.host.HostOperation;
import io.zmdev.service.WhatIf.Loss;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class WhatIfModelTest {

    private static final HostOperation OFF = new HostOperation.Configure(false, "card05");
    private static final HostOperation UNPLUGGED = new HostOperation.Hotunplug("card05");
    private static final HostOperation DELETED = new HostOperation.GuestStop(TestMachines.WEB1);

    private final List<Collection<HostOperation>> asked = new ArrayList<>();
    private final List<Consumer<List<Loss>>> answers = new ArrayList<>();
    private final WhatIfModel model =
            new WhatIfModel(new Session(TestMachines.lpar42(), TestMachines.production()), (changes, done) -> {
                asked.add(changes);
                answers.add(done);
            });

    @Test
    void oneThingHasOneThingHappenToItAndOthersStay() {
        model.toggle(OFF);
        model.toggle(DELETED);
        model.toggle(UNPLUGGED);
        assertThat(model.changesProperty().get()).containsExactly(DELETED, UNPLUGGED);

        model.toggle(UNPLUGGED);
        assertThat(model.changesProperty().get()).containsExactly(DELETED);
        assertThat(asked).last().isEqualTo(List.of(DELETED));
    }

    @Test
    void anAnswerToAnOlderQuestionIsNotShown() {
        Loss loss = new Loss("web1", List.of(Apqn.of(5, 4)), List.of(Apqn.of(5, 4)));
        model.toggle(OFF);
        model.toggle(DELETED);

        answers.get(0).accept(List.of(loss));
        assertThat(model.lost()).isEmpty();

        answers.get(1).accept(List.of(loss));
        assertThat(model.lost()).containsExactly(Apqn.of(5, 4));
    }

    @Test
    void onlyWhatWorksCanFail() {
        assertThat(model.cards())
                .extracting(card -> card.id().toString())
                .containsExactly("03", "04", "05", "06", "0b");
        assertThat(model.domains()).hasSize(12);
        assertThat(model.devices()).extracting(holding -> holding.owner()).containsExactly("web1", "ledger");
    }
}
