package io.zmdev.app.regions;

import static org.assertj.core.api.Assertions.assertThat;

import io.zmdev.io.MmioScenarioDocument;
import io.zmdev.sim.flow.Condition;
import io.zmdev.sim.mmio.TrapPath;
import io.zmdev.sim.trace.Change;
import io.zmdev.sim.trace.Range;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;

class RegionsViewModelTest {

    private final RegionsViewModel model = new RegionsViewModel(
            MmioScenarioDocument.builtInNames(), (name, done) -> done.accept(OpenedRegions.builtIn(name)));

    @Test
    void everyScenarioOfTheLibraryCanBeWalkedThrough() {
        for (String name : model.names()) {
            model.choose(name);
            assertThat(model.positionProperty().get()).isZero();
            model.seek(Integer.MAX_VALUE);
            assertThat(model.positionProperty().get()).as(name).isEqualTo(model.length());
            assertThat(model.lastStep()).as(name).isPresent();
        }
    }

    @Test
    void everyStepAfterOpeningBelongsToAnOperation() {
        model.choose("mmio-paths");
        int first = model.recordingProperty()
                .get()
                .orElseThrow()
                .run()
                .done()
                .getFirst()
                .firstStep();

        model.seek(first);
        assertThat(model.operation()).isEmpty();
        for (int position = first + 1; position <= model.length(); position++) {
            model.seek(position);
            assertThat(model.operation()).as("position %d", position).isPresent();
        }
    }

    @Test
    void everyPathHasItsCost() {
        model.choose("mmio-paths");
        List<PathCost> paths = model.recordingProperty().get().orElseThrow().paths();

        assertThat(paths).extracting(PathCost::path).containsExactly(TrapPath.values());
        assertThat(cost(paths, TrapPath.USER_SPACE).cycles())
                .isGreaterThan(cost(paths, TrapPath.BACK_DOOR).cycles());
        assertThat(cost(paths, TrapPath.USER_SPACE).copies()).isPositive();
    }

    @Test
    void everyScenarioIsAPictureWithItsRegionsPathsAndSteps() throws Exception {
        assertThat(model.drawing()).isEmpty();
        for (String name : model.names()) {
            model.choose(name);
            OpenedRegions opened = model.recordingProperty().get().orElseThrow();
            String svg = model.drawing().orElseThrow().get();

            String words = DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)))
                    .getDocumentElement()
                    .getTextContent();
            assertThat(words).as(name).contains(opened.run().steps().getLast().what());
            assertThat(RegionRow.of(opened.run().scenario()))
                    .as(name)
                    .allSatisfy(row -> assertThat(words).contains(row.place()));
            assertThat(opened.paths())
                    .as(name)
                    .allSatisfy(cost -> assertThat(words).contains(cost.figures()));
        }
    }

    @Test
    void overlapsAreFoundAtBothRegions() {
        model.choose("mmio-overlap");
        List<RegionRow> rows =
                RegionRow.of(model.recordingProperty().get().orElseThrow().run().scenario());

        assertThat(rows).filteredOn(row -> !row.overlaps().isEmpty()).hasSizeGreaterThanOrEqualTo(2);
    }

    @Test
    void aRunIsPlayedToStepsAndBreakpointsAndBackToWhoWroteAByte() {
        model.choose("mmio-overlap-unchecked");
        model.runTo(new Condition.StepIs("U7"));
        int first = model.positionProperty().get();
        assertThat(model.lastStep().orElseThrow().id().text()).isEqualTo("U7");

        model.setBreakpoint(new Condition.StepIs("U7"));
        model.setBookmark();
        model.runToBreakpoint();
        assertThat(model.positionProperty().get()).isGreaterThan(first);
        assertThat(model.isAtBreakpoint()).isTrue();
        model.runBackToBreakpoint();
        assertThat(model.positionProperty().get()).isEqualTo(first);
        assertThat(model.marksProperty().get().bookmarks()).containsValue(first);

        model.seek(model.length());
        model.runBackTo(new Condition.Writes(new Range("vgpu.bar0", 0x1000, 1)));
        Change last = model.lastStep().orElseThrow().writes().getFirst();
        int writer = model.positionProperty().get();
        model.seek(model.length());
        model.goToWriter(last.area(), last.offset());
        assertThat(model.positionProperty().get()).isEqualTo(writer);
    }

    private static PathCost cost(List<PathCost> paths, TrapPath path) {
        return paths.stream().filter(cost -> cost.path() == path).findFirst().orElseThrow();
    }
}
