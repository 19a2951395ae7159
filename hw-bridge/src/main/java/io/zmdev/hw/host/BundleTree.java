package io.zmdev.hw.host;

import io.zmdev.model.Errno;
import io.zmdev.model.host.Answer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The files, directories and links of a bundle, in memory. Paths resolve as path_resolution(7) has it, the bundle as root. */
final class BundleTree {

    /** Links followed in one resolution before ELOOP (MAXSYMLINKS of Linux). */
    private static final int MAX_LINKS = 40;

    private sealed interface Node {

        record Directory(SortedMap<String, Node> entries) implements Node {

            Directory() {
                this(new TreeMap<>());
            }
        }

        /** One character for each byte (ISO 8859-1), which the JDK keeps as one byte. */
        record RegularFile(String content) implements Node {}

        /** A file whose content the recording could not read. */
        record UnreadableFile(Errno errno) implements Node {}

        record SymbolicLink(String target) implements Node {}
    }

    private final Node.Directory root = new Node.Directory();

    /**
     * Adds a directory; one that is there already is taken.
     *
     * @param path relative to the root, names separated by single slashes
     * @throws IllegalStateException when something else stands there
     */
    void addDirectory(String path) {
        directory(path.split("/", -1));
    }

    /** @throws IllegalStateException when something stands there already */
    void addFile(String path, byte[] content) {
        add(path, new Node.RegularFile(new String(content, StandardCharsets.ISO_8859_1)));
    }

    /** Puts the errno that reading answered in the place of a file's content. */
    void refuse(String path, Errno errno) {
        String[] names = path.split("/", -1);
        directory(Arrays.copyOf(names, names.length - 1))
                .entries()
                .put(names[names.length - 1], new Node.UnreadableFile(errno));
    }

    /** Makes a file or puts another in its place; missing folders are made. */
    Answer<String> replace(String path, byte[] content) {
        String[] names = path.substring(1).split("/", -1);
        Node.Directory at = root;
        for (String name : Arrays.copyOf(names, names.length - 1)) {
            Node next = at.entries().computeIfAbsent(name, n -> new Node.Directory());
            if (!(next instanceof Node.Directory directory)) {
                return Answer.refused(Errno.ENOTDIR);
            }
            at = directory;
        }
        String name = names[names.length - 1];
        if (at.entries().get(name) instanceof Node.Directory) {
            return Answer.refused(Errno.EISDIR);
        }
        at.entries().put(name, new Node.RegularFile(new String(content, StandardCharsets.ISO_8859_1)));
        return Answer.ok("");
    }

    /** Takes a file away, and the folders that are empty without it. */
    Answer<String> remove(String path) {
        return remove(root, new ArrayDeque<>(Arrays.asList(path.substring(1).split("/", -1))));
    }

    private static Answer<String> remove(Node.Directory from, Deque<String> names) {
        String name = names.removeFirst();
        Node node = from.entries().get(name);
        Answer<String> answer = switch (node) {
            case null -> Answer.refused(Errno.ENOENT);
            case Node.Directory directory -> names.isEmpty() ? Answer.refused(Errno.EISDIR) : remove(directory, names);
            default -> names.isEmpty() ? Answer.ok("") : Answer.refused(Errno.ENOTDIR);
        };
        if (answer.isOk() && (!(node instanceof Node.Directory(var entries)) || entries.isEmpty())) {
            from.entries().remove(name);
        }
        return answer;
    }

    /** @throws IllegalStateException when something stands there already */
    void addLink(String path, String target) {
        add(path, new Node.SymbolicLink(target));
    }

    private void add(String path, Node node) {
        String[] names = path.split("/", -1);
        String[] folder = Arrays.copyOf(names, names.length - 1);
        if (directory(folder).entries().putIfAbsent(names[names.length - 1], node) != null) {
            throw new IllegalStateException("it stands in the bundle twice");
        }
    }

    private Node.Directory directory(String[] names) {
        Node.Directory at = root;
        for (String name : names) {
            Node next = at.entries().computeIfAbsent(name, n -> new Node.Directory());
            if (!(next instanceof Node.Directory directory)) {
                throw new IllegalStateException("it lies below " + name + ", which is no directory");
            }
            at = directory;
        }
        return at;
    }

    Answer<byte[]> read(String path) {
        return switch (resolve(path, true)) {
            case Answer.Refused<Node>(Errno errno) -> Answer.refused(errno);
            case Answer.Ok<Node>(Node.RegularFile(String content)) ->
                Answer.ok(content.getBytes(StandardCharsets.ISO_8859_1));
            case Answer.Ok<Node>(Node.UnreadableFile(Errno errno)) -> Answer.refused(errno);
            case Answer.Ok<Node> directory -> Answer.refused(Errno.EISDIR);
        };
    }

    Answer<List<String>> list(String path) {
        return switch (resolve(path, true)) {
            case Answer.Refused<Node>(Errno errno) -> Answer.refused(errno);
            case Answer.Ok<Node>(Node.Directory(var entries)) -> Answer.ok(List.copyOf(entries.keySet()));
            case Answer.Ok<Node> file -> Answer.refused(Errno.ENOTDIR);
        };
    }

    Answer<String> link(String path) {
        return switch (resolve(path, false)) {
            case Answer.Refused<Node>(Errno errno) -> Answer.refused(errno);
            case Answer.Ok<Node>(Node.SymbolicLink(String target)) -> Answer.ok(target);
            case Answer.Ok<Node> other -> Answer.refused(Errno.EINVAL);
        };
    }

    /** Whether following the path never ends; a dangling link is no loop. */
    boolean loops(String path) {
        return resolve(path, true).refusal().filter(Errno.ELOOP::equals).isPresent();
    }

    private Answer<Node> resolve(String path, boolean followLast) {
        Deque<String> names = new ArrayDeque<>(Arrays.asList(path.split("/", -1)));
        Deque<Node.Directory> parents = new ArrayDeque<>();
        Node at = root;
        int links = 0;
        while (!names.isEmpty()) {
            String name = names.removeFirst();
            if (name.isEmpty() || name.equals(".")) {
                continue;
            }
            if (!(at instanceof Node.Directory directory)) {
                return Answer.refused(Errno.ENOTDIR);
            }
            if (name.equals("..")) {
                at = parents.isEmpty() ? root : parents.removeLast();
                continue;
            }
            @Nullable Node next = directory.entries().get(name);
            if (next == null) {
                return Answer.refused(Errno.ENOENT);
            }
            if (next instanceof Node.SymbolicLink(String target) && (followLast || !names.isEmpty())) {
                links++;
                if (links > MAX_LINKS) {
                    return Answer.refused(Errno.ELOOP);
                }
                Arrays.asList(target.split("/", -1)).reversed().forEach(names::addFirst);
                continue;
            }
            parents.addLast(directory);
            at = next;
        }
        return Answer.ok(at);
    }
}
