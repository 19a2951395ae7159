package io.zmdev.hw.host;

import io.zmdev.exchange.SysfsScript;
import io.zmdev.io.HostDocument;
import io.zmdev.io.WholeFile;
import io.zmdev.model.ErrorCode;
import io.zmdev.model.ZmdevException;
import io.zmdev.model.host.HostDefinition;
import io.zmdev.model.host.HostOperation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/**
 * The folder in which an emulated machine lives between calls: {@code host.json}, the definition, and {@code
 * operations.sysfs}, everything that was done to the machine since, which whoever opens it replays. Several programs may use
 * it at once: each takes the lock for what it does and replays what the others did first.
 */
final class StateFolder {

    private final LineLog operations;
    private final Path log;
    private final FileLocking locking;
    private final Consumer<String> notices;
    private long replayed;

    private StateFolder(Path folder, Consumer<String> notices) {
        this.log = folder.resolve("operations.sysfs");
        this.operations = new LineLog(log);
        this.locking = new FileLocking(folder.resolve("lock"));
        this.notices = notices;
    }

    /**
     * Opens the folder, or makes it.
     *
     * @param json the definition as it stands in its file
     * @throws ZmdevException USAGE when another machine lives there, FILE_UNUSABLE, OUTPUT_UNWRITABLE
     */
    static StateFolder open(Path folder, HostDefinition definition, byte[] json, Consumer<String> notices) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new ZmdevException(
                    ErrorCode.OUTPUT_UNWRITABLE, folder + ": it can't be written: " + e.getMessage(), e);
        }
        StateFolder state = new StateFolder(folder, notices);
        try (HostLock _ = state.lock()) {
            Path host = folder.resolve("host.json");
            if (Files.exists(host)) {
                requireSame(host, HostDocument.read(host), definition);
            } else if (Files.exists(state.log)) {
                throw new ZmdevException(
                        ErrorCode.FILE_UNUSABLE, host + ": it is missing beside operations.sysfs; use another folder");
            } else {
                WholeFile.replace(host, json);
            }
        }
        return state;
    }

    private static void requireSame(Path file, HostDefinition found, HostDefinition asked) {
        if (!found.equals(asked)) {
            throw new ZmdevException(
                    ErrorCode.USAGE,
                    "%s: the machine '%s' that lives here is not the '%s' that --host names; use another folder"
                            .formatted(file, found.name(), asked.name()));
        }
    }

    /** Takes the lock; whoever has it may take it again. */
    HostLock lock() {
        return locking.acquire();
    }

    /** What was done since the last call, by whomever. The lock must be held. */
    List<HostOperation> news() {
        if (operations.size() == replayed) {
            return List.of();
        }
        LineLog.Lines lines = operations.read(replayed, notices);
        replayed = lines.end();
        return SysfsScript.parse(log.toString(), String.join("\n", lines.lines()));
    }

    /**
     * Notes an operation that is about to be made. The lock must be held.
     *
     * @throws ZmdevException UNSUPPORTED when a script can't hold it
     */
    void append(HostOperation operation) {
        String line = SysfsScript.format(operation);
        if (line.indexOf('\n') >= 0 || !SysfsScript.parse("", line).equals(List.of(operation))) {
            throw new ZmdevException(
                    ErrorCode.UNSUPPORTED, "a state folder can't keep the operation '%s'".formatted(line));
        }
        operations.append(line);
        replayed = operations.size();
    }
}
