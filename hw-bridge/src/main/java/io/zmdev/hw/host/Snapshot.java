package io.zmdev.hw.host;

import io.zmdev.model.Errno;
import io.zmdev.model.host.Answer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** What a host showed at one moment; what was not looked at is asked of the host itself. Several threads may fill it. */
final class Snapshot implements ReadOnlyHost {

    private static final String ANY = "*";

    private final HostAccess host;
    /** By the last name of the path, then by the path: most files that are asked for and not there are there nowhere. */
    private final Map<String, Map<String, Answer<byte[]>>> contents = new ConcurrentHashMap<>();

    private final Map<String, Answer<List<String>>> names = new ConcurrentHashMap<>();
    private final Map<String, Answer<String>> targets = new ConcurrentHashMap<>();
    /** The looks of each kind by the last name of their pattern: an attribute is asked for by its own name. */
    private final Map<Look.Kind, Map<String, List<Look>>> looked = new EnumMap<>(Look.Kind.class);

    Snapshot(HostAccess host, Collection<Look> looks) {
        this.host = host;
        for (Look look : looks) { // a line is read as a content is
            looked.computeIfAbsent(look.whole().kind(), kind -> new HashMap<>())
                    .computeIfAbsent(lastOf(look), name -> new ArrayList<>())
                    .add(look);
        }
    }

    void content(String path, Answer<byte[]> answer) {
        contents.computeIfAbsent(lastName(path), name -> new ConcurrentHashMap<>())
                .put(path, answer);
    }

    void names(String path, Answer<List<String>> answer) {
        names.put(path, answer);
    }

    void target(String path, Answer<String> answer) {
        targets.put(path, answer);
    }

    /** The files whose reading was refused with this errno. */
    List<String> refused(Errno errno) {
        Answer<byte[]> refusal = Answer.refused(errno);
        return contents.values().stream()
                .flatMap(named -> named.entrySet().stream())
                .filter(entry -> entry.getValue().equals(refusal))
                .map(Map.Entry::getKey)
                .toList();
    }

    private <T> Answer<T> answer(
            Look.Kind kind, Map<String, Answer<T>> known, String path, Function<String, Answer<T>> ask) {
        Answer<T> answer = known.get(path);
        if (answer != null) {
            return answer;
        }
        return isCovered(kind, path) ? Answer.refused(Errno.ENOENT) : ask.apply(path);
    }

    private boolean isCovered(Look.Kind kind, String path) {
        Map<String, List<Look>> looks = looked.getOrDefault(kind, Map.of());
        return isCovered(looks.getOrDefault(lastName(path), List.of()), path)
                || isCovered(looks.getOrDefault(ANY, List.of()), path);
    }

    private static boolean isCovered(List<Look> looks, String path) {
        for (Look look : looks) {
            if (look.matches(path)) {
                return true;
            }
        }
        return false;
    }

    /** {@link #ANY} for one with a wildcard. */
    private static String lastOf(Look look) {
        String name = look.name();
        return !look.isExact() && (name.indexOf('*') >= 0 || name.indexOf('?') >= 0) ? ANY : name;
    }

    private static String lastName(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    @Override
    public HostUri uri() {
        return host.uri();
    }

    @Override
    public HostFacts facts() {
        return LinuxFacts.of(this, host.uri().toString());
    }

    @Override
    public Answer<byte[]> read(String path) {
        return answer(Look.Kind.CONTENT, contents.getOrDefault(lastName(path), Map.of()), path, host::read);
    }

    @Override
    public Answer<List<String>> list(String path) {
        return answer(Look.Kind.NAMES, names, path, host::list);
    }

    @Override
    public Answer<String> link(String path) {
        return answer(Look.Kind.TARGET, targets, path, host::link);
    }
}
