package io.zmdev.hw.host;

import io.zmdev.exchange.ShellScript;
import io.zmdev.hw.shell.ShellAnswer;
import io.zmdev.model.Errno;
import io.zmdev.model.host.Answer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One script that looks at many files, directories and links, and the reader of what it prints: words that each end with a byte
 * of value 0, which no name holds. Contents come as head(1) prints them, each behind a header with the file's name; which names
 * in which order was said before, so that no content can pass for a header.
 */
final class SnapshotScript {

    /** Files in one call of head(1): the kernel takes 2 MiB of arguments. */
    private static final int FILES_OF_A_CALL = 1000;

    /** What names of entries end with, by the script that looks at them: about as many with either. */
    private static final List<String> HALVES = List.of("[02468ace]", "[!02468ace]");

    /** The same for those of one call, where one call does not take the names of a half. */
    private static final List<List<String>> QUARTERS =
            List.of(List.of("[02]", "[46]", "[8a]", "[ce]"), List.of("[13]", "[57]", "[9b]", "[df]", "[!0-9a-f]"));

    /** One more than what is taken of a file, in bytes. */
    private static final int MAX_SIZE = (1 << 20) + 1;

    private static final String LIBRARY = """
            newline='
            '
            refusal() { printf 'E\\0%%s\\0%%s\\0%%s\\0' "$1" "$2" "$3"; }
            contents() {
                printf 'C\\0%%s\\0' "$1"
                shift
                printf '%%s\\0' "$@"
                printf '\\0'
                head -c %d "$@" /dev/null
            }
            found() {
                cd "$2" 2>/dev/null || return 0
                set -- "$1" "$3" "$4" "$5" $3
                folder=$1 pattern=$2 shared=$3 others=$4
                shift 4
                [ -e "$1" ] || return 0
                [ $# -lt 40000 ] || return 1
                for name in $shared $others; do
                    [ -e "$1/$name" ] || continue
                    IFS=$newline
                    set -f
                    contents "$folder" $(printf "%%s/$name\\n" "$@")
                    set +f
                    unset IFS
                done
                for name in $others; do [ -e "$1/$name" ] || contents "$folder" $pattern/$name; done
            }
            links() {
                cd -P "$3" 2>/dev/null || return
                printf 'L\\0%%s\\0%%s\\0%%s\\0' "$PWD" "$1" "$2"
                entries $4
                printf '\\0'
            }
            entries() { if [ -e "$1" ] || [ -L "$1" ]; then printf '%%s\\0' "$@"; fi; }
            names() {
                if cd "$1" && [ -r . ]; then
                    printf 'N\\0%%s\\0' "$1"
                    entries *
                    case $1 in /sys/*) ;; *) entries .[!.]* ;; esac # the kernel hides none
                    printf '\\0'
                elif [ -e "$1" ] || [ -L "$1" ]; then
                    refusal N "$1" "$(ls -d "$1/." 2>&1 >/dev/null; ls "$1/." 2>&1 >/dev/null)"
                fi
            }
            target() {
                if [ -L "$1" ]; then
                    if cd -P "$1"; then
                        printf 'T\\0%%s\\0%%s\\0' "$1" "$PWD"
                    else
                        printf 'T\\0%%s\\0' "$1"
                        readlink "$1"
                        printf '\\0'
                    fi
                elif [ -e "$1" ]; then
                    refusal T "$1" 'Invalid argument'
                fi
            }
            """.formatted(MAX_SIZE);

    private final String output;
    private final Deque<Complaint> complaints = new ArrayDeque<>();
    private final Set<String> unreadable = new HashSet<>();
    private boolean strangeNames;
    private final Snapshot snapshot;
    private int at;

    private SnapshotScript(ShellAnswer answer, Snapshot snapshot) {
        this.output = answer.text();
        this.snapshot = snapshot;
        errors(answer.complaint());
    }

    /** Scripts that look at everything together when they run at the same time; their answers are read in any order. */
    static List<String> of(Collection<Look> looks) {
        StringBuilder script = new StringBuilder(LIBRARY);
        StringBuilder other = new StringBuilder(LIBRARY);
        List<String> files = new ArrayList<>();
        SequencedMap<Place, List<Look>> places = new LinkedHashMap<>();
        for (Look look : looks) {
            boolean exact = look.isExact();
            switch (look.kind()) {
                case CONTENT -> {
                    if (exact) {
                        files.add(look.word());
                    } else if (look.shortcut().isPresent()) {
                        places.computeIfAbsent(Place.of(look), unseen -> new ArrayList<>())
                                .add(look);
                    } else {
                        script.append("contents '' ").append(look.word()).append('\n');
                    }
                }
                case NAMES -> each(other, look, exact, "names");
                case TARGET ->
                    look.shortcut()
                            .ifPresentOrElse(
                                    targets -> linksTo(other, look, targets), () -> each(other, look, exact, "target"));
            }
        }
        places.forEach((place, found) -> contentsIn(List.of(script, other), place, found));
        for (int from = 0; from < files.size(); from += FILES_OF_A_CALL) {
            script.append("contents '' ")
                    .append(String.join(" ", files.subList(from, Math.min(files.size(), from + FILES_OF_A_CALL))))
                    .append('\n');
        }
        boolean much = looks.stream().anyMatch(look -> look.shortcut().isPresent());
        if (!much) {
            script.append(other.substring(LIBRARY.length()));
        }
        return Stream.of(script, other)
                .limit(much ? 2 : 1)
                .map(part -> part.append("printf 'Z\\0'\n").toString())
                .toList();
    }

    /**
     * Names that begin in a folder are looked up much sooner than those that begin at the root, and which entries there are is
     * read once for all their files. Where there is no such folder, the patterns themselves are looked at.
     */
    private static void contentsIn(List<StringBuilder> scripts, Place place, List<Look> looks) {
        for (int half = 0; half < HALVES.size(); half++) {
            StringBuilder script = scripts.get(half);
            found(script, place.ending(HALVES.get(half)), looks);
            script.append(" || {\n");
            QUARTERS.get(half).forEach(ends -> {
                found(script, place.ending(ends), looks);
                script.append('\n');
            });
            script.append("}\ncd /\n");
        }
        StringBuilder script = scripts.getFirst();
        script.append("[ -d %s ] || {%n".formatted(Look.word(place.start())));
        looks.forEach(look -> script.append("contents '' ").append(look.word()).append('\n'));
        script.append("}\n");
    }

    private static void found(StringBuilder script, Place place, List<Look> looks) {
        script.append("found %s %s %s '%s' '%s'"
                .formatted(
                        Look.word(place.folder()),
                        Look.word(place.start()),
                        ShellScript.quoted(place.entries()),
                        names(looks, Look.Spread.ALL_OR_NONE),
                        names(looks, Look.Spread.ANY)));
    }

    private static String names(List<Look> looks, Look.Spread spread) {
        return looks.stream()
                .filter(look -> look.shortcut().orElseThrow().spread() == spread)
                .map(look -> look.pattern().substring(look.pattern().lastIndexOf('/') + 1))
                .collect(Collectors.joining(" "));
    }

    private static void linksTo(StringBuilder script, Look look, Look.Shortcut targets) {
        String folder = Look.folder(look.pattern());
        String rest = look.pattern().substring(folder.length());
        int end = rest.indexOf('/');
        script.append("for path in %s; do links %s %s \"$path\" '%s'; done; cd /%n"
                .formatted(
                        Look.word(targets.folders()),
                        Look.word(folder),
                        Look.word(rest.substring(end)),
                        rest.substring(0, end)));
    }

    private static void each(StringBuilder script, Look look, boolean exact, String function) {
        if (exact) {
            script.append("%s %s 2>/dev/null%n".formatted(function, look.word()));
        } else {
            script.append("for path in %s; do %s \"$path\"; done 2>/dev/null%n".formatted(look.word(), function));
        }
    }

    /**
     * Reads what one of the scripts printed.
     *
     * @throws IllegalArgumentException when no such script prints that
     */
    static void read(ShellAnswer answer, Snapshot snapshot) {
        new SnapshotScript(answer, snapshot).records();
    }

    private void records() {
        for (String record = word(); !record.equals("Z"); record = word()) {
            switch (record) {
                case "C" -> contents();
                case "N" -> names();
                case "T" -> {
                    String path = word();
                    String target = word();
                    snapshot.target(
                            path, Answer.ok(target.endsWith("\n") ? target.substring(0, target.length() - 1) : target));
                }
                case "L" -> links();
                case "E" -> refusal();
                default -> throw new IllegalArgumentException("'%s' is no record".formatted(shortened(record)));
            }
        }
        if (!complaints.isEmpty()) {
            throw new IllegalArgumentException(
                    "it complained about " + complaints.element().file());
        }
    }

    private void refusal() {
        String kind = word();
        String path = word();
        String text = word();
        Errno errno = ErrnoText.of(text).orElseThrow(() -> new IllegalArgumentException("'" + text + "' is no errno"));
        if (kind.equals("N")) {
            snapshot.names(path, Answer.refused(errno));
        } else {
            snapshot.target(path, Answer.refused(errno));
        }
    }

    private void names() {
        String directory = word();
        List<String> names = new ArrayList<>();
        for (String path = word(); !path.isEmpty(); path = word()) {
            names.add(path);
        }
        snapshot.names(directory, Answer.ok(names.stream().sorted().toList()));
    }

    /** The entries of a folder that have a link to one target. */
    private void links() {
        Answer<String> target = Answer.ok(word());
        String folder = word();
        String rest = word();
        for (String name = word(); !name.isEmpty(); name = word()) {
            snapshot.target(folder + name + rest, target);
        }
    }

    private void contents() {
        String folder = word();
        List<String> files = new ArrayList<>();
        for (String path = word(); !path.isEmpty(); path = word()) {
            files.add(path);
        }
        boolean first = true;
        for (int i = 0; i < files.size(); i++) {
            String file = files.get(i);
            String path = folder.isEmpty() ? file : folder + file.substring(file.indexOf('/') + 1);
            int length = headerLength(file, first);
            if (length == 0) {
                if (complaints.isEmpty()) {
                    throw new IllegalArgumentException("the content of " + file + " is missing");
                }
                snapshot.content(path, Answer.refused(complaints.remove().errno()));
                continue;
            }
            at += length;
            first = false;
            int end = end(files, i + 1);
            // a directory, and a file whose read fails, have a header too
            snapshot.content(
                    path,
                    !complaints.isEmpty() && complaints.element().file().equals(file)
                            ? Answer.refused(complaints.remove().errno())
                            : Answer.ok(output.substring(at, end).getBytes(StandardCharsets.ISO_8859_1)));
            at = end;
        }
        int length = headerLength("/dev/null", first);
        if (length == 0) {
            throw new IllegalArgumentException("contents end in the middle");
        }
        at += length;
    }

    /** The length of a file's header at the cursor, 0 when none is there. busybox counts a file that it can't open as the first. */
    private int headerLength(String file, boolean first) {
        String header = header(file, false);
        if (output.startsWith(header, at)) {
            return header.length();
        }
        return first && output.startsWith(header(file, true), at) ? header.length() - 1 : 0;
    }

    /** Where the content that begins at the cursor ends: before the header of the next file that has one. */
    private int end(List<String> files, int next) {
        int sure = next;
        while (sure < files.size() && (strangeNames || unreadable.contains(files.get(sure)))) {
            sure++;
        }
        String last = sure < files.size() ? files.get(sure) : "/dev/null";
        int limit = found(output.indexOf(header(last, false), at), last);
        for (int i = next; i < sure; i++) {
            int end = output.indexOf(header(files.get(i), false), at, limit);
            if (end >= 0) {
                return end;
            }
        }
        return limit;
    }

    private static int found(int end, String file) {
        if (end < 0) {
            throw new IllegalArgumentException("the content of " + file + " is missing");
        }
        return end;
    }

    private static String header(String file, boolean first) {
        return (first ? "" : "\n") + "==> " + file + " <==\n";
    }

    /**
     * What head(1) said about a file, in the order of the files. A name that it had to quote is not unquoted here: the place in
     * the order tells which file is meant.
     */
    private record Complaint(String file, Errno errno) {}

    /** GNU: {@code head: cannot open 'FILE' for reading: TEXT}; busybox: {@code head: FILE: TEXT}. */
    private static final Pattern COMPLAINT = Pattern.compile(
            "head: (?:(?:cannot open|error reading|can't open) '([^']*)'(?: for reading)?|([^'\"]*)): [^:]+");

    private void errors(String complaint) {
        for (String line :
                complaint.lines().filter(line -> line.startsWith("head: ")).toList()) {
            Errno errno = ErrnoText.of(line)
                    .orElseThrow(() -> new IllegalArgumentException("'" + shortened(line) + "' names no errno"));
            Matcher matcher = COMPLAINT.matcher(line);
            String file = "";
            if (matcher.matches()) {
                file = matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
                unreadable.add(file);
            } else {
                strangeNames = true;
            }
            complaints.add(new Complaint(file, errno));
        }
    }

    private String word() {
        int end = output.indexOf('\0', at);
        if (end < 0) {
            throw new IllegalArgumentException("it ends in the middle");
        }
        String word = output.substring(at, end);
        at = end + 1;
        return word;
    }

    private static String shortened(String text) {
        return text.length() <= 80 ? text : text.substring(0, 80) + "…";
    }
}
