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

/**
 * What guests would lose if cards were configured off: tried on a fork of the machine, an emulated one with the same hardware on
 * which the configuration was applied. The machine itself is not touched; the fork is dropped after that.
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
     * @param off the cards that are configured off
     * @return each matrix device of the configuration, in the order of their UUIDs
     * @throws ZmdevException as {@link Planner#plan}; UNSUPPORTED when the fork does not take the configuration
     */
    public static List<Loss> cardsOff(Machine observed, Configuration configuration, Collection<AdapterId> off) {
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
            off.forEach(card -> make(fork, new HostOperation.Configure(false, "card" + card)));
            Map<MdevUuid, List<Apqn>> after = usable(fork);
            List<Loss> losses = new ArrayList<>();
            before.forEach((device, had) -> losses.add(new Loss(
                    name(configuration, device),
                    had,
                    had.stream()
                            .filter(queue ->
                                    !after.getOrDefault(device, List.of()).contains(queue))
                            .toList())));
            return losses;
        }
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
                    "the fork of the machine does not take the configuration: %s was answered %s"
                            .formatted(operation, errno));
        }
    }

    /** A guest still sees the queues of a card that is configured off; each answers that it is deconfigured. */
    private static Map<MdevUuid, List<Apqn>> usable(HostAccess fork) {
        Machine machine = Inventory.read(fork);
        Set<AdapterId> on = machine.ap().map(ApBus::cards).orElse(List.of()).stream()
                .filter(card -> card.configured().orElse(true))
                .map(Card::id)
                .collect(Collectors.toSet());
        Map<MdevUuid, List<Apqn>> usable = new TreeMap<>();
        for (MediatedDevice device : machine.mediatedDevices()) {
            if (device instanceof MediatedDevice.Matrix matrix) {
                ApMatrix seen = matrix.guest().orElse(matrix.assigned().orElse(ApMatrix.EMPTY));
                usable.put(
                        matrix.uuid(),
                        seen.queues()
                                .filter(queue -> on.contains(queue.adapter()))
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
