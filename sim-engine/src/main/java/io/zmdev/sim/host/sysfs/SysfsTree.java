package io.zmdev.sim.host.sysfs;

import io.zmdev.model.Errno;
import io.zmdev.model.host.Answer;
import java.util.ArrayList;
import java.util.List;

/** Resolves paths as the kernel's path walk does and opens what they lead to, for a caller who is root. */
public final class SysfsTree {

    private static final int LONGEST_NAME = 255;
    private static final int LONGEST_PATH = 4095;
    private static final int MOST_LINKS = 40;

    private final Directory root;
    private final List<Directory> directories = new ArrayList<>();
    private final List<String> names = new ArrayList<>();

    /** @param root the directory {@code /} */
    public SysfsTree(Directory root) {
        this.root = root;
    }

    /** open(2) for reading and read(2) to the end, one character a byte. */
    public Answer<String> read(String path) {
        return switch (resolve(path, true)) {
            case Answer.Refused<Node>(Errno errno) -> Answer.refused(errno);
            case Answer.Ok<Node>(File file) -> file.read();
            case Answer.Ok<Node>(Directory directory) -> Answer.refused(Errno.EISDIR);
            case Answer.Ok<Node>(SymbolicLink link) -> throw new AssertionError(path + " was not followed");
        };
    }

    /** open(2) for writing and one write(2), one character a byte; the answer is the number of bytes taken. */
    public Answer<Integer> write(String path, String bytes) {
        return switch (resolve(path, true)) {
            case Answer.Refused<Node>(Errno errno) -> Answer.refused(errno);
            case Answer.Ok<Node>(File file) -> file.write(bytes);
            case Answer.Ok<Node>(Directory directory) -> Answer.refused(Errno.EISDIR);
            case Answer.Ok<Node>(SymbolicLink link) -> throw new AssertionError(path + " was not followed");
        };
    }

    /** The names in a directory, sorted. */
    public Answer<List<String>> list(String path) {
        return switch (resolve(path, true)) {
            case Answer.Refused<Node>(Errno errno) -> Answer.refused(errno);
            case Answer.Ok<Node>(Directory directory) -> {
                List<String> found = new ArrayList<>();
                directory.forEachName(found::add);
                found.sort(null);
                yield Answer.ok(List.copyOf(found));
            }
            case Answer.Ok<Node> file -> Answer.refused(Errno.ENOTDIR);
        };
    }

    /** readlink(2). */
    public Answer<String> link(String path) {
        return switch (resolve(path, false)) {
            case Answer.Refused<Node>(Errno errno) -> Answer.refused(errno);
            case Answer.Ok<Node>(SymbolicLink(String target)) -> Answer.ok(relative(target));
            case Answer.Ok<Node> other -> Answer.refused(Errno.EINVAL);
        };
    }

    /** A relative path starts at {@code /}. Leaves the directory that holds the entry in {@link #directories}. */
    private Answer<Node> resolve(String path, boolean followLast) {
        if (path.isEmpty() || path.indexOf('\0') >= 0) {
            return Answer.refused(Errno.ENOENT);
        }
        if (path.length() > LONGEST_PATH) {
            return Answer.refused(Errno.ENAMETOOLONG);
        }
        directories.clear();
        names.clear();
        String rest = path;
        int links = 0;
        int at = 0;
        Node current = root;
        while (true) {
            while (at < rest.length() && rest.charAt(at) == '/') {
                at++;
            }
            if (at == rest.length()) {
                return rest.endsWith("/") && !(current instanceof Directory)
                        ? Answer.refused(Errno.ENOTDIR)
                        : Answer.ok(current);
            }
            if (!(current instanceof Directory directory)) {
                return Answer.refused(Errno.ENOTDIR);
            }
            int slash = rest.indexOf('/', at);
            int end = slash < 0 ? rest.length() : slash;
            if (end - at > LONGEST_NAME) {
                return Answer.refused(Errno.ENAMETOOLONG);
            }
            String name = rest.substring(at, end);
            at = end;
            if (name.equals(".")) {
                continue;
            }
            if (name.equals("..")) {
                if (!directories.isEmpty()) {
                    current = directories.removeLast();
                    names.removeLast();
                }
                continue;
            }
            boolean last = end == rest.length();
            Node child = directory.child(name);
            switch (child) {
                case null -> {
                    return Answer.refused(Errno.ENOENT);
                }
                case SymbolicLink link
                when followLast || !last -> {
                    if (++links > MOST_LINKS) {
                        return Answer.refused(Errno.ELOOP);
                    }
                    directories.clear();
                    names.clear();
                    rest = link.target() + rest.substring(end);
                    at = 0;
                    current = root;
                }
                default -> {
                    directories.add(directory);
                    names.add(name);
                    current = child;
                }
            }
        }
    }

    /**
     * The text of the link that was just resolved: up from its directory until that holds the target below it, then down
     * ({@code kernfs_get_target_path}). {@code sys} is the root of sysfs and never left.
     */
    private String relative(String target) {
        List<String> parent = names.subList(0, names.size() - 1);
        String[] steps = target.substring(1).split("/", -1);
        int common = 1;
        while (common < parent.size()
                && common < steps.length - 1
                && parent.get(common).equals(steps[common])) {
            common++;
        }
        return "../".repeat(parent.size() - common)
                + String.join("/", List.of(steps).subList(common, steps.length));
    }
}
