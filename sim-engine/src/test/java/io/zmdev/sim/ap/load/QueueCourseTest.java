package io.zmdev.sim.ap.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.zmdev.io.ApScenarioDocument;
import io.zmdev.sim.ap.load.QueueCourse.Look;
import org.junit.jupiter.api.Test;

class QueueCourseTest {

    private static final long MILLISECOND = 1_000_000;

    private final ApScenario scenario =
            ApScenarioDocument.builtIn("ap-shared-cards").value();
    private final QueueCourse course = course("round-robin");

    private QueueCourse course(String policy) {
        return QueueCourse.of(scenario, policy, 100, MILLISECOND);
    }

    @Test
    void aRunBeginsWithEmptyQueues() {
        Look first = course.looks().getFirst();

        assertThat(first.time()).isZero();
        assertThat(first.outstanding()).hasSameSizeAs(course.queues()).allMatch(count -> count == 0);
        assertThat(first.utilisation()).allMatch(part -> part == 0);
        assertThat(first.answered()).isZero();
    }

    @Test
    void nothingIsSeenThatTheMachineCannotHave() {
        assertThat(course.looks()).allSatisfy(look -> {
            for (int queue = 0; queue < course.queues().size(); queue++) {
                assertThat(look.outstanding().get(queue))
                        .isBetween(0, course.depths().get(queue));
            }
            assertThat(look.utilisation()).allMatch(part -> part >= 0 && part <= 1);
            assertThat(look.inFlight()).hasSize(scenario.guests().size());
        });
        assertThat(course.looks().getLast().answered()).isPositive();
    }

    @Test
    void theSameRunIsSeenAgain() {
        assertThat(course("round-robin")).isEqualTo(course);
        assertThat(course("shortest-delay")).isNotEqualTo(course);
    }
}
