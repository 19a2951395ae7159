package io.zmdev.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.zmdev.testbed.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A program of the tests that runs inside the lab, on the real kernel and the lab's own Java for s390x, with the libraries that
 * zmdev's headless archive has: JavaFX is none of them.
 *
 * @param folder everything of it is in there
 */
record LabProgram(Path folder) {

    private static final Path LAB =
            Path.of(System.getProperty("basedir", "."), "testbed/lab/lab").toAbsolutePath();

    /** The modules are folders unless Maven has packed them. */
    private static final Pattern LIBRARY =
            Pattern.compile(".*/(sim-engine|assets|jna|picocli|jackson|jspecify|sshd|commons-compress)[^/]*[.]jar");

    /** A machine that dies is started again. */
    private static final int BOOTS = 3;

    /** Makes the folder anew. */
    void clear() throws IOException {
        Tool.run(LAB.getParent(), "rm", "-rf", folder.toString());
        Files.createDirectories(folder.resolve("zmdev/bin"));
        Files.createDirectories(folder.resolve("zmdev/lib"));
        Files.createDirectories(files());
    }

    /** Where the files lie that the program gets as arguments, behind the folder for what comes of it. */
    Path files() {
        return folder.resolve("zmdev/files");
    }

    /** Where that folder is after the run. */
    Path out() {
        return folder.resolve("out");
    }

    /** Runs the main method of a class; every boot begins with an empty folder. */
    void run(Class<?> program) throws IOException {
        copyClasses(folder.resolve("zmdev/lib"));
        Path command = Files.writeString(folder.resolve("zmdev/bin/zmdev"), """
                #!/bin/sh
                home=$(dirname "$(dirname "$0")")
                class_path=$(printf '%%s:' "$home"/lib/*)
                exec /usr/lib/jvm/java-25-openjdk-s390x/bin/java -XX:+UseSerialGC -XX:TieredStopAtLevel=1 \\
                    --enable-native-access=ALL-UNNAMED -cp "$class_path" %s /out "$home"/files/*
                """.formatted(program.getName()));
        assertThat(command.toFile().setExecutable(true)).isTrue();
        Tool.run(folder, "tar", "-czf", "zmdev.tar.gz", "zmdev");
        Path log = folder.resolve("lab.log");
        boolean done = false;
        for (int boot = 1; boot <= BOOTS && !done; boot++) {
            done = ranTo(log);
        }
        assertThat(done).as(Files.readString(log)).isTrue();
    }

    private static void copyClasses(Path lib) {
        int number = 0;
        for (String entry : System.getProperty("java.class.path").split(":", -1)) {
            Path path = Path.of(entry).toAbsolutePath();
            if (Files.isDirectory(path) || LIBRARY.matcher(path.toString()).matches()) {
                number++;
                Tool.run(lib, "cp", "-R", path.toString(), "%02d-%s".formatted(number, path.getFileName()));
            }
        }
    }

    private boolean ranTo(Path log) throws IOException {
        List<String> command = List.of(
                LAB.toString(), "headless", folder.resolve("zmdev.tar.gz").toString(), out().toString(), "all");
        Process lab = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        try {
            return lab.waitFor() == 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
