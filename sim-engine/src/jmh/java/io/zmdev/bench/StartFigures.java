package io.zmdev.bench;

import io.zmdev.testing.figures.Figure;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.util.List;

/** How long {@code zmdev --version} takes from its start to its end, and beside it a JVM that says hello. */
public final class StartFigures {

    private static final int STARTS = 31;

    private StartFigures() {}

    /** A program of nothing else. */
    public static final class Hello {
        private Hello() {}

        public static void main(String[] arguments) {
            System.out.println("hello");
        }
    }

    /** @param arguments the launcher of the headless package */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        String java = System.getProperty("java.home") + "/bin/java";
        List<String> bare = List.of(java, "-cp", arguments[1], Hello.class.getName());
        List<String> version = List.of(arguments[0], "--version");
        for (int start = 0; start < STARTS; start++) {
            new Figure("startup.jvm", millis(bare), "ms").print();
            new Figure("startup.version", millis(version), "ms").print();
        }
    }

    private static double millis(List<String> command) throws IOException, InterruptedException {
        long start = System.nanoTime();
        int status = new ProcessBuilder(command)
                .redirectOutput(Redirect.DISCARD)
                .redirectError(Redirect.INHERIT)
                .start()
                .waitFor();
        if (status != 0) {
            throw new IllegalStateException(command + " ended with " + status);
        }
        return (System.nanoTime() - start) / 1e6;
    }
}
