package io.zmdev.sim.host;

import io.zmdev.sim.host.sysfs.Attribute;
import io.zmdev.sim.host.sysfs.AttributeTable;
import java.util.List;
import java.util.Map;
import java.util.function.IntSupplier;

/**
 * A module.
 *
 * @param builtIn whether the kernel itself contains it: it is there from the start, and nothing unloads it
 * @param needs the modules that it uses; they are loaded first and can't be unloaded while it is there
 * @param drivers the links in its directory {@code drivers}: name and target
 * @param users how many guests keep it
 * @param load makes what it brings
 * @param unload takes it away
 */
record Module(
        String name,
        boolean builtIn,
        List<String> needs,
        Map<String, String> drivers,
        IntSupplier users,
        Runnable load,
        Runnable unload) {

    static final AttributeTable<Module> ATTRIBUTES = AttributeTable.of(
            Attribute.readOnly("initstate", module -> "live\n"),
            Attribute.readOnly("refcnt", module -> module.users().getAsInt() + "\n"),
            Attribute.readOnly("taint", module -> "\n"));

    /** Absolute path of its directory. */
    String path() {
        return "/sys/module/" + name;
    }

    /** A module that brings nothing that sysfs shows outside of its own directory. */
    static Module plain(String name, String... needs) {
        return new Module(name, false, List.of(needs), Map.of(), () -> 0, () -> {}, () -> {});
    }
}
