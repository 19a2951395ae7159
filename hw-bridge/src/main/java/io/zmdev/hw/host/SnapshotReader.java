package io.zmdev.hw.host;

import io.zmdev.hw.shell.ShellAnswer;
import io.zmdev.model.Errno;
import io.zmdev.model.host.Answer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads what a {@link SnapshotScript} printed. */
final class SnapshotReader {

    private final String output;
    private final Deque<Complaint> complaints = new ArrayDeque<>();
    private final Set<String> unreadable = new HashSet<>();
    private boolean strangeNames;
    private final Snapshot snapshot;
    /** By the line: most devices say the same. */
    private final Map<String, Answer<byte[]>> lines = new HashMap<>();
    /** What stands before the entries' names in the paths that were asked for. */
    private String folder = "";

    private List<String> entries = List.of();
    private int at;

    private SnapshotReader(ShellAnswer answer, Snapshot snapshot) {
        this.output = answer.text();
        this.snapshot = snapshot;
        errors(answer.complaint());
    }

    /**
     * Reads what one of the scripts printed.
     *
     * @throws IllegalArgumentException when no such script prints that, or of files that do not have a line each
     */
    static void read(ShellAnswer answer, Snapshot snapshot) {
        new SnapshotReader(answer, snapshot).records();
    }

    private void records() {
        for (String record = word(); !record.equals("Z"); record = word()) {
            switch (record) {
                case "C" -> contents();
                case "F" -> found();
                case "A" -> lines();
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

    /** Entries whose files come next. */
    private void found() {
        folder = word();
        entries = words();
    }

    /** The first lines of a file of each entry. A file without a whole line makes one less: then nobody knows whose is which. */
    private void lines() {
        String name = word();
        int limit = output.indexOf('\0', at);
        for (String entry : entries) {
            String file = entry + "/" + name;
            String path = path(folder, file);
            if (!complaints.isEmpty() && complaints.element().file().equals(file)) {
                snapshot.content(path, Answer.refused(complaints.remove().errno()));
            } else {
                int end = output.indexOf('\n', at) + 1;
                if (end == 0 || end > limit) {
                    throw new IllegalArgumentException("not every %s has a line".formatted(name));
                }
                snapshot.content(path, lines.computeIfAbsent(output.substring(at, end), SnapshotReader::content));
                at = end;
            }
        }
        if (at != limit) {
            throw new IllegalArgumentException("there is more than a line of each " + name);
        }
        at++;
    }

    /** The path that was asked for of a file that was found behind another folder, or, where that is empty, by its path. */
    private static String path(String folder, String file) {
        return folder.isEmpty() ? file : folder + file.substring(file.indexOf('/') + 1);
    }

    private static Answer<byte[]> content(String text) {
        return Answer.ok(text.getBytes(StandardCharsets.ISO_8859_1));
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
        snapshot.names(directory, Answer.ok(words().stream().sorted().toList()));
    }

    /** The entries of a folder that have a link to one target. */
    private void links() {
        Answer<String> target = Answer.ok(word());
        String devices = word();
        String rest = word();
        words().forEach(name -> snapshot.target(devices + name + rest, target));
    }

    private void contents() {
        String place = word();
        List<String> files = words();
        boolean first = true;
        for (int i = 0; i < files.size(); i++) {
            String file = files.get(i);
            String path = path(place, file);
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
                            : content(output.substring(at, end)));
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

    /** Up to an empty one. */
    private List<String> words() {
        List<String> words = new ArrayList<>();
        for (String word = word(); !word.isEmpty(); word = word()) {
            words.add(word);
        }
        return words;
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
