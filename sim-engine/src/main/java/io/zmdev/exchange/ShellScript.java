package io.zmdev.exchange;

import io.zmdev.model.ErrorCode;
import io.zmdev.model.ZmdevException;
import io.zmdev.model.host.HostOperation;
import io.zmdev.plan.Difference;
import io.zmdev.plan.Disturbance;
import io.zmdev.plan.Expectation;
import io.zmdev.plan.FileChange;
import io.zmdev.plan.Plan;
import io.zmdev.plan.Step;
import io.zmdev.plan.ZeroizedKeys;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.CRC32;

/**
 * A plan as a script for a POSIX shell with coreutils or busybox. It makes the plan as a whole or not at all: the host is held
 * against the plan's fingerprint, each step is noted in a journal before it is made and read back after, and whatever fails is
 * undone.
 *
 * <p>What the script does by its first argument:
 *
 * <ul>
 *   <li>none: makes the plan. Exit code 0 done, 3 something would be lost for good, 4 the host moved, 5 failed and undone, 1
 *       failed and not wholly undone
 *   <li>{@code --disturb}: makes the plan although something is lost for good
 *   <li>{@code --check}: writes nothing; 0 the plan is made already, 2 it can be made, 4 the host moved, or it uses a device that the plan takes
 *   <li>{@code --help}: says what it is for, and its steps
 *   <li>{@code --undo [WHO]}: undoes every step that the journal has as started; 0 undone, 1 not wholly
 *   <li>{@code --guard SECONDS}: makes the plan, then waits for a file {@code confirm} beside the journal and undoes everything
 *       when it does not come in time, or a file {@code rollback} does (both may hold who asks); 0 seconds wait for nothing. Holds both locks meanwhile
 *   <li>{@code --watch}: waits until the guard is gone. Undoes what was cut off then, and guards on what waits for its
 *       confirmation; a transaction that came to its end, or of a boot before this one, is left alone
 *   <li>{@code --state}: prints one word: {@code ended}, {@code guarded} by a process, {@code unguarded}, or {@code restarted}
 *       when it came to no end before the machine was started again
 *   <li>{@code --restore}: after a restart, brings back the files of a confirmation that came to no end; 0 brought back, 2
 *       there are none, 1 not all of them
 * </ul>
 *
 * <p>Before the first step it keeps the serial number and the master key verification patterns ({@code mkvps}) of each card of
 * which a queue leaves the host's drivers in {@code /var/lib/zmdev/queues/cardXX.json}, beside what was kept there of queues that
 * can't be read any more.
 *
 * <p>{@code ZMDEV_JOURNAL} names the journal (default {@code /var/lib/zmdev/ID.journal}); {@code ZMDEV_ROOT} is put before each
 * path, for a machine whose {@code /sys} is mounted elsewhere.
 *
 * <p>The journal has one event a line, each on the disk before anything comes of it: {@code begun BOOT-ID}, {@code
 * asked apply|confirm|rollback EPOCH-SECOND WHO} (who applies stands in a file {@code by} beside the journal), {@code armed
 * EPOCH-SECOND}, {@code started STEP},
 * {@code done STEP}, {@code refused STEP OPERATION TEXT}, {@code differed STEP TEXT}, {@code undone STEP}, {@code not-undone STEP
 * TEXT}, {@code ended applied|rolled-back|rollback-failed}, {@code expired}, {@code confirmed}; for the files that keep what
 * was made over a reboot {@code persisting}, {@code persisted}, {@code not-persisted TEXT}, {@code restored}, {@code not-restored
 * TEXT}. Files change once a transaction is confirmed, or right after its steps when it need not be: all of them, or none. A line that ends with the word
 * {@code cut-off} was noted in part on a full disk and means nothing.
 */
public final class ShellScript {

    /** What is the same in every script. */
    private static final String LIBRARY = resource("/io/zmdev/assets/shell/transaction.sh");

    private static final String HELP = """
            if [ "${1:-}" = --help ] || [ "${1:-}" = -h ]; then
                printf '%s\\n\\n' "$plan: $count steps and $files files for the next boot"
                cat <<'END'
            Makes a plan of zmdev as a whole or not at all. Needs root, a POSIX shell and coreutils or busybox.

              sh SCRIPT             make the plan; whatever fails is undone
              sh SCRIPT --disturb   the same, although something is lost for good (it is named without)
              sh SCRIPT --check     write nothing; say whether the plan is made already (0) or can be made (2)
              sh SCRIPT --undo      undo what was made, newest first

            Exit codes: 0 done, 2 can be made, 3 something would be lost for good, 4 the host is not as the plan was computed
            from or uses a device that it takes, 5 failed and undone, 6 somebody else holds the lock, 1 failed.
            ZMDEV_JOURNAL names the journal that --undo needs (default /var/lib/zmdev/ID.journal), ZMDEV_ROOT is put before
            each path.

            Steps:
            END
                while read -r hash step; do
                    case $hash$step in '#'[0-9]*.*) printf '  %s\\n' "$step" ;; esac
                done <"$0"
                exit 0
            fi

            """;

    /** The function {@code holders}, which tells what in the host holds ccw devices. {@code $root} is put before each path. */
    static final String HOLDERS = resource("/io/zmdev/assets/shell/holders.sh");

    /** For the host's fingerprint. Once it is undone, what the host does with a device that came back is no difference. */
    private static final String UNUSED = """
            unused() {
                [ -z "${last:-}" ] || return 0
                if ! found=$(holders "$@"); then
                    found=
                    differs="what the host does with $* can't be told"
                    return 1
                fi
                differs=$(printf '%s' "$found" | tr '\\n' ';')
                [ -z "$found" ]
            }

            not_root() {
                unused "$@" && return 0
                case $found in
                    *' is mounted on /' | *" is mounted on /$nl"*) return 1 ;;
                    *:*) return 0 ;;
                    *) return 1 ;;
                esac
            }

            """;

    private static final Pattern ONLINE = Pattern.compile("/sys/bus/ccw/devices/([^/]+)/online");

    private ShellScript() {}

    private static String resource(String name) {
        try (InputStream in = Objects.requireNonNull(ShellScript.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The script; the same plan gives the same text.
     *
     * @throws ZmdevException UNSUPPORTED when the plan has an operation that no shell can make
     */
    public static String of(Plan plan) {
        StringBuilder steps = new StringBuilder();
        List<String> unused = unused(plan);
        function(
                steps,
                "fingerprint",
                Stream.concat(expectations(plan.fingerprint()).stream(), unused.stream())
                        .toList());
        function(steps, "after_all", expectations(after(plan.steps())));
        for (int i = 0; i < plan.steps().size(); i++) {
            step(steps, i + 1, plan.steps().get(i));
        }
        for (int i = 0; i < plan.files().size(); i++) {
            file(steps, i + 1, plan.files().get(i));
        }
        return """
                #!/bin/sh
                # Made by zmdev. Without an argument it makes the plan; --check only looks, --undo goes back.
                # Serial numbers and master key patterns of queues that leave the host's drivers are kept in /var/lib/zmdev/queues
                # before: nobody can read them then.
                # shellcheck disable=SC2016,SC2317,SC2329 # quoted words stay as they are; steps are called by their number
                plan=%s
                id=%s
                count=%d
                files=%d
                observed=%d
                cards=%s
                losses=%s

                """.formatted(
                                quoted(plan.configuration() + " on " + plan.machine()),
                                id(steps.toString()),
                                plan.steps().size(),
                                plan.files().size(),
                                plan.fingerprint().size(),
                                quoted(cards(plan)),
                                quoted(String.join("\n", plan.losses())))
                + steps
                + HELP
                + (unused.isEmpty() ? "" : HOLDERS + "\n" + UNUSED)
                + LIBRARY;
    }

    /** The host must not use a device that is set offline, nor ever run from it, even if the plan takes one that is used. */
    private static List<String> unused(Plan plan) {
        List<String> unused = new ArrayList<>();
        for (Step step : plan.steps()) {
            boolean used = step.disturbances().stream().anyMatch(loss -> loss.kind() == Disturbance.Kind.HOST);
            step.operations().stream()
                    .flatMap(operation -> setOffline(operation).stream())
                    .forEach(device -> unused.add(words(used ? "not_root" : "unused", device)));
        }
        return unused;
    }

    /** The ccw device that an operation sets offline. */
    private static Optional<String> setOffline(HostOperation operation) {
        if (operation instanceof HostOperation.Write(String path, String value) && value.equals("0")) {
            Matcher online = ONLINE.matcher(path);
            return online.matches() ? Optional.of(online.group(1)) : Optional.empty();
        }
        return Optional.empty();
    }

    /** The cards whose queues are recorded: {@code card05 card06}, or {@code all} where masks change and the plan knows no queue. */
    private static String cards(Plan plan) {
        String cards =
                ZeroizedKeys.cards(plan).stream().map(card -> "card" + card).collect(Collectors.joining(" "));
        return cards.isEmpty() && ZeroizedKeys.writesMasks(plan) ? "all" : cards;
    }

    /** What holds after a plan was made: of each path the last read-back. */
    public static List<Expectation> after(List<Step> steps) {
        Map<String, Expectation> last = new LinkedHashMap<>();
        steps.forEach(step -> step.readBack().forEach(e -> last.put(e.path(), e)));
        return List.copyOf(last.values());
    }

    /** A word that the shell takes as it stands, whatever it holds. */
    public static String quoted(String text) {
        if (text.indexOf('\0') >= 0) {
            throw new ZmdevException(ErrorCode.UNSUPPORTED, "a shell script can't hold a byte of value 0");
        }
        return "'" + text.replace("'", "'\\''") + "'";
    }

    private static String id(String text) {
        CRC32 crc = new CRC32();
        crc.update(text.getBytes(StandardCharsets.UTF_8));
        return "%08x".formatted(crc.getValue());
    }

    private static void step(StringBuilder script, int number, Step step) {
        script.append("# ")
                .append(number)
                .append(". ")
                .append(comment(step.what()))
                .append('\n');
        function(script, "before_" + number, expectations(step.preconditions()));
        List<String> make = new ArrayList<>();
        for (int i = 0; i < step.operations().size(); i++) {
            make.add("operation=%d && %s"
                    .formatted(i + 1, command(step.operations().get(i))));
        }
        function(script, "make_" + number, make);
        script.append("undo_").append(number).append("() {\n");
        step.inverse()
                .forEach(operation ->
                        script.append("    ").append(command(operation)).append('\n'));
        script.append("    :\n}\n");
        function(script, "after_" + number, expectations(step.readBack()));
        script.append('\n');
    }

    /** What a file holds before and after, how both are laid ready, and how each comes to its place. */
    private static void file(StringBuilder script, int number, FileChange change) {
        String path = change.path();
        script.append("# ").append(comment(path)).append('\n');
        function(script, "old_" + number, List.of(held(path, change.before())));
        function(script, "new_" + number, List.of(held(path, change.after())));
        String before = number + ".old";
        String after = number + ".new";
        List<String> stages = new ArrayList<>();
        change.before().ifPresent(text -> stages.add(words("stage", before, path, text)));
        change.after().ifPresent(text -> stages.add(words("stage", after, path, text)));
        function(script, "stage_" + number, stages);
        function(
                script,
                "replace_" + number,
                List.of(change.after().isPresent() ? words("place", after, path) : words("take", path)));
        function(
                script,
                "restore_" + number,
                change.before()
                        .map(text -> List.of(
                                "{ [ -e \"$staging/%s\" ] || %s; }"
                                        .formatted(before, words("stage", before, path, text)),
                                words("place", before, path)))
                        .orElseGet(() -> List.of(words("take", path))));
        script.append('\n');
    }

    private static String held(String path, Optional<String> content) {
        return content.map(text -> words("text", path, text)).orElseGet(() -> words("missing", path));
    }

    /** A function that succeeds when every line of it does. */
    private static void function(StringBuilder script, String name, List<String> lines) {
        script.append(name).append("() {\n    ");
        script.append(lines.isEmpty() ? ":" : String.join(" &&\n        ", lines));
        script.append("\n}\n");
    }

    private static List<String> expectations(List<Expectation> expectations) {
        return expectations.stream().map(ShellScript::command).toList();
    }

    private static String command(Expectation expectation) {
        return switch (expectation) {
            case Expectation.Content(String path, String text) -> words("content", path, text);
            case Expectation.Target(String path, String name) -> words("target", path, name);
            case Expectation.Names(String path, List<String> names) -> words("names", path, String.join(" ", names));
            case Expectation.Directory(String path) -> words("directory", path);
            case Expectation.Missing(String path) -> words("missing", path);
        };
    }

    private static String command(HostOperation operation) {
        return switch (operation) {
            case HostOperation.Write(String path, String value)
            when value.chars().allMatch(c -> c < 0x80) -> words("put", path, value);
            case HostOperation.Load(String module) -> words("load", module);
            case HostOperation.Unload(String module) -> words("unload", module);
            default ->
                throw new ZmdevException(
                        ErrorCode.UNSUPPORTED, "no shell can make the operation '%s'".formatted(operation));
        };
    }

    private static String words(String command, String... arguments) {
        StringBuilder words = new StringBuilder(command);
        for (String argument : arguments) {
            words.append(' ').append(quoted(argument));
        }
        return words.toString();
    }

    private static String comment(String text) {
        return Difference.quoted(text).replaceAll("\\p{Cntrl}", "?");
    }
}
