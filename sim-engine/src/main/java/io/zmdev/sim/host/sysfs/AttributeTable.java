package io.zmdev.sim.host.sysfs;

import io.zmdev.model.KernelVersion;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The attributes of a kind of object, one row each; of two rows of one name the later one holds. Immutable. */
public final class AttributeTable<S> {

    private final List<Attribute<S>> all;
    private final Map<String, Attribute<S>> rows = new LinkedHashMap<>();

    private AttributeTable(List<Attribute<S>> attributes) {
        all = attributes;
        attributes.forEach(attribute -> rows.put(attribute.name(), attribute));
    }

    @SafeVarargs
    @SuppressWarnings("varargs") // only read
    public static <S> AttributeTable<S> of(Attribute<S>... attributes) {
        return new AttributeTable<>(Arrays.asList(attributes));
    }

    /** The rows that a kernel of this version has. */
    public AttributeTable<S> on(KernelVersion kernel) {
        return new AttributeTable<>(all.stream()
                .filter(row -> row.since().isEmpty() || row.since().get().in(kernel))
                .toList());
    }

    @Nullable
    Attribute<S> row(String name) {
        return rows.get(name);
    }

    void forEachName(Consumer<String> consumer) {
        rows.keySet().forEach(consumer);
    }
}
