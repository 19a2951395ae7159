package io.zmdev.io;

import static io.zmdev.io.DocumentFiles.bytes;
import static io.zmdev.io.DocumentFiles.edited;
import static io.zmdev.io.DocumentFiles.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.zmdev.model.ErrorCode;
import io.zmdev.model.ZmdevException;
import io.zmdev.sim.ap.load.ApExperiment;
import io.zmdev.sim.ap.load.ApResult;
import io.zmdev.sim.ap.load.ApScenario;
import io.zmdev.sim.ap.load.PassthroughPlan;
import io.zmdev.sim.ap.load.PolicyResult;
import io.zmdev.sim.ap.load.ResultTable;
import io.zmdev.sim.ap.load.RunPlan;
import io.zmdev.sim.ap.load.Sweep;
import io.zmdev.sim.ap.load.SweepPlot;
import io.zmdev.sim.ap.load.SweepTable;
import io.zmdev.sim.ap.load.WhatIf;
import io.zmdev.sim.ap.load.WhatIfResult;
import io.zmdev.sim.ap.load.WhatIfTable;
import io.zmdev.sim.ap.partition.Proposal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** AP scenarios in, results out. */
class ApDocumentsTest {

    private static final String FULL = text("full.ap-scenario.json");

    static Stream<String> builtInNames() {
        return ApScenarioDocument.builtInNames().stream();
    }

    private static Document<ApScenario> builtIn(String name) {
        Document<ApScenario> document = ApScenarioDocument.builtIn(name);
        ApScenario scenario = document.value();
        return new Document<>(
                name,
                scenario.withRun(
                        RunPlan.of(60_000_000, 10_000_000, scenario.run().seed(), 2)),
                document.tree());
    }

    @ParameterizedTest
    @MethodSource("builtInNames")
    void everyBuiltInScenarioRunsUnderEachOfItsPolicies(String name) {
        Document<ApScenario> document = builtIn(name);
        ApResult result = ApExperiment.run(document.value());
        assertThat(result.policies()).hasSameSizeAs(document.value().policies());
        assertThat(result.policies()).allSatisfy(policy -> {
            assertThat(policy.counts().answered()).isPositive();
            assertThat(policy.counts().sent())
                    .isEqualTo(policy.counts().answered()
                            + policy.counts().refused()
                            + policy.counts().inFlight());
        });
        assertThat(JsonInput.parse(name, bytes(ApResultDocument.text(result)))
                        .required("policies")
                        .array())
                .hasSameSizeAs(document.value().policies());
        assertThat(ResultTable.markdown(result).lines())
                .hasSize(2 + result.policies().size());
        List<WhatIf> changes = ApScenarioDocument.whatIfs(document);
        WhatIfResult whatIf = WhatIfResult.of(document.value(), changes);
        assertThat(JsonInput.parse(name, bytes(ApResultDocument.text(whatIf)))
                        .required("changes")
                        .array())
                .hasSameSizeAs(changes);
        assertThat(WhatIfTable.markdown(whatIf).lines().filter(line -> line.contains("| as it is |")))
                .hasSameSizeAs(document.value().policies());
    }

    @Test
    void theScenarioOfTheSeedHasANearestPassthrough() {
        Document<ApScenario> document = builtIn("ap-shared-cards");
        Proposal proposal = PassthroughPlan.nearest(document.value(), 1);
        assertThat(proposal).isInstanceOf(Proposal.Partition.class);
        ApScenario passthrough = PassthroughPlan.scenario(document.value(), (Proposal.Partition) proposal);
        PolicyResult result = ApExperiment.run(passthrough).policies().getFirst();
        assertThat(result.exitsPerRequest().mean()).isZero();
    }

    @Test
    void aSweepGoesOnWhereItEnded() {
        Document<ApScenario> document = builtIn("ap-noisy-neighbour");
        Sweep whole = ApScenarioDocument.sweep(document);
        Sweep sweep = new Sweep(document.value(), List.of(0.4, 0.7), List.of("jsq", "zcrypt"), List.of(1L, 2L));
        assertThat(whole.factors()).containsExactly(0.4, 0.7, 1.0);
        List<Sweep.Cell> finished = new ArrayList<>();
        List<Sweep.Row> rows = sweep.run(Map.of(), Runnable::run, (cell, result) -> finished.add(cell));
        assertThat(finished).isEqualTo(sweep.cells()).hasSize(8);

        String half = ApResultDocument.sweepText(sweep, "same", rows.subList(0, 4));
        Map<Sweep.Cell, PolicyResult> known = ApResultDocument.parseSweep("half.json", bytes(half), sweep, "same");
        finished.clear();
        List<Sweep.Row> resumed = sweep.run(known, Runnable::run, (cell, result) -> finished.add(cell));
        assertThat(finished).isEqualTo(sweep.cells().subList(4, 8));
        assertThat(resumed).isEqualTo(rows);
        assertThat(SweepTable.csv(rows).lines()).hasSize(9);
        assertThat(SweepPlot.of("noisy", rows, SweepPlot.Figure.P99).svg())
                .startsWith("<svg")
                .endsWith("</svg>\n");
    }

    @Test
    void aSweepOfAnotherScenarioIsNotContinued() {
        Sweep sweep = ApScenarioDocument.sweep(builtIn("ap-shared-cards"));
        String other =
                ApResultDocument.sweepText(ApScenarioDocument.sweep(builtIn("ap-one-domain")), "same", List.of());
        assertThatThrownBy(() -> ApResultDocument.parseSweep("other.json", bytes(other), sweep, "same"))
                .hasMessage("other.json: at /scenario: this sweep is of 'ap-one-domain', not of 'ap-shared-cards'");
    }

    @Test
    void aSweepOfAScenarioThatWasChangedSinceIsNotContinued() {
        Document<ApScenario> document = builtIn("ap-one-domain");
        Document<ApScenario> changed = ApScenarioDocument.parse(
                "site.json", bytes(document.tree().deepCopy().put("window", 3).toString()));
        Document<ApScenario> unswept = ApScenarioDocument.parse(
                "site.json", bytes(document.tree().deepCopy().without("sweep").toString()));
        String fingerprint = ApScenarioDocument.fingerprint(document);
        assertThat(ApScenarioDocument.fingerprint(unswept)).isEqualTo(fingerprint);
        Sweep sweep = ApScenarioDocument.sweep(document);
        String half = ApResultDocument.sweepText(sweep, fingerprint, List.of());
        assertThatThrownBy(() -> ApResultDocument.parseSweep(
                        "half.json", bytes(half), sweep, ApScenarioDocument.fingerprint(changed)))
                .hasMessage("half.json: at /fingerprint: the scenario was changed since these cells were run");
    }

    @Test
    void bothKindsOfMatrixDeviceOnOneMachineAreAConflict() {
        String mixed = edited(
                FULL,
                "\"passthrough\": { \"adapters\": [3], \"domains\": [71] }",
                "\"virtual\": {\"adapters\": {\"4\": [3]}, \"domains\": {\"0\": [71]}}");
        ApScenario scenario =
                ApScenarioDocument.parse("site.json", bytes(mixed)).value();
        ZmdevException conflict = catchThrowableOfType(ZmdevException.class, () -> ApExperiment.run(scenario));
        assertThat(conflict.code()).isEqualTo(ErrorCode.CONFLICT);
        assertThat(conflict).hasMessageContaining("passthrough or virtual matrix devices, not both");
    }

    @Test
    void guestsThatShareAPassthroughQueueAreAConflict() {
        String shared = edited(FULL, "\"domains\": [71] }", "\"domains\": [8] }");
        ApScenario scenario =
                ApScenarioDocument.parse("site.json", bytes(shared)).value();
        assertThatThrownBy(() -> ApExperiment.run(scenario))
                .hasMessageContaining("guests web and mail both have queue 03.0008");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "ap-requests | channel-io | /kind | 'channel-io' is not 'ap-requests'",
                "power-of-3 | power-of-0 | /policies/1 | 'power-of-0' is not one of random",
                "\"CRT_2K\" | \"CRT_3K\" | /guests/0/mix/0/class | 'CRT_3K' is not one of MEX_1K",
                "\"poisson\" | \"weekly\" | /guests/0/arrivals/process | 'weekly' is not one of poisson",
                "1000.5 | -1 | /guests/0/arrivals/rate | -1 is not in",
                "\"warmupMs\": 5 | \"warmupMs\": 50 | /warmupMs | the warm-up takes the whole duration",
                "\"passthrough\" | \"shared\" | /guests/0 | either 'passthrough' or 'virtual' is needed",
                "\"depth\": 4 | \"depth\": 17 | /machine/cards/1/depth | 17 is not in 1..16",
                "\"reset\" | \"explode\" | /events/1/do | 'explode' is not one of configure",
            })
    void aWrongScenarioNamesThePlaceAndWhatIsExpected(String old, String wrong, String pointer, String expected) {
        ZmdevException e = catchThrowableOfType(
                ZmdevException.class, () -> ApScenarioDocument.parse("site.json", bytes(edited(FULL, old, wrong))));
        assertThat(e.code()).isEqualTo(ErrorCode.FILE_UNUSABLE);
        assertThat(e.getMessage()).startsWith("site.json: at " + pointer + ": ").contains(expected);
    }
}
