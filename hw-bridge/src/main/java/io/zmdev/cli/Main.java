package io.zmdev.cli;

import io.zmdev.model.ErrorCode;
import io.zmdev.model.ZmdevException;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The program's entry point. */
@Command(
        name = "zmdev",
        header = "Configures, explains and simulates IBM Z mediated devices (vfio-ap, vfio-ccw) for KVM guests.",
        synopsisSubcommandLabel = "VERB",
        versionProvider = Version.class,
        subcommands = {
            StudioCommand.class,
            DemoCommand.class,
            HostCommand.class,
            ExplainCommand.class,
            ValidateCommand.class,
            NearestCommand.class,
            PlanCommand.class,
            ApplyCommand.class,
            ConfirmCommand.class,
            RollbackCommand.class,
            JournalCommand.class,
            RehearseCommand.class,
            ExportCommand.class,
            ImportCommand.class,
            SysfsCommand.class,
            SimCommand.class,
            TraceCommand.class,
            LiveCommand.class,
            DecodeCommand.class,
            MaskCommand.class,
            CompletionCommand.class,
            ManualCommand.class
        },
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
public final class Main extends Verb {

    private static final int FAILED = 1;

    @Option(
            names = {"-V", "--version"},
            versionHelp = true,
            description = "Show the version, its commit, and what it runs on.")
    @SuppressWarnings("UnusedVariable") // picocli acts on it
    private boolean version;

    /** Runs the program and ends the JVM with its exit code. */
    public static void main(String[] args) {
        int exitCode = run(
                new PrintWriter(System.out, true, System.out.charset()),
                new PrintWriter(System.err, true, System.err.charset()),
                args);
        System.exit(exitCode);
    }

    /**
     * Runs one command.
     *
     * @param out takes data
     * @param err takes messages
     * @return the exit code
     */
    public static int run(PrintWriter out, PrintWriter err, String... args) {
        CommandLine commandLine = new CommandLine(new Main())
                .setOut(out)
                .setErr(err)
                .setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF))
                .setUsageHelpWidth(110)
                .setUsageHelpAutoWidth(false)
                .setParameterExceptionHandler((exception, arguments) -> misused(err, exception))
                .setExecutionExceptionHandler((exception, command, arguments) -> failed(err, exception));
        int exitCode = commandLine.execute(args);
        out.flush();
        err.flush();
        return exitCode;
    }

    /** Without a verb: the desktop where there is one, else the help. */
    @Override
    protected int run() {
        if (System.getenv("DISPLAY") != null || System.getenv("WAYLAND_DISPLAY") != null) {
            return StudioCommand.open(java.util.Optional.empty());
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
}
