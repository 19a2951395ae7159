package io.zmdev.sim.host.sysfs;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A directory put together of attribute groups, links and sub-directories; each is asked anew at every look-up. */
public final class ComposedDirectory implements Directory {

    private final Map<String, Supplier<@Nullable Node>> named = new LinkedHashMap<>();
    private final List<Directory> sections = new ArrayList<>();

    /** Adds the attributes of an object. */
    public <S> ComposedDirectory attributes(AttributeTable<S> table, S subject) {
        return entriesOf(new AttributeGroup<>(table, subject));
    }

    /** Adds all entries of another directory. */
    public ComposedDirectory entriesOf(Directory directory) {
        sections.add(directory);
        return this;
    }

    /** Adds all entries of a directory that may be another one at each look-up. */
    public ComposedDirectory entriesOf(Supplier<Directory> directory) {
        return section(
                name -> directory.get().child(name), consumer -> directory.get().forEachName(consumer));
    }

    /** Adds a link, present while its target is not null. */
    public ComposedDirectory link(String name, Supplier<@Nullable String> target) {
        return node(name, () -> {
            String path = target.get();
            return path == null ? null : new SymbolicLink(path);
        });
    }

    /** Adds a sub-directory. */
    public ComposedDirectory directory(String name, Directory directory) {
        return node(name, () -> directory);
    }

    /** Adds one entry, present while it is not null. */
    public ComposedDirectory node(String name, Supplier<@Nullable Node> node) {
        named.put(name, node);
        return this;
    }

    /** Adds entries that come and go: a look-up by name, and the names of those that are there. */
    public ComposedDirectory nodes(
            Function<String, ? extends @Nullable Node> byName, Supplier<? extends Collection<String>> names) {
        return section(byName, consumer -> names.get().forEach(consumer));
    }

    private ComposedDirectory section(
            Function<String, ? extends @Nullable Node> byName, Consumer<Consumer<String>> forEachName) {
        sections.add(new Directory() {
            @Override
            public @Nullable Node child(String name) {
                return byName.apply(name);
            }

            @Override
            public void forEachName(Consumer<String> consumer) {
                forEachName.accept(consumer);
            }
        });
        return this;
    }

    @Override
    public @Nullable Node child(String name) {
        Supplier<@Nullable Node> node = named.get(name);
        if (node != null) {
            return node.get();
        }
        for (Directory section : sections) {
            Node child = section.child(name);
            if (child != null) {
                return child;
            }
        }
        return null;
    }

    @Override
    public void forEachName(Consumer<String> consumer) {
        named.forEach((name, node) -> {
            if (node.get() != null) {
                consumer.accept(name);
            }
        });
        sections.forEach(section -> section.forEachName(consumer));
    }
}
