package io.zmdev.cli;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What every command has: help, and the two streams. */
@Command(sortOptions = false, usageHelpAutoWidth = false)
abstract class Verb implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it calls
    private CommandSpec spec;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    @SuppressWarnings("UnusedVariable") // picocli acts on it
    private boolean help;

    /** Does the work; the answer is the exit code. */
    protected abstract int run();

    @Override
    public final Integer call() {
        return run();
    }

    /** Prints data as it stands. */
    protected final void print(String text) {
        out().print(text);
        out().flush();
    }

    /** Prints a message. */
    protected final void say(String message) {
        spec.commandLine().getErr().println(message);
    }

    protected final void usage() {
        spec.commandLine().usage(out());
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
