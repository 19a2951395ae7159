package io.zmdev.hw.host;

import io.zmdev.hw.nativecalls.SystemCalls;
import io.zmdev.hw.shell.LocalShell;
import io.zmdev.hw.shell.Shell;
import io.zmdev.model.Errno;
import io.zmdev.model.ErrorCode;
import io.zmdev.model.ZmdevException;
import io.zmdev.model.host.Answer;
import io.zmdev.model.host.HostOperation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.NotLinkException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The machine that zmdev runs on. */
public final class LocalHost implements HostAccess {

    private final Shell shell = new LocalShell();

    @Override
    public HostUri uri() {
        return new HostUri.Local();
    }

    @Override
    public HostFacts facts() {
        return LinuxFacts.of(this, "local");
    }

    @Override
    public Answer<byte[]> read(String path) {
        if (Files.isDirectory(Path.of(path))) {
            return Answer.refused(Errno.EISDIR);
        }
        return answer(() -> {
            try (var in = Files.newInputStream(Path.of(path))) {
                return in.readAllBytes();
            }
        });
    }

    @Override
    public HostAccess view(Collection<Look> looks) {
        return DirectLook.at(this, looks);
    }

    @Override
    public Answer<Integer> write(String path, byte[] value) {
        return SystemCalls.write(path, value);
    }

    @Override
    public Answer<List<String>> list(String path) {
        return answer(() -> {
            try (Stream<Path> entries = Files.list(Path.of(path))) {
                return entries.map(entry -> String.valueOf(entry.getFileName()))
                        .sorted()
                        .toList();
            }
        });
    }

    @Override
    public Answer<String> link(String path) {
        if (Files.exists(Path.of(path), LinkOption.NOFOLLOW_LINKS) && !Files.isSymbolicLink(Path.of(path))) {
            return Answer.refused(Errno.EINVAL);
        }
        return answer(() -> Files.readSymbolicLink(Path.of(path)).toString());
    }

    @Override
    public Answer<?> execute(HostOperation operation) {
        return switch (operation) {
            case HostOperation.Read(String path) -> read(path);
            case HostOperation.Write(String path, String value) ->
                write(path, value.getBytes(StandardCharsets.ISO_8859_1));
            case HostOperation.ListNames(String path) -> list(path);
            case HostOperation.Link(String path) -> link(path);
            case HostOperation.Load(String module) -> load(module);
            case HostOperation.Unload(String module) -> SystemCalls.deleteModule(module);
            default -> Answer.refused(Errno.EOPNOTSUPP);
        };
    }

    /** modprobe; its last words are an error text of the C library. */
    private static Answer<String> load(String module) {
        try {
            Process modprobe = new ProcessBuilder("modprobe", "--", module)
                    .redirectErrorStream(true)
                    .redirectInput(
                            ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                    .start();
            String output = new String(modprobe.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1).strip();
            if (modprobe.waitFor() == 0) {
                return Answer.ok("");
            }
            String reason = output.substring(output.lastIndexOf(':') + 1).strip();
            return Answer.refused(Errno.ofText(reason).orElse(Errno.ENOENT));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Answer.refused(Errno.EINTR);
        } catch (IOException e) {
            throw new ZmdevException(ErrorCode.UNSUPPORTED, "modprobe can't be run: " + e.getMessage(), e);
        }
    }

    @Override
    public Duration settlingTime() {
        return Duration.ofSeconds(10);
    }

    @Override
    public Optional<Shell> shell() {
        return Optional.of(shell);
    }

    @Override
    public HostLock lock() {
        return () -> {};
    }

    @Override
    public void close() {
        // nothing is held open
    }

    @FunctionalInterface
    private interface FileCall<T> {
        T make() throws IOException;
    }

    private static <T> Answer<T> answer(FileCall<T> call) {
        try {
            return Answer.ok(call.make());
        } catch (IOException e) {
            return Answer.refused(errno(e));
        }
    }

    /** java.nio names the common errnos by exception and the others by the C library's text. */
    private static Errno errno(IOException e) {
        return switch (e) {
            case NoSuchFileException missing -> Errno.ENOENT;
            case AccessDeniedException denied -> Errno.EACCES;
            case NotDirectoryException file -> Errno.ENOTDIR;
            case NotLinkException file -> Errno.EINVAL;
            case FileSystemException other -> ofText(other.getReason());
            default -> ofText(e.getMessage());
        };
    }

    private static Errno ofText(@org.jspecify.annotations.Nullable String text) {
        return Optional.ofNullable(text).flatMap(Errno::ofText).orElse(Errno.EIO);
    }
}
