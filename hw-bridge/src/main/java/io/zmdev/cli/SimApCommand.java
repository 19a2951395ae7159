package io.zmdev.cli;

import io.zmdev.io.ApResultDocument;
import io.zmdev.io.ApScenarioDocument;
import io.zmdev.io.Document;
import io.zmdev.model.ErrorCode;
import io.zmdev.model.ZmdevException;
import io.zmdev.service.ApSweep;
import io.zmdev.sim.ap.load.ApExperiment;
import io.zmdev.sim.ap.load.ApResult;
import io.zmdev.sim.ap.load.ApScenario;
import io.zmdev.sim.ap.load.ResultTable;
import io.zmdev.sim.ap.load.Sweep;
import io.zmdev.sim.ap.load.SweepTable;
import io.zmdev.sim.ap.load.WhatIf;
import io.zmdev.sim.ap.load.WhatIfResult;
import io.zmdev.sim.ap.load.WhatIfTable;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** AP requests. */
@Command(
        name = "ap",
        header = "Compare dispatch policies for AP requests.",
        description = {
            "Runs an AP scenario: every policy meets the same requests. Prints the result (zmdev.result/1): for each",
            "policy throughput, response times with 95 %% confidence intervals, utilisation, exits and fairness."
        },
        footer = {
            "",
            "Examples:",
            "  zmdev sim ap --list",
            "  zmdev sim ap ap-shared-cards --text",
            "  zmdev sim ap ap-shared-cards --what-if --text",
            "  zmdev sim ap my-scenario.json --sweep -o results"
        })
final class SimApCommand extends Verb {

    private static final ScenarioLibrary<Document<ApScenario>> LIBRARY = new ScenarioLibrary<>(
            ApScenarioDocument.builtInNames(),
            ApScenarioDocument::builtIn,
            ApScenarioDocument::read,
            ApScenarioDocument::note);

    @Mixin
    private final ScenarioOptions scenario = new ScenarioOptions();

    @Option(names = "--json", description = "Print JSON: results are, unless --text is given.")
    private boolean json;

    @Option(names = "--text", description = "Print tables; CSV for a sweep.")
    private boolean text;

    @ArgGroup
    private @Nullable Question question;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "DIR",
            description = {
                "Keep the sweep in this folder: sweep.json, sweep.csv and plots. Called again, it goes on where it ended."
            })
    private @Nullable Path output;

    /** What is asked besides the scenario itself. */
    private static final class Question {

        @Option(names = "--sweep", description = "Run the scenario's loads and seeds too, on all cores.")
        private boolean sweep;

        @Option(names = "--what-if", description = "Compare with each change under the scenario's whatIf.")
        private boolean whatIf;
    }

    @Override
    protected int run() {
        if (scenario.asksForList()) {
            print(json ? LIBRARY.listAsJson() : LIBRARY.list());
            return 0;
        }
        Document<ApScenario> document = scenario.read(LIBRARY);
        if (question != null && question.sweep) {
            print(swept(document));
            return 0;
        }
        if (output != null) {
            throw new ZmdevException(ErrorCode.USAGE, "-o keeps a sweep: give --sweep too");
        }
        print(question != null && question.whatIf ? changed(document) : compared(document.value()));
        return 0;
    }

    private String compared(ApScenario compared) {
        ApResult result = ApExperiment.run(compared);
        return text ? ResultTable.markdown(result) : ApResultDocument.text(result);
    }

    private String changed(Document<ApScenario> document) {
        List<WhatIf> changes = ApScenarioDocument.whatIfs(document);
        if (changes.isEmpty()) {
            throw new ZmdevException(ErrorCode.USAGE, document.source() + ": it asks nothing: there is no key whatIf");
        }
        WhatIfResult result = WhatIfResult.of(document.value(), changes);
        return text ? WhatIfTable.markdown(result) : ApResultDocument.text(result);
    }

    private String swept(Document<ApScenario> document) {
        ApSweep sweep = ApSweep.of(document);
        Progress progress = new Progress(this::say, sweep.cells().cells().size());
        List<Sweep.Row> rows = output == null ? sweep.run(progress::done) : sweep.run(output, progress::done);
        return text ? SweepTable.csv(rows) : ApResultDocument.sweepText(sweep.cells(), sweep.fingerprint(), rows);
    }
}
