package io.zmdev.hw.host;

import io.zmdev.model.Errno;
import io.zmdev.model.host.Answer;
import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Looks at the files of this machine themselves, on all of its processors. */
final class DirectLook {

    /** More than an attribute can have (a page): one read(2) hands over a whole one. Bytes. */
    private static final int ROOM = 8192;

    private static final int ENTRIES_OF_A_PART = 1000;

    private static final Path DEVICES = Path.of("/sys/devices");

    private final LocalHost host;
    private final Snapshot snapshot;
    private final Map<String, Answer<List<String>>> listed = new ConcurrentHashMap<>();

    private DirectLook(LocalHost host, Snapshot snapshot) {
        this.host = host;
        this.snapshot = snapshot;
    }

    static Snapshot at(LocalHost host, Collection<Look> looks) {
        Snapshot snapshot = new Snapshot(host, looks);
        new DirectLook(host, snapshot).at(looks);
        return snapshot;
    }

    private void at(Collection<Look> looks) {
        Map<Place, List<Look>> places = new LinkedHashMap<>();
        List<Runnable> parts = new ArrayList<>();
        for (Look look : looks) {
            boolean hasShortcut = look.shortcut().isPresent();
            switch (look.kind()) {
                case CONTENT, LINE -> {
                    if (hasShortcut) {
                        places.computeIfAbsent(Place.of(look), unseen -> new ArrayList<>())
                                .add(look);
                    } else {
                        parts.add(() -> contents(look));
                    }
                }
                case NAMES -> parts.add(() -> expand(look).forEach(this::names));
                case TARGET -> parts.add(hasShortcut ? () -> links(look) : () -> targets(look));
            }
        }
        places.forEach((place, found) -> parts.addAll(contents(place, found)));
        parts.parallelStream().forEach(Runnable::run);
    }

    private void contents(Look look) {
        expand(look).forEach(path -> content(path, host.read(path)));
    }

    private List<Runnable> contents(Place place, List<Look> looks) {
        if (!new File(place.start()).isDirectory()) {
            return looks.stream().<Runnable>map(look -> () -> contents(look)).toList();
        }
        List<String> entries = expand(place.start() + place.entries());
        List<Runnable> parts = new ArrayList<>();
        for (Look look : looks) {
            String file = look.pattern().substring(look.pattern().lastIndexOf('/'));
            boolean allOrNone = look.shortcut().orElseThrow().spread() == Look.Spread.ALL_OR_NONE;
            if (!allOrNone || (!entries.isEmpty() && new File(entries.getFirst() + file).exists())) {
                for (int from = 0; from < entries.size(); from += ENTRIES_OF_A_PART) {
                    List<String> some = entries.subList(from, Math.min(entries.size(), from + ENTRIES_OF_A_PART));
                    parts.add(() -> contents(place.folder(), some, file));
                }
            }
        }
        return parts;
    }

    private void contents(String folder, List<String> entries, String file) {
        byte[] room = new byte[ROOM];
        for (String entry : entries) {
            content(folder + entry.substring(entry.lastIndexOf('/') + 1) + file, attribute(entry + file, room));
        }
    }

    private Answer<byte[]> attribute(String path, byte[] room) {
        try (FileInputStream in = new FileInputStream(path)) {
            int length = in.read(room);
            if (length < room.length) {
                return Answer.ok(Arrays.copyOf(room, Math.max(length, 0)));
            }
        } catch (IOException e) {
            // the host tells the errno
        }
        return host.read(path);
    }

    /** What is missing was not met: that is what the snapshot says of it. */
    private void content(String path, Answer<byte[]> answer) {
        if (!isMissing(answer)) {
            snapshot.content(path, answer);
        }
    }

    private void names(String path) {
        Answer<List<String>> names = list(path);
        if (!isMissing(names)) {
            snapshot.names(path, names);
        }
    }

    private void targets(Look look) {
        Map<String, Path> folders = new HashMap<>();
        for (String path : expand(look)) {
            int end = path.lastIndexOf('/');
            Answer<String> target =
                    device(path, folders.computeIfAbsent(path.substring(0, end), DirectLook::realFolder));
            if (!isMissing(target)) {
                snapshot.target(path, target);
            }
        }
    }

    /** Where a link leads. The kernel's links to devices go straight there: no other link is on their way. */
    private Answer<String> device(String path, Path folder) {
        try {
            Path target = folder.resolve(Files.readSymbolicLink(Path.of(path))).normalize();
            if (target.startsWith(DEVICES)) {
                return Answer.ok(target.toString());
            }
        } catch (IOException e) {
            // the host tells the errno
        }
        Answer<String> target = host.link(path);
        return target.isOk() && new File(path).isDirectory() ? real(path) : target;
    }

    private static Path realFolder(String path) {
        return Path.of(real(path).asOptional().orElse(path));
    }

    /** The entries of a folder that have a link to one target, which lists them. */
    private void links(Look look) {
        String folder = Look.folder(look.pattern());
        String rest = look.pattern().substring(folder.length());
        Look entries = Look.names(rest.substring(0, rest.indexOf('/')));
        for (String path : expand(look.shortcut().orElseThrow().folders())) {
            Answer<String> target = real(path);
            for (String name : list(path).asOptional().orElse(List.of())) {
                if (entries.matches(name)) {
                    snapshot.target(folder + name + rest.substring(rest.indexOf('/')), target);
                }
            }
        }
    }

    private static Answer<String> real(String path) {
        try {
            return Answer.ok(Path.of(path).toRealPath().toString());
        } catch (IOException e) {
            return Answer.refused(Errno.ENOENT);
        }
    }

    private List<String> expand(Look look) {
        return look.isExact() ? List.of(look.pattern()) : expand(look.pattern());
    }

    /** The paths that a pattern stands for; whether there is a file behind the last wildcard's names is not looked at. */
    private List<String> expand(String pattern) {
        List<String> paths = List.of("");
        for (String name : pattern.substring(1).split("/", -1)) {
            paths = name.indexOf('*') < 0 && name.indexOf('?') < 0
                    ? paths.stream().map(path -> path + "/" + name).toList()
                    : paths.stream()
                            .flatMap(path -> list(path).asOptional().orElse(List.of()).stream()
                                    .filter(Look.names(name)::matches)
                                    .filter(entry -> !entry.startsWith("."))
                                    .map(entry -> path + "/" + entry))
                            .toList();
        }
        return paths;
    }

    private Answer<List<String>> list(String path) {
        return listed.computeIfAbsent(path, this::read);
    }

    private Answer<List<String>> read(String directory) {
        String[] names = new File(directory).list();
        if (names == null) {
            return host.list(directory);
        }
        Arrays.sort(names);
        return Answer.ok(List.of(names));
    }

    private static boolean isMissing(Answer<?> answer) {
        return answer.refusal().filter(Errno.ENOENT::equals).isPresent();
    }
}
