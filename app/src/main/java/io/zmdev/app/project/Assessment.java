package io.zmdev.app.project;

import io.zmdev.app.edit.Command;
import io.zmdev.model.Configuration;
import io.zmdev.model.Machine;
import io.zmdev.rules.Finding;
import io.zmdev.rules.Situation;
import io.zmdev.rules.Validator;
import java.util.List;

/**
 * A machine and a configuration, and everything that is worked out from the two. On a big machine that takes longer than a
 * frame, so it is made off the JavaFX thread.
 *
 * @param findings what the rules say, the worst first
 */
record Assessment(Situation situation, Holdings holdings, List<Finding> findings, PlanPreview plan) {

    Assessment {
        findings = List.copyOf(findings);
    }

    /** What the rules say of an edit. */
    sealed interface Verdict {

        /** It may be made, and comes to this. */
        record Allowed(Assessment outcome) implements Verdict {}

        /** It brings refusals that are not there yet, so it must not be made; the worst first. */
        record Refused(Configuration outcome, List<Finding> findings) implements Verdict {

            public Refused {
                findings = List.copyOf(findings);
            }
        }
    }

    static Assessment of(Machine machine, Configuration configuration) {
        Situation situation = Situation.of(configuration, machine);
        return of(situation, Validator.validate(situation));
    }

    private static Assessment of(Situation situation, List<Finding> findings) {
        PlanPreview plan = Validator.refused(findings) ? new PlanPreview.Refused() : PlanPreview.of(situation);
        return new Assessment(situation, Holdings.of(situation), findings, plan);
    }

    /** What making the edit would come to. */
    Verdict judge(Command command) {
        Configuration outcome = command.applyTo(situation.configuration());
        Situation after = Situation.of(outcome, situation.machine());
        List<Finding> found = Validator.validate(after);
        List<Finding> refusals = found.stream()
                .filter(finding -> finding.severity().refuses() && !findings.contains(finding))
                .toList();
        return refusals.isEmpty() ? new Verdict.Allowed(of(after, found)) : new Verdict.Refused(outcome, refusals);
    }
}
