package io.zmdev.hw.shell;

import io.zmdev.model.ErrorCode;
import io.zmdev.model.ZmdevException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/** {@code /bin/sh} of the machine that zmdev runs on. */
public final class LocalShell implements Shell {

    private final List<String> command;

    /** The shell of this machine as this program sees it. */
    public LocalShell() {
        this(List.of("sh"));
    }

    /** @param command what runs a shell that reads its script from standard input, such as {@code nsenter … sh} */
    public LocalShell(List<String> command) {
        this.command = List.copyOf(command);
    }

    @Override
    public ShellAnswer run(String script) {
        ProcessBuilder builder = new ProcessBuilder(command);
        try {
            Process process = builder.start();
            try {
                CompletableFuture<byte[]> output = read(process.getInputStream(), MAX_OUTPUT);
                CompletableFuture<byte[]> errors = read(process.getErrorStream(), MAX_ERRORS);
                try (OutputStream in = process.getOutputStream()) {
                    in.write(Shell.program(script).getBytes(StandardCharsets.UTF_8));
                }
                if (!process.waitFor(TIME_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                    throw gone("a script took longer than " + TIME_LIMIT.toSeconds() + " seconds");
                }
                return new ShellAnswer(process.exitValue(), output.join(), errors.join());
            } finally {
                process.destroyForcibly();
            }
        } catch (IOException | CompletionException e) {
            throw new ZmdevException(
                    ErrorCode.HOST_UNREACHABLE, "this machine's shell can't be used: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw gone("interrupted while a script ran");
        }
    }

    private static CompletableFuture<byte[]> read(InputStream in, int limit) {
        return CompletableFuture.supplyAsync(() -> {
            try (in) {
                byte[] bytes = in.readNBytes(limit + 1);
                if (bytes.length > limit) {
                    throw gone("a script printed more than " + limit + " bytes");
                }
                return bytes;
            } catch (IOException e) {
                throw new CompletionException(e);
            }
        });
    }

    private static ZmdevException gone(String message) {
        return new ZmdevException(ErrorCode.HOST_UNREACHABLE, "local: " + message);
    }

    @Override
    public void close() {
        // every script has a process of its own
    }
}
