package io.zmdev.conformance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/** The lab, asked through the batches of its command ({@code hw-bridge/testbed/lab/lab}); some machines at a time. */
final class Lab {

    /** Machines that run at the same time; each has one processor. */
    private static final int MACHINES = 2;

    private static final int CASES_OF_A_BATCH = 40;

    private final Path command;
    private final String kernel;
    private final Path folder;
    private final AtomicInteger batches = new AtomicInteger();
    private final AtomicInteger boots = new AtomicInteger();
    private final AtomicInteger deaths = new AtomicInteger();

    /**
     * @param command the lab's command
     * @param kernel that it runs, such as {@code 6.12}
     * @param folder for its files; they stay there
     */
    Lab(Path command, String kernel, Path folder) {
        this.command = command;
        this.kernel = kernel;
        this.folder = folder;
    }

    /** Machines that were started. */
    int boots() {
        return boots.get();
    }

    /** Those of them that died and were started again. */
    int deaths() {
        return deaths.get();
    }

    /** Makes the kernel and the images if they are not there; tells what it does. */
    void build() {
        run(new ProcessBuilder(command.toString(), "--kernel", kernel, "build")
                .redirectOutput(ProcessBuilder.Redirect.INHERIT)
                .redirectError(ProcessBuilder.Redirect.INHERIT));
    }

    /**
     * Runs cases and tells how far it is.
     *
     * @return the answers by the names of the cases; a case whose machines all died has none
     */
    Map<String, String> answers(List<? extends Case> cases) {
        Map<String, String> answers = new ConcurrentHashMap<>();
        AtomicInteger asked = new AtomicInteger();
        try (ExecutorService machines = Executors.newFixedThreadPool(MACHINES)) {
            List<Future<?>> running = new ArrayList<>();
            for (List<Case> batch : batches(cases)) {
                running.add(machines.submit(() -> {
                    answers.putAll(batch(batch));
                    System.out.printf(
                            "lab: %d of %d cases, %d boots%n", asked.addAndGet(batch.size()), cases.size(), boots());
                }));
            }
            for (Future<?> batch : running) {
                batch.get();
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        return answers;
    }

    /** Cases of one kind and machine go together. */
    private static List<List<Case>> batches(List<? extends Case> cases) {
        Map<List<String>, List<Case>> groups = new LinkedHashMap<>();
        cases.forEach(one -> groups.computeIfAbsent(List.of(one.batch(), one.host()), key -> new ArrayList<>())
                .add(one));
        List<List<Case>> batches = new ArrayList<>();
        for (List<Case> group : groups.values()) {
            for (int i = 0; i < group.size(); i += CASES_OF_A_BATCH) {
                batches.add(group.subList(i, Math.min(group.size(), i + CASES_OF_A_BATCH)));
            }
        }
        return batches;
    }

    private Map<String, String> batch(List<Case> cases) {
        Path here = folder.resolve("batch-%03d".formatted(batches.incrementAndGet()));
        Path out = here.resolve("out");
        try {
            Files.createDirectories(out);
            Path host = Files.writeString(
                    here.resolve("host.json"), cases.getFirst().host());
            List<String> words = new ArrayList<>(List.of(
                    command.toString(),
                    "--kernel",
                    kernel,
                    "batch",
                    cases.getFirst().batch(),
                    host + "",
                    out + ""));
            for (Case one : cases) {
                words.add(Files.writeString(here.resolve(one.name() + "." + one.ending()), one.text()) + "");
            }
            String[] counts = run(new ProcessBuilder(words)
                            .redirectError(here.resolve("log").toFile()))
                    .strip()
                    .split(" ", -1);
            boots.addAndGet(Integer.parseInt(counts[0]));
            deaths.addAndGet(Integer.parseInt(counts[1]));
            return answers(cases, out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, String> answers(List<Case> cases, Path out) throws IOException {
        Map<String, String> answers = new LinkedHashMap<>();
        for (Case one : cases) {
            String ending = one instanceof ScriptCase ? "jsonl" : "json";
            Path answer = out.resolve(one.name() + ".expected." + ending);
            if (Files.exists(answer)) {
                answers.put(one.name(), Files.readString(answer));
            }
        }
        return answers;
    }

    private static String run(ProcessBuilder command) {
        try {
            Process process = command.start();
            process.getOutputStream().close();
            String output =
                    new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
            int exitCode = process.waitFor();
            if (exitCode != 0) {
                throw new IllegalStateException("%s ended with exit code %d"
                        .formatted(String.join(" ", command.command().subList(0, 4)), exitCode));
            }
            return output;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
