package io.zmdev.app.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import io.zmdev.app.TestMachines;
import io.zmdev.app.VirtualMachines;
import io.zmdev.app.edit.Command;
import io.zmdev.app.matrix.CellLook.Fill;
import io.zmdev.app.matrix.VirtualChip.Side;
import io.zmdev.app.project.Session;
import io.zmdev.model.ap.Apqn;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class VirtualChipTest {

    private final MatrixViewModel model = new MatrixViewModel(
            new Session(TestMachines.lpar42(), VirtualMachines.shared(TestMachines.production())),
            () -> VirtualMachines.WEB1);
    private final MatrixPlaces places = new MatrixPlaces(model.geometry(), true, 0, 0);
    private final List<VirtualChip> chips = VirtualChip.of(places, model.state().virtualDevices());

    @Test
    void everyVirtualIdStandsBesideTheHeadsAndOnNoOther() {
        assertThat(chips)
                .extracting(chip -> chip.device().owner() + " " + chip.label())
                .containsExactlyInAnyOrder("web1 04", "web1 0000", "web2 04", "web2 05", "web2 0000", "web2 0001");
        for (VirtualChip chip : chips) {
            assertThat(chips)
                    .filteredOn(other -> !other.equals(chip) && other.side() == chip.side())
                    .noneMatch(other -> other.bounds().intersects(chip.bounds()));
        }
    }

    @Test
    void aVirtualIdLightsTheRealQueuesThatItMayComeTo() {
        VirtualChip adapter = chip("web2", Side.ADAPTER, 5);

        model.light(Optional.of(adapter));
        assertThat(model.look(Apqn.parse("06.0004")).fill()).isEqualTo(Fill.GHOST);
        assertThat(model.look(Apqn.parse("06.0006")).fill()).isEqualTo(Fill.GHOST);
        assertThat(model.look(Apqn.parse("05.0004")).fill()).isEqualTo(Fill.FREE);
        assertThat(adapter.headline()).isEqualTo("web2: virtual adapter 05 → 06");

        model.light(Optional.empty());
        assertThat(model.look(Apqn.parse("06.0004")).fill()).isEqualTo(Fill.FREE);
    }

    @Test
    void aProposalIsDrawnBeforeItIsTakenAndGoneWhenItIsLeft() {
        Session session = model.session();
        session.propose(new Command("pass through", before -> TestMachines.production()));
        assertThat(model.look(Apqn.parse("0b.0005")).fill()).isEqualTo(Fill.GHOST);

        session.leaveProposal();
        assertThat(model.look(Apqn.parse("0b.0005")).fill()).isEqualTo(Fill.FREE);

        session.propose(new Command("pass through", before -> TestMachines.production()));
        session.takeProposal();
        assertThat(session.configuration()).isEqualTo(TestMachines.production());
        assertThat(session.proposalProperty().get()).isEmpty();
        assertThat(model.look(Apqn.parse("0b.0005")).fill()).isEqualTo(Fill.EFFECTIVE);
    }

    @Test
    void aRealQueueNamesTheVirtualOnesBeforeIt() {
        assertThat(model.explain(Apqn.parse("05.0006")).virtual())
                .containsExactly("web1 as 04.0000", "web2 as 04.0001");
        assertThat(model.explain(Apqn.parse("0b.0006")).virtual()).isEmpty();
    }

    private VirtualChip chip(String owner, Side side, int id) {
        return chips.stream()
                .filter(chip -> chip.device().owner().equals(owner) && chip.side() == side && chip.id() == id)
                .findFirst()
                .orElseThrow();
    }
}
