package io.zmdev.sim.host;

import io.zmdev.model.Errno;
import io.zmdev.sim.host.sysfs.Attribute;
import io.zmdev.sim.host.sysfs.AttributeTable;
import io.zmdev.sim.host.sysfs.ComposedDirectory;
import io.zmdev.sim.host.sysfs.Directory;
import io.zmdev.sim.host.sysfs.SymbolicLink;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The modules that exist and those that are there: loaded or built in. */
final class Modules {

    private static final Map<String, String> SUBSYSTEM = Map.of("SUBSYSTEM", "module");

    private final Kernel kernel;
    private final AttributeTable<Module> uevent;
    private final Map<String, Module> known = new LinkedHashMap<>();
    private final Map<String, Module> loaded = new LinkedHashMap<>();
    private final Directory directory = new ComposedDirectory().nodes(this::moduleDirectory, loaded::keySet);

    Modules(Kernel kernel, List<Module> modules) {
        this.kernel = kernel;
        uevent = AttributeTable.of(Attribute.writeOnly(
                "uevent", (module, written) -> SyntheticUevent.send(kernel, module.path(), SUBSYSTEM, written)));
        modules.forEach(module -> known.put(module.name(), module));
        modules.stream().filter(Module::builtIn).forEach(module -> {
            loaded.put(module.name(), module);
            module.load().run();
        });
    }

    /** {@code /sys/module}. */
    Directory directory() {
        return directory;
    }

    boolean isLoaded(String name) {
        return loaded.containsKey(name);
    }

    /** modprobe: loads what the module needs first; one that is there is left as it is. */
    Optional<Errno> load(String name) {
        Module module = known.get(name);
        if (module == null) {
            return Optional.of(Errno.ENOENT);
        }
        if (!loaded.containsKey(name)) {
            module.needs().forEach(this::load);
            loaded.put(name, module);
            module.load().run();
            kernel.send(Uevent.Action.ADD, module.path(), SUBSYSTEM);
        }
        return Optional.empty();
    }

    /** delete_module(2) with O_NONBLOCK: EAGAIN while another module or a guest uses it, ENOENT for one that is built in. */
    Optional<Errno> unload(String name) {
        Module module = loaded.get(name);
        if (module == null || module.builtIn()) {
            return Optional.of(Errno.ENOENT);
        }
        if (!holders(module).isEmpty() || module.users().getAsInt() > 0) {
            return Optional.of(Errno.EAGAIN);
        }
        module.unload().run();
        loaded.remove(name);
        kernel.send(Uevent.Action.REMOVE, module.path(), SUBSYSTEM);
        return Optional.empty();
    }

    private List<String> holders(Module module) {
        return loaded.values().stream()
                .filter(other -> other.needs().contains(module.name()))
                .map(Module::name)
                .toList();
    }

    private @Nullable Directory moduleDirectory(String name) {
        Module module = loaded.get(name);
        if (module == null) {
            return null;
        }
        ComposedDirectory result = new ComposedDirectory().attributes(uevent, module);
        if (module.builtIn()) {
            return result;
        }
        result.attributes(Module.ATTRIBUTES, module).directory("holders", links(holders(module)));
        return module.drivers().isEmpty()
                ? result
                : result.directory(
                        "drivers",
                        new ComposedDirectory()
                                .nodes(
                                        link -> {
                                            String target = module.drivers().get(link);
                                            return target == null ? null : new SymbolicLink(target);
                                        },
                                        module.drivers()::keySet));
    }

    private static Directory links(List<String> modules) {
        return new ComposedDirectory()
                .nodes(name -> modules.contains(name) ? new SymbolicLink("/sys/module/" + name) : null, () -> modules);
    }
}
