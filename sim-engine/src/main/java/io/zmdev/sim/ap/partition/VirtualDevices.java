package io.zmdev.sim.ap.partition;

import io.zmdev.model.Configuration;
import io.zmdev.model.MaskRequest;
import io.zmdev.model.ap.ApMatrix;
import io.zmdev.model.ap.Mask256;
import io.zmdev.model.mdev.DesiredDevice;
import io.zmdev.model.mdev.DesiredDevice.State;
import io.zmdev.sim.ap.ApMachine;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The virtual matrix devices of a configuration, and the passthrough devices that can stand in their places. */
public final class VirtualDevices {

    private VirtualDevices() {}

    /** The virtual matrix devices that shall exist, in the configuration's order. */
    public static Stream<DesiredDevice.VirtualMatrix> of(Configuration configuration) {
        return configuration.mediatedDevices().stream()
                .filter(device -> device.state() == State.PRESENT)
                .flatMap(device ->
                        device instanceof DesiredDevice.VirtualMatrix virtual ? Stream.of(virtual) : Stream.empty());
    }

    /**
     * What they need: their real adapters and domains, and every mode of card among these.
     *
     * @param redundancy how many cards of each mode each needs at least
     * @return a need for each device, under its UUID
     */
    public static List<Need> needs(Configuration configuration, ApMachine machine, int redundancy, Need.Keys keys) {
        return of(configuration)
                .map(device -> {
                    ApMatrix real = device.mapping().real();
                    return new Need(
                            device.uuid().toString(),
                            real.adapters(),
                            real.domains(),
                            machine.cards().stream()
                                    .filter(card ->
                                            real.adapters().contains(card.id().value()))
                                    .map(card -> card.type().mode())
                                    .collect(Collectors.toSet()),
                            redundancy,
                            keys);
                })
                .toList();
    }

    /**
     * The configuration with the proposed matrices in the places of its virtual devices; their adapters and domains are freed where
     * the configuration does not set the masks itself.
     */
    public static Configuration replaced(Configuration configuration, Map<String, ApMatrix> matrices) {
        Configuration replaced = configuration;
        Mask256 adapters = configuration.masks().freeAdapters();
        Mask256 domains = configuration.masks().freeDomains();
        for (DesiredDevice.VirtualMatrix device : of(configuration).toList()) {
            ApMatrix matrix = matrices.getOrDefault(device.uuid().toString(), ApMatrix.EMPTY);
            adapters = adapters.or(matrix.adapters());
            domains = domains.or(matrix.domains());
            replaced = replaced.withDevice(
                    new DesiredDevice.Matrix(device.uuid(), device.name(), device.autostart(), device.state(), matrix));
        }
        MaskRequest masks = configuration.masks();
        return replaced.withMasks(new MaskRequest(
                masks.apmask().isPresent() ? masks.freeAdapters() : adapters,
                masks.aqmask().isPresent() ? masks.freeDomains() : domains,
                masks.reserveAdapters(),
                masks.reserveDomains(),
                masks.apmask(),
                masks.aqmask()));
    }
}
