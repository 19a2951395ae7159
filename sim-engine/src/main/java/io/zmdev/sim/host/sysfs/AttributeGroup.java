package io.zmdev.sim.host.sysfs;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The attributes of one object: a table's rows, each a file. */
public record AttributeGroup<S>(AttributeTable<S> table, S subject) implements Directory {

    /** No attributes. */
    public static final Directory NONE = new AttributeGroup<>(AttributeTable.of(), "");

    @Override
    public @Nullable Node child(String name) {
        Attribute<S> row = table.row(name);
        return row == null ? null : new AttributeFile<>(row, subject);
    }

    @Override
    public void forEachName(Consumer<String> consumer) {
        table.forEachName(consumer);
    }
}
