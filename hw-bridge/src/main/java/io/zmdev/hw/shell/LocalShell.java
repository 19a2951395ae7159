package io.zmdev.hw.shell;

import io.zmdev.model.ErrorCode;
import io.zmdev.model.ZmdevException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
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
    public List<ShellAnswer> run(List<String> scripts) {
        List<Running> started = new ArrayList<>();
        try {
            for (String script : scripts) {
                started.add(start(script));
            }
            List<ShellAnswer> answers = new ArrayList<>();
            for (Running script : started) {
                answers.add(script.await());
            }
            return answers;
        } catch (IOException | CompletionException e) {
            throw new ZmdevException(
                    ErrorCode.HOST_UNREACHABLE, "this machine's shell can't be used: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw gone("interrupted while a script ran");
        } finally {
            started.forEach(script -> script.process().destroyForcibly());
        }
    }

    private Running start(String script) throws IOException {
        Process process = new ProcessBuilder(command).start();
        Running running = new Running(
                process, read(process.getInputStream(), MAX_OUTPUT), read(process.getErrorStream(), MAX_ERRORS));
        try (OutputStream in = process.getOutputStream()) {
            in.write(Shell.program(script).getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            process.destroyForcibly();
            throw e;
        }
        return running;
    }

    /** A shell with its script, and what it prints. */
    private record Running(Process process, CompletableFuture<byte[]> output, CompletableFuture<byte[]> errors) {

        ShellAnswer await() throws InterruptedException {
            if (!process.waitFor(TIME_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                throw gone("a script took longer than " + TIME_LIMIT.toSeconds() + " seconds");
            }
            return new ShellAnswer(process.exitValue(), output.join(), errors.join());
        }
    }

    /** In a thread of its own: a shell that can't get rid of what it says on one of its outputs says nothing on the other. */
    private static CompletableFuture<byte[]> read(InputStream in, int limit) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try (in) {
                        byte[] bytes = in.readNBytes(limit + 1);
                        if (bytes.length > limit) {
                            throw gone("a script printed more than " + limit + " bytes");
                        }
                        return bytes;
                    } catch (IOException e) {
                        throw new CompletionException(e);
                    }
                },
                reading -> Thread.ofPlatform().daemon().start(reading));
    }

    private static ZmdevException gone(String message) {
        return new ZmdevException(ErrorCode.HOST_UNREACHABLE, "local: " + message);
    }

    @Override
    public void close() {
        // every script has a process of its own
    }
}
