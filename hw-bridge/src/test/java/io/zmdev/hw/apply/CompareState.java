package io.zmdev.hw.apply;

import io.zmdev.hw.host.HostAccess;
import io.zmdev.hw.inventory.Inventory;
import io.zmdev.model.Machine;
import io.zmdev.testbed.EmulatedLinux;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What is compared when a machine shall be as it was: every path of its /sys but these. */
public final class CompareState {

    /** Attributes that count what happened and never go back: nothing undoes a scan. */
    private static final Set<String> COUNTERS = Set.of("/sys/bus/ap/scans", "/sys/bus/ap/bindings_complete_count");

    /** The kernel numbers IOMMU groups and VFIO devices as they come: a device that was made again may have another number. */
    private static final String NUMBERED = ".*/(iommu_group|vfio-dev)(/.*)?";

    private CompareState() {}

    static Map<String, String> of(HostAccess host) {
        Map<String, String> dump = SysfsDump.of(host);
        dump.keySet().removeIf(path -> COUNTERS.contains(path) || path.matches(NUMBERED));
        return dump;
    }

    /** What is compared and what is not, for people: attributes by their names, not by the thousands of paths. */
    static String listing(Map<String, String> state) {
        String attributes = state.keySet().stream()
                .map(path -> path.substring(path.lastIndexOf('/') + 1))
                .filter(name -> name.matches("[a-z][a-z_]*"))
                .distinct()
                .sorted()
                .collect(Collectors.joining(" "));
        return "compared %d paths, with these attributes, links and folders beside those of devices: %s; not compared: %s, %s"
                .formatted(state.size(), attributes, String.join(", ", new TreeSet<>(COUNTERS)), NUMBERED);
    }

    public static Map<String, String> of(EmulatedLinux linux) {
        synchronized (linux.mounted().machine()) {
            return of(new InMemory(linux.mounted().machine()));
        }
    }

    public static Machine machine(EmulatedLinux linux) {
        synchronized (linux.mounted().machine()) {
            return Inventory.read(new InMemory(linux.mounted().machine()));
        }
    }
}
