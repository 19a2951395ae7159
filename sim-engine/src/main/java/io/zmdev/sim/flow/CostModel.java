package io.zmdev.sim.flow;

import io.zmdev.model.ErrorCode;
import io.zmdev.model.ZmdevException;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/**
 * What things cost in ns. The exit is 8796 cycles at 3 GHz, the published cost of a trapped access that ends in QEMU (kvm-unit-tests
 * pci-testdev, 2013, on x86); no figure for an intercepted SSCH is public. The others are assumptions of the right order that a
 * scenario can replace.
 */
final class CostModel {

    /** A thing that costs time; the name in scenarios is in lower case with dashes. */
    enum Cost {
        /** An exit of the guest to QEMU and back. */
        EXIT(2932),
        /** A system call without its work. */
        SYSCALL(200),
        /** Copying 1 KiB. */
        COPY_KIB(100),
        /** Finding and pinning a page. */
        PIN(250),
        /** Translating a CCW without pinning. */
        TRANSLATE(80),
        /** An I/O instruction of the host. */
        INSTRUCTION(1000),
        /** Taking a hardware interruption. */
        INTERRUPTION(1500),
        /** Until the workqueue runs. */
        WORK(20_000),
        /** Until the main loop of QEMU wakes up. */
        WAKE(10_000),
        /** Injecting an interruption into the guest. */
        INJECT(500),
        /** A step that only changes a few words. */
        STEP(20),
        /** Fetching a CCW or IDAW over the channel subsystem. */
        FETCH(500),
        /** From START SUBCHANNEL to the first CCW, and for every command. */
        COMMAND(100_000),
        /** Moving 1 KiB over the channel path. */
        CHANNEL_KIB(1280);

        private final long nanoseconds;

        Cost(long nanoseconds) {
            this.nanoseconds = nanoseconds;
        }

        String id() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    private final Map<Cost, Long> nanoseconds = new EnumMap<>(Cost.class);

    /** @throws ZmdevException FILE_UNUSABLE when a name is unknown */
    CostModel(Map<String, Long> overrides) {
        for (Cost cost : Cost.values()) {
            nanoseconds.put(cost, overrides.getOrDefault(cost.id(), cost.nanoseconds));
        }
        for (String name : overrides.keySet()) {
            if (Arrays.stream(Cost.values()).noneMatch(cost -> cost.id().equals(name))) {
                throw new ZmdevException(
                        ErrorCode.FILE_UNUSABLE,
                        "costs: '%s' is not one of %s"
                                .formatted(
                                        name,
                                        String.join(
                                                ", ",
                                                Arrays.stream(Cost.values())
                                                        .map(Cost::id)
                                                        .toList())));
            }
        }
    }

    long of(Cost cost) {
        return nanoseconds.getOrDefault(cost, cost.nanoseconds);
    }
}
