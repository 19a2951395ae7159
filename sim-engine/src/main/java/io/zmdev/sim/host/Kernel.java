package io.zmdev.sim.host;

import io.zmdev.model.KernelVersion;
import io.zmdev.rules.KernelBehaviour;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What every part of the emulated kernel shares: its version and the messages that it sends. Messages that nobody takes are
 * dropped, the oldest first, as a full netlink socket drops them.
 */
final class Kernel {

    private static final int KEPT = 4096;

    private final KernelVersion version;
    private final Set<KernelBehaviour> behaviours = EnumSet.noneOf(KernelBehaviour.class);
    private final Deque<Uevent> uevents = new ArrayDeque<>();
    private final Deque<QueueReset> resets = new ArrayDeque<>();
    private final Deque<ChannelReport> reports = new ArrayDeque<>();

    Kernel(KernelVersion version) {
        this.version = version;
        Arrays.stream(KernelBehaviour.values())
                .filter(behaviour -> behaviour.in(version))
                .forEach(behaviours::add);
    }

    KernelVersion version() {
        return version;
    }

    boolean has(KernelBehaviour behaviour) {
        return behaviours.contains(behaviour);
    }

    /**
     * {@code kobject_uevent_env}; what is unbound tells no alias, so that nobody loads a module for it.
     *
     * @param path absolute path of the object in sysfs
     */
    void send(Uevent.Action action, String path, Map<String, String> properties) {
        Map<String, String> sent = new LinkedHashMap<>(properties);
        if (action == Uevent.Action.UNBIND) {
            sent.remove("MODALIAS");
        }
        keep(uevents, new Uevent(action, path.substring("/sys".length()), sent));
    }

    void record(QueueReset reset) {
        keep(resets, reset);
    }

    void report(ChannelReport report) {
        keep(reports, report);
    }

    List<Uevent> takeUevents() {
        return take(uevents);
    }

    List<QueueReset> takeResets() {
        return take(resets);
    }

    List<ChannelReport> takeReports() {
        return take(reports);
    }

    private static <T> void keep(Deque<T> queue, T message) {
        if (queue.size() == KEPT) {
            queue.removeFirst();
        }
        queue.addLast(message);
    }

    private static <T> List<T> take(Deque<T> queue) {
        List<T> taken = List.copyOf(queue);
        queue.clear();
        return taken;
    }
}
