package io.zmdev.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What {@link ApplyOnTheHostItselfTest} has run inside the lab: calls of the command line on the machine itself, in one JVM. */
final class LocalCalls {

    private LocalCalls() {}

    /**
     * Writes what each call printed to {@code NUMBER.out} and {@code NUMBER.err}, and its exit code to {@code NUMBER.exit}.
     *
     * @param args the folder for what comes of it, a file with a call a line, a configuration
     */
    public static void main(String[] args) throws IOException {
        Path out = Path.of(args[0]);
        List<String> calls = Files.readAllLines(Path.of(args[1]));
        for (int number = 0; number < calls.size(); number++) {
            Object[] words = calls.get(number).replace("CONFIG", args[2]).split(" ");
            Cli call = Cli.run(words);
            Files.writeString(out.resolve(number + ".out"), call.out());
            Files.writeString(out.resolve(number + ".err"), call.err());
            Files.writeString(out.resolve(number + ".exit"), "" + call.exitCode());
        }
    }
}
