package io.zmdev.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zmdev.model.ZmdevException;
import io.zmdev.sim.flow.Lesson;
import io.zmdev.sim.flow.Player;
import io.zmdev.sim.flow.Run;
import io.zmdev.sim.flow.Simulation;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LessonDocumentTest {

    static List<Lesson> builtIn() {
        return LessonDocument.builtIn();
    }

    @ParameterizedTest
    @MethodSource("builtIn")
    void everyQuestionOfTheLibraryHasAnAnswer(Lesson lesson) {
        Run run = Simulation.run(lesson.scenario());
        for (Lesson.Task task : lesson.tasks()) {
            switch (task) {
                case Lesson.GoTo place -> {
                    assertThat(new Player(run).positionsOf(place.condition()))
                            .as(place.ask())
                            .isNotEmpty();
                    assertThat(Lesson.isThere(place, run, 0)).as(place.ask()).isFalse();
                }
                case Lesson.Count count -> assertThat(Lesson.answer(count, run)).isNotNegative();
                case Lesson.ReadField field ->
                    assertThat(Lesson.answer(field, run).name()).isEqualTo(field.field());
            }
        }
    }

    @Test
    void theAnswersAreThoseOfTheRecording() {
        Lesson unitCheck = byScenario("unit-check-with-sense");
        Run run = Simulation.run(unitCheck.scenario());
        assertThat(Lesson.answer((Lesson.ReadField) unitCheck.tasks().get(1), run)
                        .hex())
                .isEqualTo("0x1");

        Lesson refused = byScenario("unmapped-data");
        assertThat(Lesson.answer((Lesson.Count) refused.tasks().get(1), Simulation.run(refused.scenario())))
                .isZero();

        Lesson cleared = byScenario("lost-interrupt");
        assertThat(Lesson.answer((Lesson.Count) cleared.tasks().get(2), Simulation.run(cleared.scenario())))
                .isEqualTo(2);
    }

    @Test
    void aFieldThatTheBlockHasNotIsRefused() {
        String json = """
                { "format": "zmdev.lesson/1", "name": "n", "note": "", "scenario": "sense-id", "tasks": [
                  { "ask": "a", "because": "b", "field": { "of": "scsw", "name": "lpm", "after": { "step": "K1" } } } ] }
                """;

        assertThatThrownBy(() -> LessonDocument.parse("x.json", json.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(ZmdevException.class)
                .hasMessageContaining("x.json: at /tasks/0/field/name: 'lpm' is not one of key, sctl");
    }

    private static Lesson byScenario(String name) {
        return LessonDocument.builtIn().stream()
                .filter(lesson -> lesson.scenario().name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
