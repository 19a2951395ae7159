package io.zmdev.hw.host;

import io.zmdev.exchange.ShellScript;
import io.zmdev.hw.shell.Shell;
import io.zmdev.hw.shell.ShellAnswer;
import io.zmdev.model.Errno;
import io.zmdev.model.ErrorCode;
import io.zmdev.model.ZmdevException;
import io.zmdev.model.host.Answer;
import io.zmdev.model.host.HostOperation;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A machine behind a shell, where a POSIX shell with coreutils or busybox is all there is. Each call is one round trip.
 *
 * <p>Shells hide errnos: what a program of coreutils says in the C locale is mapped back to its errno, and what is not known is
 * an error, never a guess.
 */
public final class ShellHost implements HostAccess {

    /** What one write(2) hands to an attribute (PAGE_SIZE). Bytes. */
    private static final int PAGE = 4096;

    private static final String DONE = "done";

    private final HostUri uri;
    private final Shell shell;

    public ShellHost(HostUri uri, Shell shell) {
        this.uri = uri;
        this.shell = shell;
    }

    @Override
    public HostUri uri() {
        return uri;
    }

    @Override
    public HostFacts facts() {
        return view(List.of(Look.content(LinuxFacts.HOSTNAME), Look.content(LinuxFacts.RELEASE)))
                .facts();
    }

    @Override
    public HostAccess view(Collection<Look> looks) {
        List<ShellAnswer> answers = shell.run(SnapshotScript.of(looks));
        Snapshot snapshot = new Snapshot(this, looks);
        try {
            answers.parallelStream().forEach(answer -> SnapshotReader.read(answer, snapshot));
        } catch (IllegalArgumentException e) {
            List<Look> wholes = looks.stream().map(Look::whole).toList();
            if (!wholes.equals(List.copyOf(looks))) {
                return view(wholes);
            }
            throw absurd(
                    e.getMessage() + answers.stream().map(ShellHost::complaint).collect(Collectors.joining()));
        }
        makeSure(snapshot);
        return snapshot;
    }

    /** head(1) of busybox says EIO for every read that fails; dd(1) says which errno it was. One round trip, and none without. */
    private void makeSure(Snapshot snapshot) {
        List<String> failed = snapshot.refused(Errno.EIO);
        if (failed.isEmpty()) {
            return;
        }
        String script = """
                nl='
                '
                for path in %s; do
                    text=$(dd if="$path" of=/dev/null bs=4096 2>&1) && text=readable
                    printf '%%s\\0' "${text%%%%"$nl"*}"
                done""".formatted(failed.stream().map(ShellHost::word).collect(Collectors.joining(" ")));
        String[] texts = shell.run(script).text().split("\0", -1);
        if (texts.length != failed.size() + 1) {
            throw absurd("%d answers to %d reads".formatted(texts.length - 1, failed.size()));
        }
        for (int i = 0; i < failed.size(); i++) {
            String path = failed.get(i);
            String text = texts[i];
            snapshot.content(
                    path,
                    text.equals("readable")
                            ? read(path)
                            : Answer.refused(
                                    ErrnoText.of(text).orElseThrow(() -> absurd("'%s' is no errno".formatted(text)))));
        }
    }

    @Override
    public Answer<byte[]> read(String path) {
        return view(List.of(Look.content(path).exactly())).read(path);
    }

    @Override
    public Answer<List<String>> list(String path) {
        return view(List.of(Look.names(path).exactly())).list(path);
    }

    @Override
    public Answer<String> link(String path) {
        String target = "[ -L %1$s ] && printf %%s \"$(readlink %1$s && echo .)\" && exit; ".formatted(word(path));
        ShellAnswer answer = shell.run(
                target + "ls -d %s >/dev/null && echo 'readlink: Invalid argument' >&2; exit 1".formatted(word(path)));
        String text = answer.text();
        return answer.status() == 0 && text.endsWith("\n.")
                ? Answer.ok(text.substring(0, text.length() - 2))
                : Answer.refused(errno(answer));
    }

    /** One write(2) of dd, which is told not to truncate; what is missing is refused before, for dd would want to make it. */
    @Override
    public Answer<Integer> write(String path, byte[] value) {
        int length = Math.min(value.length, PAGE);
        StringBuilder octal = new StringBuilder();
        for (int i = 0; i < length; i++) {
            octal.append("\\%03o".formatted(value[i] & 0xff));
        }
        return done("ls -d %1$s >/dev/null && printf '%2$s' | dd of=%1$s bs=%3$d count=1 conv=notrunc"
                        .formatted(word(path), octal, PAGE))
                .map(word -> length);
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
            case HostOperation.Unload(String module) -> done("PATH=$PATH:/usr/sbin:/sbin; rmmod " + word(module));
            default -> Answer.refused(Errno.EOPNOTSUPP);
        };
    }

    /** modprobe names no errno for a module that it does not find. */
    private Answer<String> load(String module) {
        return done("""
                PATH=$PATH:/usr/sbin:/sbin
                text=$(modprobe %s 2>&1) || {
                    case $text in *'not found'*) text='modprobe: No such file or directory' ;; esac
                    printf '%%s\\n' "$text" >&2
                    exit 1
                }
                :""".formatted(word(module)));
    }

    private Answer<String> done(String command) {
        ShellAnswer answer = shell.run(command + " && echo " + DONE);
        return answer.text().strip().equals(DONE) ? Answer.ok("") : Answer.refused(errno(answer));
    }

    private Errno errno(ShellAnswer answer) {
        return ErrnoText.of(answer.complaint())
                .orElseThrow(() -> absurd("a command ended with status " + answer.status() + complaint(answer)));
    }

    private static String complaint(ShellAnswer answer) {
        return answer.complaint()
                .lines()
                .findFirst()
                .map(line -> " (" + line + ")")
                .orElse("");
    }

    private ZmdevException absurd(String message) {
        return new ZmdevException(
                ErrorCode.HOST_UNREACHABLE, "%s: it answers what no host answers: %s".formatted(uri, message));
    }

    private static String word(String text) {
        return ShellScript.quoted(text);
    }

    @Override
    public Optional<Shell> shell() {
        return Optional.of(shell);
    }

    @Override
    public Duration settlingTime() {
        return Duration.ofSeconds(10);
    }

    @Override
    public HostLock lock() {
        return () -> {};
    }

    @Override
    public void close() {
        shell.close();
    }
}
