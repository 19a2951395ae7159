package io.zmdev.hw.apply;

import io.zmdev.exchange.ShellScript;
import io.zmdev.hw.host.HostAccess;
import io.zmdev.hw.host.Look;
import io.zmdev.hw.shell.Shell;
import io.zmdev.hw.shell.ShellAnswer;
import io.zmdev.io.PlanDocument;
import io.zmdev.model.ErrorCode;
import io.zmdev.model.ZmdevException;
import io.zmdev.model.host.Answer;
import io.zmdev.plan.JournalEntry;
import io.zmdev.plan.JournalEntry.Outcome;
import io.zmdev.plan.Plan;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Predicate;

/**
 * Makes plans on a host that has a shell. The host does the work: the plan goes there as a {@link ShellScript}, is started apart
 * from this connection, and is followed by its journal. Whatever becomes of this program or of the link, the script ends in the
 * new state or the old one.
 *
 * <p>Each transaction has a folder {@code /var/lib/zmdev/transactions/N} on the host: {@code script}, {@code plan.json}, {@code
 * journal}, {@code output} and, once the script has ended, {@code status}.
 */
public final class ScriptedTransaction implements Transactor {

    /** Where a host keeps its transactions. */
    public static final String FOLDER = "/var/lib/zmdev/transactions";

    private static final Duration PAUSE = Duration.ofMillis(100);

    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

    /** How long a script may stay without a new line in its journal before somebody looks whether it is at work. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** How long it may be at work without one: the whole machine is looked at before the first step and after the last. */
    private static final Duration LONGEST_SILENCE = Duration.ofMinutes(15);

    /** How long after the time to confirm systemd looks whether anything is left to undo. */
    private static final Duration BACKSTOP = Duration.ofSeconds(30);

    /** Leaves an exit status in one piece; on a full disk an empty one. */
    private static final String LEAVE = """
            leave='{ echo $code >status.new && mv status.new status; } || : >status'
            """;

    /**
     * Starts a command apart from this connection, in the folder of transaction {@code $number}. A guard that is killed (exit
     * status above 128) leaves {@code status} to whoever watches it.
     */
    private static final String LAUNCH = LEAVE + """
            ZMDEV_JOURNAL=$PWD/journal
            export ZMDEV_JOURNAL
            watch='sh script --watch >>output 2>&1; code=$?; [ $code = 6 ] || [ -e status ] || '$leave
            launch() {
                name=$1 command=$2
                shift 2
                if [ -d /run/systemd/system ] && command -v systemd-run >/dev/null; then
                    systemd-run --quiet --collect --unit="zmdev-$number-$name-$$" --working-directory="$PWD" \
                        --setenv=ZMDEV_JOURNAL="$ZMDEV_JOURNAL" "$@" sh -c "$command" || exit
                elif command -v setsid >/dev/null; then
                    setsid sh -c "$command" >/dev/null 2>&1 &
                else
                    nohup sh -c "$command" >/dev/null 2>&1 &
                fi
            }
            """.strip();

    private final HostAccess host;
    private final Shell shell;
    private final String folder;
    private final Duration patience;

    /** @param folder where the host keeps transactions, as a rule {@link #FOLDER} */
    public ScriptedTransaction(HostAccess host, Shell shell, String folder) {
        this(host, shell, folder, PATIENCE);
    }

    ScriptedTransaction(HostAccess host, Shell shell, String folder, Duration patience) {
        this.host = host;
        this.shell = shell;
        this.folder = folder;
        this.patience = patience;
    }

    @Override
    public void apply(Plan plan, Duration confirmWithin) {
        requireNoneOpen();
        Transactor.requireFresh(host, plan);
        if (plan.isEmpty()) {
            return;
        }
        int number = start(plan, confirmWithin);
        History.Entry made = follow(number, entry -> entry.outcome().isPresent());
        switch (made.outcome().orElseThrow(() -> cutOff(made))) {
            case APPLIED -> {}
            case ROLLED_BACK ->
                throw new ZmdevException(
                        ErrorCode.ROLLED_BACK,
                        failure(made) + ". Everything was undone, the machine is as it was before");
            case ROLLBACK_FAILED ->
                throw new ZmdevException(
                        ErrorCode.ROLLBACK_FAILED, failure(made) + ". Not everything was undone: " + output(number));
        }
    }

    @Override
    public int confirm() {
        History.Entry waiting = history().awaitingConfirmation().orElseThrow(Transactor::nothingToConfirm);
        int number = waiting.number();
        command("""
                cd %1$s/%2$d || exit
                if [ "$(ZMDEV_JOURNAL=$PWD/journal sh script --state)" = restarted ]; then
                    echo 'the machine was restarted, which undid it' >&2
                    exit
                fi
                printf %%s %3$s >confirm.new && mv confirm.new confirm || exit
                echo done""".formatted(folder, number, requester()));
        long failures = failures(waiting).size();
        History.Entry confirmed = follow(
                number, entry -> !entry.awaitsConfirmation() || failures(entry).size() > failures);
        List<JournalEntry.NotPersisted> reasons = failures(confirmed);
        if (confirmed.awaitsConfirmation() && reasons.size() > failures) {
            throw Transactor.notPersisted(confirmed, reasons.getLast().reason());
        }
        if (confirmed.entries().getLast() instanceof JournalEntry.NotRestored(String reason)) {
            throw new ZmdevException(
                    ErrorCode.ROLLBACK_FAILED,
                    "transaction %d can't be kept for the next boot, and its files not be brought back: %s"
                            .formatted(number, reason));
        }
        if (confirmed.entries().stream().noneMatch(JournalEntry.Confirmed.class::isInstance)) {
            throw new ZmdevException(
                    ErrorCode.ROLLED_BACK, "transaction %d was undone: it was confirmed too late".formatted(number));
        }
        return number;
    }

    /** Why the files could not be changed, once for each time that it was tried. */
    private static List<JournalEntry.NotPersisted> failures(History.Entry entry) {
        return entry.entries().stream()
                .filter(JournalEntry.NotPersisted.class::isInstance)
                .map(JournalEntry.NotPersisted.class::cast)
                .toList();
    }

    @Override
    public int rollBack() {
        History.Entry last = history()
                .lastNotUndone()
                .orElseThrow(() -> new ZmdevException(ErrorCode.USAGE, "no transaction is there to roll back"));
        if (last.outcome().isPresent() && !isLostByRestart(last)) {
            Transactor.requireUntouched(host, last);
        }
        command(LEAVE + """
                cd %1$s/%2$d || exit
                ZMDEV_JOURNAL=$PWD/journal
                export ZMDEV_JOURNAL
                if [ "$(sh script --state)" = guarded ]; then
                    printf %%s %3$s >rollback.new && mv rollback.new rollback || : >rollback
                else
                    sh script --undo %3$s >>output 2>&1
                    code=$?
                    eval "$leave"
                fi
                echo done""".formatted(folder, last.number(), requester()));
        History.Entry undone = follow(
                last.number(),
                entry -> entry.outcome().filter(o -> o != Outcome.APPLIED).isPresent());
        if (!undone.outcome().equals(Optional.of(Outcome.ROLLED_BACK))) {
            throw new ZmdevException(ErrorCode.ROLLBACK_FAILED, "not everything was undone: " + output(last.number()));
        }
        return last.number();
    }

    /** Whether the machine was started again before it was confirmed: nothing of it is left to be touched. */
    private boolean isLostByRestart(History.Entry entry) {
        return entry.awaitsConfirmation() && state(entry.number()).equals("restarted");
    }

    /** What the script says of its transaction ({@code --state}). */
    private String state(int number) {
        return command("""
                        cd %s/%d || exit
                        ZMDEV_JOURNAL=$PWD/journal sh script --state
                        echo done""".formatted(folder, number)).text().lines().findFirst().orElse("");
    }

    @Override
    public OptionalInt expire() {
        Optional<History.Entry> waiting = history().expiring();
        if (waiting.isEmpty()) {
            return OptionalInt.empty();
        }
        int number = waiting.get().number();
        History.Entry ended = follow(
                number, entry -> !entry.awaitsConfirmation() && entry.outcome().isPresent());
        return switch (ended.outcome().orElseThrow(() -> cutOff(ended))) {
            case APPLIED -> OptionalInt.empty();
            case ROLLED_BACK -> OptionalInt.of(number);
            case ROLLBACK_FAILED ->
                throw new ZmdevException(ErrorCode.ROLLBACK_FAILED, "not everything was undone: " + output(number));
        };
    }

    /**
     * Finds a transaction that came to no end and that nothing guards any more: the host undoes it then, or waits on for its
     * confirmation. After a restart the host only brings back files that were being changed; sysfs has forgotten the rest, and
     * what the restart made of it is the user's to see. One round trip where there is none.
     *
     * @return what the user should know
     */
    public Optional<String> recover() {
        ShellAnswer answer = shell.run("""
                cd %s 2>/dev/null || exit 0
                number=$(for entry in [1-9]*; do echo "$entry"; done | sort -n | tail -n 1)
                [ -s "$number/journal" ] && cd "$number" || exit 0
                %s
                state=$(sh script --state 2>/dev/null) || exit 0
                case $state in
                    unguarded)
                        rm -f status
                        launch watch "$watch"
                        ;;
                    restarted)
                        sh script --restore >>output 2>&1
                        case $? in 0) state=restored ;; 1) state=half-kept ;; esac
                        ;;
                esac
                echo "$number $state\"""".formatted(folder, LAUNCH));
        String[] words = answer.text().strip().split(" ", 2);
        return switch (words[words.length - 1]) {
            case "unguarded" -> Optional.of(recovered(Integer.parseInt(words[0])));
            case "restarted" ->
                Optional.of(
                        "transaction %s was cut off by a restart of the machine; look at 'zmdev plan', then 'zmdev rollback'"
                                .formatted(words[0]));
            case "restored" ->
                Optional.of(
                        ("the machine was restarted while transaction %s changed its files for the next boot; they are as before"
                                        + " again. Look at 'zmdev plan', then 'zmdev rollback'")
                                .formatted(words[0]));
            case "half-kept" ->
                Optional.of(
                        ("the machine was restarted while transaction %s changed its files for the next boot, and they can't be"
                                        + " brought back: %s")
                                .formatted(words[0], output(Integer.parseInt(words[0]))));
            default -> Optional.empty();
        };
    }

    private String recovered(int number) {
        History.Entry entry = follow(
                number, found -> found.awaitsConfirmation() || found.outcome().isPresent());
        if (entry.awaitsConfirmation()) {
            return "transaction %d waits for 'zmdev confirm' or 'zmdev rollback'; its guard was killed and replaced"
                    .formatted(number);
        }
        return entry.outcome().equals(Optional.of(Outcome.ROLLED_BACK))
                ? "transaction %d was cut off or not confirmed in time; it was undone".formatted(number)
                : "transaction %d was cut off; not everything was undone: %s".formatted(number, output(number));
    }

    @Override
    public History history() {
        List<JournalEntry> entries = new ArrayList<>();
        for (HostTransaction transaction : transactions()) {
            entries.addAll(transaction.entries());
        }
        return History.of(entries);
    }

    /** What is in the folders, in one round trip; one that does not even hold its plan began nothing. */
    private List<HostTransaction> transactions() {
        HostAccess view = host.view(List.of(
                Look.names(folder), Look.content(folder + "/*/plan.json"), Look.content(folder + "/*/journal")));
        List<String> numbers = switch (view.list(folder)) {
            case Answer.Refused<List<String>> refused -> List.of();
            case Answer.Ok<List<String>>(List<String> names) -> names;
        };
        return numbers.stream()
                .filter(name -> name.matches("[1-9][0-9]{0,8}"))
                .map(Integer::valueOf)
                .sorted()
                .flatMap(number -> transaction(view, number).stream())
                .toList();
    }

    private Optional<HostTransaction> transaction(HostAccess view, int number) {
        String path = folder + "/" + number;
        byte[] plan = view.read(path + "/plan.json").asOptional().orElse(new byte[0]);
        byte[] journal = view.read(path + "/journal").asOptional().orElse(new byte[0]);
        if (plan.length == 0 || journal.length == 0) {
            return Optional.empty();
        }
        return Optional.of(new HostTransaction(
                number,
                PlanDocument.parse(path + "/plan.json", plan),
                path + "/journal",
                new String(journal, StandardCharsets.UTF_8)));
    }

    private void requireNoneOpen() {
        History history = history();
        history.open().filter(open -> state(open.number()).equals("guarded")).ifPresent(open -> {
            throw new ZmdevException(
                    ErrorCode.HOST_UNREACHABLE,
                    "%s: somebody makes transaction %d (%s) at this moment; try again later"
                            .formatted(host.uri(), open.number(), open.begun().configuration()));
        });
        Transactor.requireNoneOpen(history);
    }

    /** The answer is the transaction's number. From here on the host is on its own. */
    private int start(Plan plan, Duration confirmWithin) {
        ShellAnswer answer = command("""
                umask 077
                mkdir -p %1$s || exit
                number=1
                until mkdir %1$s/$number 2>/dev/null; do
                    [ -d %1$s/$number ] || exit
                    number=$((number + 1))
                done
                cd %1$s/$number || exit
                %2$s && %3$s && %7$s && sync || exit
                %4$s
                launch watch "$watch"
                ! [ -d /run/systemd/system ] || launch timer "$watch" --on-active=%6$d
                launch guard 'sh script --guard %5$d >>output 2>&1; code=$?; [ $code -gt 128 ] || '"$leave"
                echo $number done""".formatted(
                        folder,
                        file("script", ShellScript.of(plan)),
                        file("plan.json", PlanDocument.text(plan)),
                        LAUNCH,
                        confirmWithin.toSeconds(),
                        confirmWithin.plus(BACKSTOP).toSeconds(),
                        file("by", Requester.name())));
        return Integer.parseInt(answer.text().strip().replaceFirst(" .*", ""));
    }

    private static String requester() {
        return ShellScript.quoted(Requester.name());
    }

    /** A command that writes a file, whatever it holds. */
    private static String file(String name, String content) {
        return "printf %s " + ShellScript.quoted(content) + " >" + name;
    }

    /** The transaction once the predicate holds, or once its script has ended. */
    private History.Entry follow(int number, Predicate<History.Entry> end) {
        String path = folder + "/" + number + "/plan.json";
        Plan plan = host.read(path)
                .asOptional()
                .map(json -> PlanDocument.parse(path, json))
                .orElseThrow(() -> nothingMade(number, "1"));
        int events = -1;
        long heard = System.nanoTime();
        long look = heard + patience.toNanos();
        boolean abandoned = false;
        while (true) {
            long asked = System.nanoTime();
            Progress progress = progress(number, plan);
            boolean ended = progress.status().isPresent();
            if (progress.entry().isPresent()
                    && (ended || end.test(progress.entry().get()))) {
                return progress.entry().get();
            }
            if (ended) {
                throw nothingMade(number, progress.status().get());
            }
            Duration silence = Duration.ofNanos(System.nanoTime() - heard);
            if (abandoned) {
                throw new ZmdevException(
                        ErrorCode.HOST_UNREACHABLE,
                        "%s: transaction %d has made no step for %d seconds; see 'zmdev journal'"
                                .formatted(host.uri(), number, silence.toSeconds()));
            }
            int now = progress.entry().map(e -> e.entries().size()).orElse(0);
            if (now > events) {
                events = now;
                heard = System.nanoTime();
                look = heard + patience.toNanos();
            }
            if (System.nanoTime() > look) {
                // it may end just now: its status is read once more
                abandoned =
                        silence.compareTo(LONGEST_SILENCE) > 0 || !state(number).equals("guarded");
                look = System.nanoTime() + patience.toNanos();
            }
            pause(Duration.ofNanos(System.nanoTime() - asked));
        }
    }

    /** How far a script is: what its journal tells, and the exit status that it left before that was read. */
    private record Progress(Optional<History.Entry> entry, Optional<String> status) {}

    private Progress progress(int number, Plan plan) {
        byte[] answer = shell.run("""
                cd %s/%d || exit
                if [ -e status ]; then echo "ended $(cat status)"; else echo open; fi
                cat journal 2>/dev/null""".formatted(folder, number)).output();
        String[] parts = new String(answer, StandardCharsets.UTF_8).split("\n", 2);
        HostTransaction transaction = new HostTransaction(
                number, plan, folder + "/" + number + "/journal", parts.length == 2 ? parts[1] : "");
        return new Progress(
                History.of(transaction.entries()).transactions().stream().findFirst(),
                Optional.of(parts[0])
                        .filter(state -> state.startsWith("ended"))
                        .map(ended -> ended.substring("ended".length()).strip()));
    }

    /** Why a script ended without an event, by its exit status ({@link ShellScript}). */
    private ZmdevException nothingMade(int number, String status) {
        ErrorCode code = switch (status) {
            case "4" -> ErrorCode.STALE_PLAN;
            case "6" -> ErrorCode.HOST_UNREACHABLE;
            default -> ErrorCode.OUTPUT_UNWRITABLE;
        };
        return new ZmdevException(code, "%s: nothing was changed: %s".formatted(host.uri(), output(number)));
    }

    /** The last line that the script said. */
    private String output(int number) {
        String output = host.read(folder + "/" + number + "/output")
                .map(bytes -> new String(bytes, StandardCharsets.UTF_8).strip())
                .asOptional()
                .orElse("");
        return output.lines().reduce((first, last) -> last).orElse("the script said nothing");
    }

    /** A look at the host takes from the time that its script has: most of it is left to the script. */
    private static void pause(Duration look) {
        Duration rest = look.multipliedBy(4);
        try {
            Thread.sleep(rest.compareTo(PAUSE) < 0 ? PAUSE : rest.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : rest);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ZmdevException(ErrorCode.HOST_UNREACHABLE, "interrupted; the host goes on by itself", e);
        }
    }

    private String failure(History.Entry entry) {
        return entry.entries().stream()
                .flatMap(e -> HostTransaction.failure(e, entry).stream())
                .findFirst()
                .orElse("it was given up");
    }

    private static ZmdevException cutOff(History.Entry entry) {
        return new ZmdevException(
                ErrorCode.ROLLBACK_FAILED,
                "transaction %d was cut off; undo it with 'zmdev rollback'".formatted(entry.number()));
    }

    private ShellAnswer command(String script) {
        ShellAnswer answer = shell.run(script);
        if (!answer.text().strip().endsWith("done")) {
            throw new ZmdevException(
                    ErrorCode.OUTPUT_UNWRITABLE,
                    "%s: %s can't be used: %s"
                            .formatted(host.uri(), folder, answer.complaint().strip()));
        }
        return answer;
    }
}
