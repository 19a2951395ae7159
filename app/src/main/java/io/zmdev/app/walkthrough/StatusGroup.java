package io.zmdev.app.walkthrough;

import io.zmdev.sim.channel.Field;
import java.util.List;
import java.util.stream.Collectors;

/** Flags of the SCSW that belong together, by their first and last bit. */
enum StatusGroup {
    FCTL(17, 19),
    ACTL(20, 26),
    STCTL(27, 31),
    DSTAT(64, 71),
    CSTAT(72, 79);

    private final int firstBit;
    private final int lastBit;

    StatusGroup(int firstBit, int lastBit) {
        this.firstBit = firstBit;
        this.lastBit = lastBit;
    }

    /** The names of the flags that are on, or a dash. */
    String describe(List<Field> scsw) {
        String names = scsw.stream()
                .filter(field -> field.bitOffset() >= firstBit && field.bitOffset() <= lastBit)
                .filter(field -> field.value() == 1)
                .map(field -> field.name().replace('_', ' '))
                .collect(Collectors.joining(", "));
        return names.isEmpty() ? "–" : names;
    }
}
