package io.zmdev.app.playback;

import io.zmdev.sim.flow.Condition;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a player stops at and comes back to, as it stands.
 *
 * @param bookmarks positions by name, in the order in which they were set
 */
public record Marks(List<Condition> breakpoints, Map<String, Integer> bookmarks) {

    static final Marks NONE = new Marks(List.of(), Map.of());

    public Marks {
        breakpoints = List.copyOf(breakpoints);
        bookmarks = Collections.unmodifiableMap(new LinkedHashMap<>(bookmarks));
    }
}
