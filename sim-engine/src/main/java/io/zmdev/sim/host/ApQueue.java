package io.zmdev.sim.host;

import io.zmdev.model.Errno;
import io.zmdev.model.ap.Apqn;
import io.zmdev.rules.KernelBehaviour;
import io.zmdev.sim.host.sysfs.Attribute;
import io.zmdev.sim.host.sysfs.AttributeTable;
import io.zmdev.sim.host.sysfs.Directory;
import io.zmdev.sim.host.sysfs.Written;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** A queue of the AP bus and its attributes there (ap_queue.c). */
final class ApQueue extends ApDevice {

    private static final AttributeTable<ApQueue> ATTRIBUTES = AttributeTable.of(
            Attribute.readWrite("request_count", queue -> queue.drivenByHost() ? "0\n" : "-\n", Attribute.IGNORED),
            Attribute.readOnly("requestq_count", queue -> "0\n"),
            Attribute.readOnly("pendingq_count", queue -> "0\n"),
            Attribute.readWrite("reset", queue -> "No Reset Timer set.\n", Attribute.IGNORED),
            Attribute.readOnly("interrupt", queue -> "Interrupts disabled.\n"),
            Attribute.readOnly("config", queue -> flag(queue.configured())),
            Attribute.<ApQueue>readOnly("chkstop", queue -> flag(queue.checkstopped()))
                    .since(KernelBehaviour.BUS_SCANS),
            Attribute.<ApQueue>readOnly("ap_functions", queue -> queue.card().functions())
                    .since(KernelBehaviour.BUS_FEATURES),
            Attribute.<ApQueue>readWrite(
                            "driver_override", queue -> queue.override.orElse("") + "\n", ApQueue::storeOverride)
                    .since(KernelBehaviour.QUEUE_DRIVER_OVERRIDE));

    private final ApMasks masks;
    private final ApCard card;
    private final Apqn apqn;
    private final SecureBinding secureBinding;
    private final Directory directory;
    private Optional<String> override = Optional.empty();
    private boolean online = true;
    private ApHardware.ResponseCode lastReset = ApHardware.ResponseCode.NORMAL;

    ApQueue(
            Kernel kernel,
            ApHardware hardware,
            ApMasks masks,
            ApCard card,
            Apqn apqn,
            boolean configured,
            boolean checkstopped) {
        super(kernel, card.path(), apqn.toString(), card.type(), configured, checkstopped);
        this.masks = masks;
        this.card = card;
        this.apqn = apqn;
        this.secureBinding = new SecureBinding(this, hardware);
        this.directory = deviceDirectory()
                .attributes(ATTRIBUTES.on(kernel.version()), this)
                .entriesOf(secureBinding.group());
    }

    Directory directory() {
        return directory;
    }

    ApCard card() {
        return card;
    }

    Apqn apqn() {
        return apqn;
    }

    /** What a Secure Execution guest made of it. */
    SecureBinding secureBinding() {
        return secureBinding;
    }

    /** The driver that {@code driver_override} names. */
    Optional<String> override() {
        return override;
    }

    /** What zcrypt was told. */
    boolean online() {
        return online;
    }

    void setOnline(boolean newOnline) {
        online = newOnline;
    }

    /** What the last ZAPQ of vfio_ap met. */
    ApHardware.ResponseCode lastReset() {
        return lastReset;
    }

    void setLastReset(ApHardware.ResponseCode responseCode) {
        lastReset = responseCode;
    }

    /** Whether a driver of the host has it. */
    boolean drivenByHost() {
        return driver() instanceof ApDriver driver && driver.ofHost();
    }

    @Override
    Map<String, String> variables() {
        Map<String, String> variables = new LinkedHashMap<>();
        variables.put("DEVTYPE", "ap_queue");
        variables.put("MODE", type().mode().uevent());
        return variables;
    }

    /** {@code driver_override_store}: refused while a mask is not all ones. It rebinds nothing. */
    private Optional<Errno> storeOverride(Written written) {
        if (masks.inUse()) {
            return Optional.of(Errno.EINVAL);
        }
        return DriverOverride.store(written, value -> override = value);
    }
}
