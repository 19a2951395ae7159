package io.zmdev.app.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import io.zmdev.app.MapMemory;
import io.zmdev.app.TestMachines;
import io.zmdev.app.edit.DragSource;
import io.zmdev.app.edit.DragSource.DraggedGuest;
import io.zmdev.app.matrix.CellLook.Fill;
import io.zmdev.app.matrix.CellLook.Mark;
import io.zmdev.app.matrix.MatrixGeometry.Zoom;
import io.zmdev.app.project.Problem;
import io.zmdev.app.project.Session;
import io.zmdev.model.Configuration;
import io.zmdev.model.ap.ApMatrix;
import io.zmdev.model.ap.Apqn;
import io.zmdev.model.ap.Mask256;
import io.zmdev.model.mdev.MdevUuid;
import io.zmdev.rules.Fix;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MatrixViewModelTest {

    private static final DragSource WEB2 = new DraggedGuest("web2");
    private static final MdevUuid NEW = new MdevUuid("00000000-0000-4000-8000-000000000001");

    private final Session session = new Session(TestMachines.lpar42(), TestMachines.production());
    private final MatrixViewModel model = new MatrixViewModel(session, () -> NEW);

    @Test
    void onlyRowsAndColumnsThatTheMachineHasAreShown() {
        assertThat(model.geometry().rows()).isEqualTo(6);
        assertThat(model.geometry().columns()).isEqualTo(12);

        model.shownIdsProperty().set(ShownIds.POSSIBLE);

        assertThat(model.geometry().rows()).isEqualTo(256);
        assertThat(model.look(Apqn.of(0x20, 4)).fill()).isEqualTo(Fill.ABSENT);
    }

    @Test
    void aCellSaysWhoHasTheQueueAndWhetherTheGuestGetsIt() {
        assertThat(fill("03.0004")).isEqualTo(Fill.HOST);
        assertThat(fill("05.0050")).isEqualTo(Fill.FREE);
        assertThat(fill("05.0006")).isEqualTo(Fill.EFFECTIVE);
        assertThat(fill("06.0006")).isEqualTo(Fill.FILTERED);
        assertThat(model.look(Apqn.parse("0a.0004")).marks()).contains(Mark.OFF);
        assertThat(model.look(Apqn.parse("05.0004")).marks()).contains(Mark.CONTROL);
    }

    @Test
    void theCellsAreAsLargeAsTheyWereLast() {
        MapMemory memory = new MapMemory();
        model.keepZoom(memory);
        model.zoomProperty().set(Zoom.OVERVIEW);

        MatrixViewModel next = new MatrixViewModel(session, () -> NEW);
        next.keepZoom(memory);
        assertThat(next.geometry().zoom()).isEqualTo(Zoom.OVERVIEW);
    }

    @Test
    void rowsAndColumnsAreSelectedWholeOneOrSeveral() {
        model.selectRows(2, false);
        assertThat(model.selectedArea().adapters()).isEqualTo(Mask256.of(5));
        assertThat(model.selectedArea().domains().count()).isEqualTo(12);

        model.selectRows(3, true);
        assertThat(model.selectedArea().adapters()).isEqualTo(Mask256.of(5, 6));

        model.selectColumns(1, false);
        model.selectColumns(0, true);
        assertThat(model.selectedArea().domains()).isEqualTo(Mask256.of(4, 5));
        assertThat(model.selectedArea().adapters().count()).isEqualTo(6);
    }

    @Test
    void aSelectionGrowsToItsRowsOrColumns() {
        model.widenToRows();
        assertThat(model.selectedArea()).isEqualTo(ApMatrix.EMPTY);

        model.select(Apqn.parse("05.0004"));
        model.extendTo(Apqn.parse("06.0005"));
        model.widenToColumns();
        assertThat(model.selectedArea().domains()).isEqualTo(Mask256.of(4, 5));
        assertThat(model.selectedArea().adapters().count()).isEqualTo(6);

        model.selectAll();
        assertThat(model.selectedArea().queueCount()).isEqualTo(72);
    }

    @Test
    void whatAGuestWouldLoseLooksAsIfItDidNotGetIt() {
        model.showLost(Set.of(Apqn.parse("05.0006")));
        assertThat(fill("05.0006")).isEqualTo(Fill.FILTERED);

        model.showLost(Set.of());
        assertThat(fill("05.0006")).isEqualTo(Fill.EFFECTIVE);
    }

    @Test
    void withoutTheEffectiveLayerWhatIsFilteredOutLooksAssigned() {
        model.layersProperty().set(Set.of(Layer.ASSIGNED, Layer.HOST));

        assertThat(fill("06.0006")).isEqualTo(Fill.ASSIGNED);
        assertThat(fill("05.0006")).isEqualTo(Fill.ASSIGNED);
    }

    @Test
    void theGhostIsTheWholeProductWithWhatIsTakenInIt() {
        model.drop(WEB2, new ApMatrix(Mask256.of(5, 6), Mask256.of(0x50), Mask256.NONE));
        model.hover(WEB2, MatrixViewModel.domainPlace(0x47));

        Ghost ghost = model.ghostProperty().get().orElseThrow();
        assertThat(ghost.headline()).isEqualTo("web2 × 05, 06 × 0047, 0050 = 4 queues, 2 taken");
        assertThat(ghost.detail()).contains("2 belong to ledger");
        assertThat(fill("05.0047")).isEqualTo(Fill.CONFLICT);
        assertThat(fill("05.0050")).isNotEqualTo(Fill.CONFLICT);
    }

    @Test
    void hoveringChangesNothing() {
        model.hover(WEB2, model.placeOf(Apqn.parse("05.0050")));
        assertThat(fill("05.0050")).isEqualTo(Fill.GHOST);

        model.leave();

        assertThat(fill("05.0050")).isEqualTo(Fill.FREE);
        assertThat(session.configuration()).isEqualTo(TestMachines.production());
    }

    @Test
    void aRefusedDropKeepsTheConfigurationAndItsFixesLeadOut() {
        model.drop(WEB2, model.placeOf(Apqn.parse("05.0047")));
        assertThat(session.configuration()).isEqualTo(TestMachines.production());

        Problem refused = session.problemsProperty().get().getFirst();
        assertThat(refused).isInstanceOf(Problem.Refused.class);
        Fix fix = refused.finding().fixes().getFirst();
        session.fix(refused, fix);
        assertThat(session.problemsProperty().get()).noneMatch(Problem.Refused.class::isInstance);
        assertThat(session.problemsProperty().get())
                .noneMatch(problem -> problem.finding().severity().refuses());
    }

    @Test
    void everyEditCanBeUndone() {
        Configuration before = session.configuration();
        model.drop(WEB2, model.placeOf(Apqn.parse("0b.0050")));
        model.unassign(model.state().holdings().ofGuest("web1").orElseThrow().holder(), MatrixViewModel.domainPlace(5));
        assertThat(session.history().names()).containsExactly("take 0005 from web1", "assign 0b × 0050 to web2");

        session.undo();
        session.undo();

        assertThat(session.configuration()).isEqualTo(before);
    }

    @Test
    void theKeyboardMovesOverWhatIsShown() {
        model.move(0, 0);
        assertThat(model.selectedArea()).isEqualTo(area(Mask256.of(3), Mask256.of(4)));

        model.move(2, 1);
        model.extend(1, 3);

        assertThat(model.selectedArea()).isEqualTo(area(Mask256.of(5, 6), Mask256.of(5, 6, 7, 0x47)));
    }

    @Test
    void anArmedGuestShowsItsGhostUnderTheKeyboard() {
        session.armedGuestProperty().set(Optional.of("web2"));
        model.select(Apqn.parse("05.0050"));
        model.extend(1, 1);
        assertThat(model.ghostProperty().get()).map(Ghost::refused).contains(false);

        model.assignToArmedGuest(model.selectedArea());

        assertThat(model.state().holdings().ofGuest("web2"))
                .map(holding -> holding.assigned())
                .contains(area(Mask256.of(5, 6), Mask256.of(0x50, 0x51)));
    }

    @Test
    void theExplanationIsAChainOfCauses() {
        model.select(Apqn.parse("06.0047"));

        CellExplanation explanation = model.explanation().orElseThrow();
        assertThat(explanation.holders()).extracting(holding -> holding.owner()).containsExactly("ledger");
        assertThat(explanation.causes())
                .anySatisfy(reason -> assertThat(reason.text()).contains("06.0047 is not bound"));
        assertThat(explanation.files()).contains("/sys/bus/ap/apmask");
    }

    private Fill fill(String apqn) {
        return model.look(Apqn.parse(apqn)).fill();
    }

    private static ApMatrix area(Mask256 adapters, Mask256 domains) {
        return new ApMatrix(adapters, domains, Mask256.NONE);
    }
}
