package io.zmdev.cli;

import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.io.Writer;
import java.util.List;

/** The program's entry point. */
public final class Main {

    private static final List<String> VERSION = List.of("-V", "--version");

    private Main() {}

    /** Runs the program and ends the JVM with its exit code. */
    public static void main(String[] args) {
        if (args.length == 1 && VERSION.contains(args[0])) {
            // at once: to load the library of the command line takes longer than the JVM's own start
            for (String line : Version.lines()) {
                System.out.println(line);
            }
            return;
        }
        System.exit(run(
                new OutputStreamWriter(System.out, System.out.charset()),
                new OutputStreamWriter(System.err, System.err.charset()),
                args));
    }

    /**
     * Runs one command. What it prints is plain text: no control characters but newline and tab.
     *
     * @param out takes data
     * @param err takes messages
     * @return the exit code
     */
    public static int run(Writer out, Writer err, String... args) {
        return ZmdevCommand.execute(
                new PrintWriter(new PlainWriter(out), true), new PrintWriter(new PlainWriter(err), true), args);
    }
}
