package io.zmdev.app.matrix;

import io.zmdev.app.project.Holdings;
import io.zmdev.model.Guest;
import io.zmdev.model.ap.ApMatrix;
import io.zmdev.model.ap.Apqn;
import io.zmdev.model.ap.Mask256;
import io.zmdev.model.mdev.MdevUuid;
import io.zmdev.model.mdev.MediatedDevice;
import io.zmdev.model.mdev.VirtualMapping;
import io.zmdev.rules.Situation;
import io.zmdev.sim.ap.partition.VirtualDevices;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.Stream;

/**
 * A virtual matrix device: ids of the guest, each of which stands for real ones.
 *
 * @param owner the guest, else the device
 * @param hue the number of its hue, from 0
 */
record VirtualDevice(String owner, int hue, VirtualMapping mapping) {

    /** Those that the configuration lists, and the observed ones that it leaves alone. */
    static List<VirtualDevice> of(Situation situation, Holdings holdings) {
        List<VirtualDevice> devices = new ArrayList<>();
        VirtualDevices.of(situation.configuration())
                .forEach(device -> add(
                        devices,
                        holdings,
                        situation
                                .configuration()
                                .guestOf(device.uuid())
                                .map(Guest::name)
                                .orElse(device.name()),
                        device.mapping()));
        for (MediatedDevice device : situation.machine().mediatedDevices()) {
            if (device instanceof MediatedDevice.VirtualMatrix(MdevUuid uuid, var mapping)
                    && mapping.isKnown()
                    && situation.configuration().mediatedDevice(uuid).isEmpty()) {
                String owner =
                        situation.machine().guestOf(uuid).map(Guest::name).orElse(uuid.text());
                add(devices, holdings, owner, mapping.get());
            }
        }
        return devices;
    }

    private static void add(List<VirtualDevice> devices, Holdings holdings, String owner, VirtualMapping mapping) {
        int guest = holdings.guests().indexOf(owner);
        devices.add(new VirtualDevice(owner, guest < 0 ? holdings.guests().size() + devices.size() : guest, mapping));
    }

    /** The real adapters and domains behind it. */
    ApMatrix real() {
        return mapping.real();
    }

    /** The virtual queues that a real one stands behind. */
    Stream<Apqn> reaching(Apqn queue) {
        return ids(mapping.adapters(), queue.adapter().value())
                .flatMap(adapter ->
                        ids(mapping.domains(), queue.domain().value()).map(domain -> Apqn.of(adapter, domain)));
    }

    private static Stream<Integer> ids(SortedMap<Integer, Mask256> mapping, int real) {
        return mapping.entrySet().stream()
                .filter(entry -> entry.getValue().contains(real))
                .map(Map.Entry::getKey);
    }
}
