package io.zmdev.hw.live;

import io.zmdev.io.TraceImport;
import io.zmdev.model.ErrorCode;
import io.zmdev.model.ZmdevException;
import io.zmdev.sim.flow.Scenario;
import io.zmdev.sim.tracing.TraceHeader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs guests of scenarios under QEMU inside the lab, one after the other on one machine, with all logs on one clock. The lab is
 * built when it is not there.
 */
public final class WatchedGuests {

    private final Path folder;

    private WatchedGuests(Path folder) {
        this.folder = folder;
    }

    /**
     * Runs the scenarios.
     *
     * @param lab the lab's command, {@code hw-bridge/testbed/lab/lab}; it says on standard error what it does
     * @param kernel the lab's, such as {@code 6.12}
     * @param folder takes the programs and the logs
     * @throws ZmdevException UNSUPPORTED when a scenario is nothing for a guest of the lab, HOST_UNREACHABLE when the lab failed,
     *     OUTPUT_UNWRITABLE
     */
    public static WatchedGuests run(Path lab, String kernel, List<Scenario> scenarios, Path folder) {
        List<String> words = new ArrayList<>(List.of(lab.toString(), "--kernel", kernel, "observe", folder.toString()));
        try {
            Files.createDirectories(folder);
            for (Scenario scenario : scenarios) {
                Path program = folder.resolve(scenario.name() + ".guest");
                words.add(Files.write(program, GuestProgram.of(scenario)).toString());
            }
        } catch (IOException e) {
            throw new ZmdevException(
                    ErrorCode.OUTPUT_UNWRITABLE, "%s cannot be written: %s".formatted(folder, e.getMessage()), e);
        }
        try {
            int exitCode = new ProcessBuilder(words).inheritIO().start().waitFor();
            if (exitCode != 0) {
                throw new ZmdevException(
                        ErrorCode.HOST_UNREACHABLE, "the lab failed (exit code %d); it said why".formatted(exitCode));
            }
        } catch (IOException e) {
            throw new ZmdevException(
                    ErrorCode.HOST_UNREACHABLE, "the lab cannot be started: %s".formatted(e.getMessage()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ZmdevException(ErrorCode.HOST_UNREACHABLE, "the lab was interrupted", e);
        }
        return new WatchedGuests(folder);
    }

    /**
     * What was seen of a scenario by QEMU and by the kernel.
     *
     * @throws ZmdevException FILE_UNUSABLE when its logs tell of no I/O
     */
    public TraceImport trace(Scenario scenario) {
        return TraceImport.of(
                TraceHeader.Origin.MERGED,
                List.of(folder.resolve(scenario.name() + ".ftrace"), folder.resolve(scenario.name() + ".qemu")),
                0);
    }

    /** What the guest printed: a line for each request, then DONE. */
    public List<String> console(Scenario scenario) {
        Path file = folder.resolve(scenario.name() + ".console");
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1)
                    .lines()
                    .map(String::strip)
                    .toList();
        } catch (IOException e) {
            throw new ZmdevException(
                    ErrorCode.FILE_UNUSABLE, "%s cannot be read: %s".formatted(file, e.getMessage()), e);
        }
    }
}
