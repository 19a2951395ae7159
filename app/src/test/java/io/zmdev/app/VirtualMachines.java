package io.zmdev.app;

import io.zmdev.model.Configuration;
import io.zmdev.model.Guest;
import io.zmdev.model.ap.Mask256;
import io.zmdev.model.mdev.DesiredDevice;
import io.zmdev.model.mdev.MdevUuid;
import io.zmdev.model.mdev.VirtualMapping;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Guests that share cards 05 and 06 behind virtual ids. */
public final class VirtualMachines {

    public static final MdevUuid WEB1 = new MdevUuid("00000000-0000-4000-8000-00000000b001");
    public static final MdevUuid WEB2 = new MdevUuid("00000000-0000-4000-8000-00000000b002");

    private VirtualMachines() {}

    /** The configuration with virtual devices in the place of all others. */
    public static Configuration shared(Configuration before) {
        return new Configuration(
                before.name(),
                before.masks(),
                List.of(
                        device(WEB1, "web1", Map.of(4, Mask256.of(5, 6)), Map.of(0, Mask256.of(4, 6))),
                        device(
                                WEB2,
                                "web2",
                                Map.of(4, Mask256.of(5), 5, Mask256.of(6)),
                                Map.of(0, Mask256.of(4), 1, Mask256.of(6)))),
                List.of(new Guest("web1", false, List.of(WEB1)), new Guest("web2", false, List.of(WEB2))));
    }

    private static DesiredDevice device(
            MdevUuid uuid, String name, Map<Integer, Mask256> adapters, Map<Integer, Mask256> domains) {
        return new DesiredDevice.VirtualMatrix(
                uuid,
                name,
                false,
                DesiredDevice.State.PRESENT,
                "round-robin",
                new VirtualMapping(new TreeMap<>(adapters), new TreeMap<>(domains)));
    }
}
