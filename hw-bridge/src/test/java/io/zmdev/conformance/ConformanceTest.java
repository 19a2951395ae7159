package io.zmdev.conformance;

import io.zmdev.testing.RandomHost;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/**
 * Scripts and channel programs, those written by hand and fresh random ones, on the real kernel in the lab and on zmdev's models
 * of it. A case that differs is made small before it is shown.
 *
 * <p>System properties: {@code zmdev.conform.seed} (fresh without it, and printed), {@code .sysfs} and {@code .channel} (numbers
 * of random cases), {@code .kernel} and {@code .shape} (a {@link RandomHost.Shape}; all without it).
 */
@Tag("lab")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConformanceTest {

    private static final Path MODULE =
            Path.of(System.getProperty("basedir", ".")).toAbsolutePath();
    private static final int ATTEMPTS_TO_SHRINK = 60;

    private final long seed = Long.getLong("zmdev.conform.seed", System.nanoTime() & 0xffff_ffffL);
    private final String kernel = System.getProperty("zmdev.conform.kernel", "6.12");
    private final Lab lab = new Lab(MODULE.resolve("testbed/lab/lab"), kernel, MODULE.resolve("target/conformance"));
    private final Cases cases = new Cases(kernel, shapes());
    private final List<ScriptCase> writtenScripts = cases.writtenScripts();
    private final List<ProgramCase> writtenPrograms = cases.writtenPrograms();
    private final List<ScriptCase> randomScripts =
            cases.randomScripts(seed, Integer.getInteger("zmdev.conform.sysfs", 150));
    private final List<ProgramCase> randomPrograms =
            cases.randomPrograms(seed, Integer.getInteger("zmdev.conform.channel", 500));
    private Map<String, String> answers = Map.of();

    private static List<RandomHost.Shape> shapes() {
        String shape = System.getProperty("zmdev.conform.shape", "");
        return shape.isEmpty()
                ? List.of(RandomHost.Shape.values())
                : List.of(
                        RandomHost.Shape.valueOf(shape.toUpperCase(Locale.ROOT).replace('-', '_')));
    }

    @BeforeAll
    void askTheLab() throws IOException {
        forgetTheLastRun();
        System.out.printf("conformance: Linux %s, seed %d%n", kernel, seed);
        lab.build();
        long start = System.nanoTime();
        List<Case> all = new ArrayList<>(writtenScripts);
        all.addAll(randomScripts);
        all.addAll(writtenPrograms);
        all.addAll(randomPrograms);
        answers = lab.answers(all);
        System.out.printf(
                "conformance: Linux %s, %d written and %d random sysfs scripts, %d written and %d random channel programs,"
                        + " %d boots, %d of them died and were repeated, %d s, seed %d%n",
                kernel,
                writtenScripts.size(),
                randomScripts.size(),
                writtenPrograms.size(),
                randomPrograms.size(),
                lab.boots(),
                lab.deaths(),
                (System.nanoTime() - start) / 1_000_000_000,
                seed);
    }

    private static void forgetTheLastRun() throws IOException {
        Path folder = MODULE.resolve("target/conformance");
        if (Files.exists(folder)) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file :
                        files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
        Files.createDirectories(folder);
    }

    @TestFactory
    Stream<DynamicTest> theEmulatedMachineAnswersWrittenScriptsAsTheKernelDoes() {
        return tests(writtenScripts);
    }

    @TestFactory
    Stream<DynamicTest> theEmulatedMachineAnswersRandomScriptsAsTheKernelDoes() {
        return tests(randomScripts);
    }

    @TestFactory
    Stream<DynamicTest> theSimulatorRunsWrittenProgramsAsTheKernelDoes() {
        return tests(writtenPrograms);
    }

    @TestFactory
    Stream<DynamicTest> theSimulatorRunsRandomProgramsAsTheKernelDoes() {
        return tests(randomPrograms);
    }

    private Stream<DynamicTest> tests(List<? extends Case> cases) {
        return cases.stream().map(one -> DynamicTest.dynamicTest(one.name(), () -> check(one)));
    }

    private void check(Case one) {
        String answer = answers.get(one.name());
        if (answer == null) {
            throw new AssertionError("%s (seed %d): the lab gave no answer; see the logs in target/conformance"
                    .formatted(one.name(), seed));
        }
        Optional<String> difference = one.difference(answer);
        if (difference.isPresent()) {
            throw new AssertionError(smallest(one, difference.get()));
        }
    }

    private String smallest(Case failing, String difference) {
        Case small = Shrinking.smallest(failing, one -> differs(one).isPresent(), ATTEMPTS_TO_SHRINK);
        return """
            %s (seed %d, Linux %s): %s
            On the machine
            %s
            the smallest case that differs is: %s
            %s""".formatted(
                        failing.name(),
                        seed,
                        kernel,
                        difference,
                        small.host().strip(),
                        differs(small).orElse("none: the difference does not come every time"),
                        small.text());
    }

    private Optional<String> differs(Case one) {
        return Optional.ofNullable(lab.answers(List.of(one)).get(one.name())).flatMap(one::difference);
    }
}
