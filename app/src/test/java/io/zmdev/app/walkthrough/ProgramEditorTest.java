package io.zmdev.app.walkthrough;

import static org.assertj.core.api.Assertions.assertThat;

import io.zmdev.app.TestMachines;
import io.zmdev.io.ProgramText.CcwText;
import io.zmdev.io.ProgramText.OrbText;
import io.zmdev.io.ScenarioDocument;
import io.zmdev.sim.channel.Ccw;
import io.zmdev.sim.flow.Scenario;
import io.zmdev.sim.flow.Transport;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ProgramEditorTest {

    private final Scenario scenario = TestMachines.senseChain();
    private final WalkthroughViewModel model = new WalkthroughViewModel(new ImmediateWork());
    private final ProgramEditor editor = new ProgramEditor(model);

    @BeforeEach
    void open() {
        model.offer(List.of(scenario));
    }

    static List<String> library() {
        return ScenarioDocument.builtInNames();
    }

    @ParameterizedTest
    @MethodSource("library")
    void aProgramThatIsNotEditedStaysAsItWas(String name) {
        Scenario library = ScenarioDocument.builtIn(name);

        ProgramDraft.of(library).ifPresent(draft -> {
            Scenario same = draft.applyTo(library).orElseThrow();
            assertThat(same.program()).isEqualTo(library.program());
            assertThat(same.requests()).isEqualTo(library.requests());
        });
    }

    @Test
    void runningTheEditedProgramTakesThePlaceOfTheRecording() {
        edit(1, new CcwText("sense", "SLI", "8", "2000"));
        editor.run();

        assertThat(opened().program().getFirst().ccws().get(1)).isEqualTo(Ccw.of(0x04, 0x20, 8, 0x2000));
        assertThat(model.steps()).anyMatch(step -> step.what().contains("command 04: 8 of 8"));
        assertThat(draft().lines().get(1).ccw().command()).isEqualTo("sense");
    }

    @Test
    void aCcwThatNoReaderTakesIsComplainedAboutAndNotRun() {
        Scenario before = opened();
        edit(0, new CcwText("03", "SLI", "70000", "0"));

        assertThat(draft().complaint(0, before)).contains("CCW: at /count: 70000 is not in 0..65535");
        assertThat(editor.isRight()).isFalse();
        editor.run();
        assertThat(opened()).isSameAs(before);
    }

    @Test
    void anOrbWithAWordThatIsNoBitIsComplainedAbout() {
        OrbText orb = draft().orb();
        editor.edit("orb", draft().withOrb(new OrbText(orb.intparm(), orb.key(), orb.lpm(), "fmt fast", orb.cpa())));

        assertThat(draft().orbComplaint())
                .hasValueSatisfying(words -> assertThat(words).contains("'fast' is not one of fmt, spnd"));
    }

    @Test
    void anAddedCcwMovesThoseAfterItAndARemovedOneMovesThemBack() {
        ProgramDraft before = draft();
        editor.edit("add", before.withNewAfter(0));

        assertThat(draft().lines()).hasSize(before.lines().size() + 1);
        assertThat(draft().lines().get(2).address())
                .isEqualTo(before.lines().get(1).address() + Ccw.SIZE);
        assertThat(draft().without(1)).isEqualTo(before);
    }

    @Test
    void theLastCcwOfASegmentStays() {
        ProgramDraft one = draft().without(0).without(0);

        assertThat(one.lines()).hasSize(1);
        assertThat(one.without(0)).isEqualTo(one);
    }

    @Test
    void whatIsTypedAtOnePlaceIsUndoneAsOneAndRedone() {
        ProgramDraft before = draft();
        CcwText typed = before.lines().getFirst().ccw();
        editor.edit("ccw.0", before.withLine(0, new CcwText("0", typed.flags(), typed.count(), typed.address())));
        ProgramDraft after = draft().withLine(0, new CcwText("04", typed.flags(), typed.count(), typed.address()));
        editor.edit("ccw.0", after);

        editor.undo();
        assertThat(draft()).isEqualTo(before);
        editor.redo();
        assertThat(draft()).isEqualTo(after);
    }

    @Test
    void anotherTransportKeepsTheEditedProgramAndAnotherScenarioDoesNot() {
        edit(1, new CcwText("sense", "SLI", "8", "2000"));
        editor.run();
        model.chooseTransport(Transport.IOCTL);
        assertThat(draft().lines().get(1).ccw().count()).isEqualTo("8");

        model.choose(ScenarioDocument.builtIn("sense-id"));
        assertThat(draft().lines()).hasSize(1);
        assertThat(editor.canUndo()).isFalse();
    }

    private void edit(int index, CcwText typed) {
        editor.edit("ccw." + index, draft().withLine(index, typed));
    }

    private ProgramDraft draft() {
        return editor.draftProperty().get().orElseThrow();
    }

    private Scenario opened() {
        return model.runProperty().get().orElseThrow().scenario();
    }
}
