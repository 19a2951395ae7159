package io.zmdev.hw.host;

import io.zmdev.exchange.ShellScript;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Scripts that look at many files, directories and links. They print words that each end with a byte of value 0, which no name
 * holds. Contents come as head(1) prints them, each behind a header with the file's name; which names in which order was said
 * before, so that no content can pass for a header. First lines come without headers, in the order of the entries that were
 * named before: of a file there is one line or none. {@link SnapshotReader} reads it.
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
            lines() {
                shift
                printf 'A\\0%%s\\0' "$name"
                head -q -n 1 "$@"
                printf '\\0'
            }
            found() {
                show=$1 folder=$2 pattern=$4 shared=$5 others=$6
                cd "$3" 2>/dev/null || return 0
                set -- $pattern
                [ -e "$1" ] || return 0
                [ $# -lt 40000 ] || return 1
                printf 'F\\0%%s\\0' "$folder"
                printf '%%s\\0' "$@"
                printf '\\0'
                for name in $shared $others; do
                    [ -e "$1/$name" ] || continue
                    IFS=$newline
                    set -f
                    $show "$folder" $(printf "%%s/$name\\n" "$@")
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

    private SnapshotScript() {}

    /** Scripts that look at everything together when they run at the same time; their answers are read in any order. */
    static List<String> of(Collection<Look> looks) {
        StringBuilder script = new StringBuilder(LIBRARY);
        StringBuilder other = new StringBuilder(LIBRARY);
        List<String> files = new ArrayList<>();
        SequencedMap<Group, List<Look>> groups = new LinkedHashMap<>();
        for (Look look : looks) {
            boolean exact = look.isExact();
            switch (look.kind()) {
                case CONTENT, LINE -> {
                    if (exact) {
                        files.add(look.word());
                    } else if (look.shortcut().isPresent()) {
                        groups.computeIfAbsent(new Group(Place.of(look), look.kind()), unseen -> new ArrayList<>())
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
        groups.forEach((group, found) -> contentsIn(List.of(script, other), group, found));
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

    /** Files of one kind in one place: which entries there are is read once for all of them. */
    private record Group(Place place, Look.Kind kind) {

        /** The function that shows them. */
        String function() {
            return kind == Look.Kind.LINE ? "lines" : "contents";
        }
    }

    /**
     * Names that begin in a folder are looked up much sooner than those that begin at the root. Where there is no such folder,
     * the patterns themselves are looked at.
     */
    private static void contentsIn(List<StringBuilder> scripts, Group group, List<Look> looks) {
        for (int half = 0; half < HALVES.size(); half++) {
            StringBuilder script = scripts.get(half);
            found(script, group, HALVES.get(half), looks);
            script.append(" || {\n");
            QUARTERS.get(half).forEach(ends -> {
                found(script, group, ends, looks);
                script.append('\n');
            });
            script.append("}\ncd /\n");
        }
        StringBuilder script = scripts.getFirst();
        script.append("[ -d %s ] || {%n".formatted(Look.word(group.place().start())));
        looks.forEach(look -> script.append("contents '' ").append(look.word()).append('\n'));
        script.append("}\n");
    }

    private static void found(StringBuilder script, Group group, String ends, List<Look> looks) {
        Place place = group.place().ending(ends);
        script.append("found %s %s %s %s '%s' '%s'"
                .formatted(
                        group.function(),
                        Look.word(place.folder()),
                        Look.word(place.start()),
                        ShellScript.quoted(place.entries()),
                        names(looks, Look.Spread.ALL_OR_NONE),
                        names(looks, Look.Spread.ANY)));
    }

    private static String names(List<Look> looks, Look.Spread spread) {
        return looks.stream()
                .filter(look -> look.shortcut().orElseThrow().spread() == spread)
                .map(Look::name)
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
}
