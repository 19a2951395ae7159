package io.zmdev.cli;

import io.zmdev.model.ErrorCode;
import io.zmdev.model.ZmdevException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The command line: the program with its verbs. */
@Command(
        name = "zmdev",
        header = "Configures, explains and simulates IBM Z mediated devices (vfio-ap, vfio-ccw) for KVM guests.",
        synopsisSubcommandLabel = "VERB",
        versionProvider = ZmdevCommand.VersionText.class,
        commandListHeading = "%nVerbs:%n",
        footer = {
            "",
            "Hosts: sim:NAME (built in), sim:PATH.json, bundle:PATH, local:, ssh://[user@]host[:port]",
            "Exit codes: 0 done, 1 failed, 2 changes or differences, 3 refused, 4 stale plan, 5 rolled back,",
            "            64 usage, 65 unusable input file",
            "",
            "Examples:",
            "  zmdev host show --host sim:lpar42",
            "  zmdev plan production.json --host local: -o production.plan.json",
            "  zmdev demo --out demo"
        })
final class ZmdevCommand extends Verb {

    private static final int FAILED = 1;

    /** A word and what it starts. */
    private record VerbName(String word, Class<? extends Verb> type) {}

    /** In the order of the help. */
    private static final List<VerbName> VERBS = List.of(
            new VerbName("studio", StudioCommand.class),
            new VerbName("demo", DemoCommand.class),
            new VerbName("host", HostCommand.class),
            new VerbName("explain", ExplainCommand.class),
            new VerbName("validate", ValidateCommand.class),
            new VerbName("nearest", NearestCommand.class),
            new VerbName("plan", PlanCommand.class),
            new VerbName("apply", ApplyCommand.class),
            new VerbName("confirm", ConfirmCommand.class),
            new VerbName("rollback", RollbackCommand.class),
            new VerbName("journal", JournalCommand.class),
            new VerbName("rehearse", RehearseCommand.class),
            new VerbName("export", ExportCommand.class),
            new VerbName("import", ImportCommand.class),
            new VerbName("sysfs", SysfsCommand.class),
            new VerbName("sim", SimCommand.class),
            new VerbName("trace", TraceCommand.class),
            new VerbName("live", LiveCommand.class),
            new VerbName("decode", DecodeCommand.class),
            new VerbName("mask", MaskCommand.class),
            new VerbName("completion", CompletionCommand.class),
            new VerbName("manual", ManualCommand.class));

    @Option(
            names = {"-V", "--version"},
            versionHelp = true,
            description = "Show the version, its commit, and what it runs on.")
    @SuppressWarnings("UnusedVariable") // picocli acts on it
    private boolean version;

    private ZmdevCommand() {}

    /** Runs the verb that the words name; the answer is the exit code. */
    static int execute(PrintWriter out, PrintWriter err, String... words) {
        int exitCode = of(words)
                .setOut(out)
                .setErr(err)
                .setParameterExceptionHandler((exception, arguments) -> misused(err, exception))
                .setExecutionExceptionHandler((exception, command, arguments) -> failed(err, exception))
                .execute(words);
        out.flush();
        err.flush();
        return exitCode;
    }

    /**
     * The command line that these words need: with the one verb that they begin with, else with every verb. To make the model of
     * all of them takes longer than most of them run.
     */
    private static CommandLine of(String... words) {
        List<VerbName> named = VERBS.stream()
                .filter(verb -> words.length > 0 && verb.word().equals(words[0]))
                .toList();
        return with(named.isEmpty() ? VERBS : named);
    }

    /** Every verb. */
    static CommandSpec whole() {
        return with(VERBS).getCommandSpec();
    }

    private static CommandLine with(List<VerbName> verbs) {
        CommandLine commandLine = new CommandLine(new ZmdevCommand());
        verbs.forEach(verb -> commandLine.addSubcommand(verb.type()));
        return commandLine
                .setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF))
                .setUsageHelpWidth(110)
                .setUsageHelpAutoWidth(false);
    }

    /** Without a verb: the desktop where there is one, else the help. */
    @Override
    protected int run() {
        if (System.getenv("DISPLAY") != null || System.getenv("WAYLAND_DISPLAY") != null) {
            return StudioCommand.open(Optional.empty());
        }
        usage();
        return ErrorCode.USAGE.exitCode();
    }

    private static int misused(PrintWriter err, ParameterException exception) {
        String verb = exception.getCommandLine().getCommandSpec().qualifiedName();
        err.println("%s: %s; see '%s --help'".formatted(ErrorCode.USAGE.code(), exception.getMessage(), verb));
        return ErrorCode.USAGE.exitCode();
    }

    private static int failed(PrintWriter err, Exception exception) {
        if (exception instanceof ZmdevException known) {
            err.println(known.code().code() + ": " + known.getMessage());
            return known.code().exitCode();
        }
        err.println("zmdev failed where it should not (%s); please report this with the command and its input"
                .formatted(exception));
        return FAILED;
    }

    /** For picocli. */
    static final class VersionText implements IVersionProvider {

        @Override
        public String[] getVersion() {
            return Version.lines().toArray(String[]::new);
        }
    }
}
