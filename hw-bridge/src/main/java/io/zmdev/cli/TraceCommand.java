package io.zmdev.cli;

import io.zmdev.io.TraceComparisonDocument;
import io.zmdev.io.WholeFile;
import io.zmdev.model.ErrorCode;
import io.zmdev.service.Traces;
import io.zmdev.sim.tracing.RequestSummary;
import io.zmdev.sim.tracing.TraceComparison;
import io.zmdev.sim.tracing.TraceHeader;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

/** Traces of channel I/O and of accesses to regions. */
@Command(
        name = "trace",
        header = "Import, export and compare traces.",
        subcommands = {TraceCommand.Import.class, TraceCommand.Export.class, TraceCommand.Compare.class},
        synopsisSubcommandLabel = "VERB",
        footer = {
            "",
            "Examples:",
            "  zmdev sim io sense-id --trace simulated.jsonl",
            "  zmdev trace import --from merged plain.ftrace plain.qlog -o recorded.jsonl",
            "  zmdev trace compare recorded.jsonl simulated.jsonl",
            "  zmdev trace export simulated.jsonl --to perfetto -o simulated.json"
        })
final class TraceCommand extends Verb {

    private static final int DIFFERENCES = 2;

    @Override
    protected int run() {
        usage();
        return ErrorCode.USAGE.exitCode();
    }

    /** Logs in. */
    @Command(
            name = "import",
            header = "Make a trace of logs of the kernel and of QEMU.",
            description = {
                "Reads ftrace text (function tracer, events of vfio_ccw and s390, system calls, probes) and QEMU's trace log",
                "(-trace 'ioinst*' -trace 'css*' -trace 'vfio*', with -msg timestamp=on), puts them on one clock, and writes a trace",
                "(zmdev.trace/1) in which each event is marked as observed or inferred."
            },
            footer = {"", "Example:", "  zmdev trace import --from merged plain.ftrace plain.qlog -o recorded.jsonl"})
    static final class Import extends Verb {

        /** The origins that logs can have, by their names in the file format. */
        private static final class LogOrigin implements ITypeConverter<TraceHeader.Origin> {

            private static final List<TraceHeader.Origin> ORIGINS =
                    List.of(TraceHeader.Origin.FTRACE, TraceHeader.Origin.QEMU_LOG, TraceHeader.Origin.MERGED);

            @Override
            public TraceHeader.Origin convert(String value) {
                return ORIGINS.stream()
                        .filter(origin -> origin.id().equals(value))
                        .findFirst()
                        .orElseThrow(() -> new TypeConversionException(
                                "'%s' is not one of ftrace, qemu-log, merged".formatted(value)));
            }
        }

        @Option(
                names = "--from",
                required = true,
                paramLabel = "KIND",
                converter = LogOrigin.class,
                description =
                        "ftrace, qemu-log, or merged: files of both kinds, or a time line in which they are merged already.")
        @SuppressWarnings("NullAway.Init") // required
        private TraceHeader.Origin from;

        @Option(
                names = "--tai-offset",
                paramLabel = "SECONDS",
                defaultValue = "0",
                description =
                        "How far the kernel's CLOCK_TAI (trace_clock tai) is ahead of CLOCK_REALTIME. Default: 0.")
        private double taiOffset;

        @Parameters(arity = "1..*", paramLabel = "FILE", description = "The logs.")
        @SuppressWarnings("NullAway.Init") // required
        private List<Path> files;

        @Option(
                names = {"-o", "--output"},
                required = true,
                paramLabel = "FILE",
                description = "The trace.")
        @SuppressWarnings("NullAway.Init") // required
        private Path output;

        @Override
        protected int run() {
            Traces.Imported imported = Traces.importLogs(from, files, Math.round(taiOffset * 1e9), output);
            say("%d events; steps that the logs can show: %s"
                    .formatted(
                            imported.header().events(),
                            String.join(" ", imported.header().covers())));
            if (imported.strangeLines() > 0) {
                say("%d lines were no lines of such a log and were passed over".formatted(imported.strangeLines()));
            }
            return 0;
        }
    }

    /** Other tools' formats out. */
    @Command(
            name = "export",
            header = "Write a trace for other tools.",
            description = {
                "perfetto: JSON trace events for ui.perfetto.dev and chrome://tracing. csv: a line for each event."
            },
            footer = {"", "Example:", "  zmdev trace export simulated.jsonl --to perfetto -o simulated.json"})
    static final class Export extends Verb {

        @Parameters(paramLabel = "FILE", description = "A trace (zmdev.trace/1).")
        @SuppressWarnings("NullAway.Init") // required
        private Path file;

        @Option(names = "--to", required = true, paramLabel = "FORMAT", description = "perfetto or csv.")
        @SuppressWarnings("NullAway.Init") // required
        private To to;

        @Option(
                names = {"-o", "--output"},
                required = true,
                paramLabel = "FILE",
                description = "What to write.")
        @SuppressWarnings("NullAway.Init") // required
        private Path output;

        /** As the option names them. */
        private enum To {
            perfetto,
            csv
        }

        @Override
        protected int run() {
            Traces.export(
                    file,
                    switch (to) {
                        case perfetto -> Traces.Target.PERFETTO;
                        case csv -> Traces.Target.CSV;
                    },
                    output);
            return 0;
        }
    }

    /** What differs. */
    @Command(
            name = "compare",
            header = "Tell what two traces of the same requests have different.",
            description = {
                "Requests are aligned by the I/O instructions. Orders that the threads of the machine may take either way are no",
                "differences. Prints the first difference and its request side by side; exit code 2 when there is one."
            },
            footer = {
                "",
                "Examples:",
                "  zmdev trace compare recorded.jsonl simulated.jsonl",
                "  zmdev trace compare recorded.jsonl simulated.jsonl --request 0 --svg both.svg"
            })
    static final class Compare extends Verb {

        @Parameters(index = "0", paramLabel = "LEFT", description = "A trace (zmdev.trace/1).")
        @SuppressWarnings("NullAway.Init") // required
        private Path left;

        @Parameters(index = "1", paramLabel = "RIGHT", description = "Another one.")
        @SuppressWarnings("NullAway.Init") // required
        private Path right;

        @Option(names = "--json", description = "Print every difference as JSON (zmdev.trace-comparison/1).")
        private boolean json;

        @Option(
                names = "--svg",
                paramLabel = "FILE",
                description = "Draw a request of both side by side: the first that differs, or the one of --request.")
        private @Nullable Path svg;

        @Option(names = "--request", paramLabel = "N", description = "The request to draw, from 0.")
        private @Nullable Integer request;

        @Override
        protected int run() {
            TraceComparison comparison = Traces.compare(left, right);
            if (svg != null) {
                WholeFile.replace(svg, picture(comparison));
            }
            print(
                    json
                            ? TraceComparisonDocument.text(comparison)
                            : ComparisonText.of(comparison, left.toString(), right.toString()));
            return comparison.differing() == 0 ? 0 : DIFFERENCES;
        }

        private String picture(TraceComparison comparison) {
            if (request != null) {
                return Traces.picture(left, OptionalInt.of(request), right, OptionalInt.of(request));
            }
            return comparison
                    .first()
                    .map(pair -> Traces.picture(left, number(pair.left()), right, number(pair.right())))
                    .orElseGet(() -> Traces.picture(left, OptionalInt.of(0), right, OptionalInt.of(0)));
        }

        private static OptionalInt number(Optional<RequestSummary> summary) {
            return summary.map(there -> OptionalInt.of(there.number())).orElseGet(OptionalInt::empty);
        }
    }
}
