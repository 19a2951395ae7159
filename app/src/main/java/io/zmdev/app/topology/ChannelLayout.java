package io.zmdev.app.topology;

import io.zmdev.model.css.ChannelPath;
import io.zmdev.model.css.ChannelSubsystem;
import io.zmdev.model.css.ChpId;
import io.zmdev.model.css.Subchannel;
import io.zmdev.model.css.SubchannelId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * Which row of the drawing each subchannel has. Subchannels with the same channel paths stand together, in the order of their ids;
 * the same channel subsystem always gets the same layout.
 *
 * @param paths every channel path, those included that only a subchannel names, in the order of the ids
 * @param rows from top to bottom
 * @param groups cover the rows without gaps
 * @param rowOf the inverse of {@code rows}
 */
record ChannelLayout(List<ChpId> paths, List<Subchannel> rows, List<Group> groups, Map<SubchannelId, Integer> rowOf) {

    /**
     * Rows with the same channel paths.
     *
     * @param end the row after the last
     */
    record Group(int first, int end, List<ChpId> chpids) {}

    static ChannelLayout of(ChannelSubsystem css) {
        Map<List<ChpId>, List<Subchannel>> byPaths = new HashMap<>();
        css.subchannels()
                .forEach(subchannel -> byPaths.computeIfAbsent(subchannel.chpids(), unseen -> new ArrayList<>())
                        .add(subchannel));
        List<Subchannel> rows = new ArrayList<>(css.subchannels().size());
        List<Group> groups = new ArrayList<>();
        byPaths.values().forEach(group -> group.sort(Comparator.comparing(Subchannel::id)));
        byPaths.entrySet().stream()
                .sorted(Comparator.comparing(
                        entry -> entry.getValue().getFirst().id()))
                .forEach(entry -> {
                    groups.add(new Group(
                            rows.size(), rows.size() + entry.getValue().size(), entry.getKey()));
                    rows.addAll(entry.getValue());
                });
        Map<SubchannelId, Integer> rowOf = HashMap.newHashMap(rows.size());
        for (int row = 0; row < rows.size(); row++) {
            rowOf.put(rows.get(row).id(), row);
        }
        List<ChpId> paths = Stream.concat(
                        css.paths().stream().map(ChannelPath::id),
                        byPaths.keySet().stream().flatMap(List::stream))
                .distinct()
                .sorted()
                .toList();
        return new ChannelLayout(paths, rows, groups, rowOf);
    }

    /** The row of a subchannel; empty when there is no such subchannel. */
    OptionalInt row(SubchannelId id) {
        Integer row = rowOf.get(id);
        return row == null ? OptionalInt.empty() : OptionalInt.of(row);
    }
}
