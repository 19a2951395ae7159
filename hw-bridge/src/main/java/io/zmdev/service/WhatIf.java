package io.zmdev.service;

import io.zmdev.hw.host.HostAccess;
import io.zmdev.hw.host.Hosts;
import io.zmdev.hw.inventory.Inventory;
import io.zmdev.model.Configuration;
import io.zmdev.model.Errno;
import io.zmdev.model.ErrorCode;
import io.zmdev.model.Guest;
import io.zmdev.model.Machine;
import io.zmdev.model.Observed;
import io.zmdev.model.ZmdevException;
import io.zmdev.model.ap.AdapterId;
import io.zmdev.model.ap.ApBus;
import io.zmdev.model.ap.ApMatrix;
import io.zmdev.model.ap.Apqn;
import io.zmdev.model.ap.Card;
import io.zmdev.model.ap.Mask256;
import io.zmdev.model.host.Answer;
import io.zmdev.model.host.HostOperation;
import io.zmdev.model.host.SysfsPath;
import io.zmdev.model.mdev.DesiredDevice;
import io.zmdev.model.mdev.MdevUuid;
import io.zmdev.model.mdev.MediatedDevice;
import io.zmdev.plan.Planner;
import io.zmdev.plan.Step;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What guests would lose if something happened to the machine or to their devices: tried on a fork of the machine, an emulated one
 * with the same hardware, on which the configuration was applied and every guest runs. The machine itself is not touched; the fork
 * is dropped after that.
 */
public final class WhatIf {

    private WhatIf() {}

    /**
     * What a guest loses.
     *
     * @param guest its name, else that of its device
     * @param before the queues that it can use now
     * @param lost those of them that it can not use then
     */
    public record Loss(String guest, List<Apqn> before, List<Apqn> lost) {

        public Loss {
            before = List.copyOf(before);
            lost = List.copyOf(lost);
        }
    }

    /**
     * Tries it.
     *
     * @param observed gives the hardware
     * @param changes what happens to the fork, in this order: hardware is configured off, checkstopped or unplugged, and a
     *     {@link HostOperation.GuestStop} is what is left of QEMU's {@code device_del} on the host, since QEMU closes the device
     * @return each matrix device of the configuration, in the order of their UUIDs
     * @throws ZmdevException as {@link Planner#plan}; UNSUPPORTED when the fork does not take the configuration or a change
     */
    public static List<Loss> of(Machine observed, Configuration configuration, Collection<HostOperation> changes) {
        try (HostAccess fork = Hosts.forkOf(observed)) {
            observed.ap().ifPresent(ap -> {
                setMask(fork, SysfsPath.APMASK, ap.apmask());
                setMask(fork, SysfsPath.AQMASK, ap.aqmask());
            });
            for (Step step : Planner.plan(Inventory.read(fork), configuration).steps()) {
                for (HostOperation operation : step.operations()) {
                    make(fork, operation);
                }
            }
            Map<MdevUuid, List<Apqn>> before = usable(fork);
            before.keySet().forEach(device -> make(fork, new HostOperation.GuestStart(device)));
            changes.forEach(change -> make(fork, change));
            Map<MdevUuid, List<Apqn>> after = usable(fork);
            unplugged(changes).forEach(after::remove);
            List<Loss> losses = new ArrayList<>();
            before.forEach((device, had) -> {
                List<Apqn> kept = after.getOrDefault(device, List.of());
                losses.add(new Loss(
                        name(configuration, device),
                        had,
                        had.stream().filter(queue -> !kept.contains(queue)).toList()));
            });
            return losses;
        }
    }

    /** The devices that QEMU closes; the kernel goes on showing what their guests had. */
    private static Stream<MdevUuid> unplugged(Collection<HostOperation> changes) {
        return changes.stream()
                .filter(HostOperation.GuestStop.class::isInstance)
                .map(HostOperation.GuestStop.class::cast)
                .map(HostOperation.GuestStop::uuid);
    }

    private static void setMask(HostAccess fork, String path, Observed<Mask256> mask) {
        if (mask.isKnown()) {
            make(fork, new HostOperation.Write(path, mask.get().toHex()));
        }
    }

    private static void make(HostAccess fork, HostOperation operation) {
        if (fork.execute(operation) instanceof Answer.Refused<?>(Errno errno)) {
            throw new ZmdevException(
                    ErrorCode.UNSUPPORTED,
                    "the fork of the machine takes neither the configuration nor the change: %s was answered %s"
                            .formatted(operation, errno));
        }
    }

    /** A guest may still see the queues of a card that is configured off or checkstopped; each answers just that. */
    private static Map<MdevUuid, List<Apqn>> usable(HostAccess fork) {
        Machine machine = Inventory.read(fork);
        Set<AdapterId> working = machine.ap().map(ApBus::cards).orElse(List.of()).stream()
                .filter(card ->
                        card.configured().orElse(true) && !card.checkstopped().orElse(false))
                .map(Card::id)
                .collect(Collectors.toSet());
        Map<MdevUuid, List<Apqn>> usable = new TreeMap<>();
        for (MediatedDevice device : machine.mediatedDevices()) {
            if (device instanceof MediatedDevice.Matrix matrix) {
                ApMatrix seen = matrix.guest().orElse(matrix.assigned().orElse(ApMatrix.EMPTY));
                usable.put(
                        matrix.uuid(),
                        seen.queues()
                                .filter(queue -> working.contains(queue.adapter()))
                                .toList());
            }
        }
        return usable;
    }

    private static String name(Configuration configuration, MdevUuid device) {
        return configuration
                .guestOf(device)
                .map(Guest::name)
                .or(() -> configuration.mediatedDevice(device).map(DesiredDevice::name))
                .orElse(device.text());
    }
}
