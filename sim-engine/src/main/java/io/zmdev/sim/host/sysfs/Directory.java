package io.zmdev.sim.host.sysfs;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A directory: it knows its entries at the moment when it is asked. */
public non-sealed interface Directory extends Node {

    /** The entry of this name, or null. */
    @Nullable
    Node child(String name);

    /** Calls the consumer with the name of every entry, in any order. */
    void forEachName(Consumer<String> consumer);
}
