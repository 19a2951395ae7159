package io.zmdev.sim.host;

import io.zmdev.model.Errno;
import io.zmdev.model.ap.AdapterId;
import io.zmdev.model.ap.CardType;
import io.zmdev.rules.KernelBehaviour;
import io.zmdev.rules.ScanSyntax;
import io.zmdev.sim.host.sysfs.Attribute;
import io.zmdev.sim.host.sysfs.AttributeTable;
import io.zmdev.sim.host.sysfs.Directory;
import io.zmdev.sim.host.sysfs.Written;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A card of the AP bus and its attributes there (ap_card.c). */
final class ApCard extends ApDevice {

    /** The architecture's value of the queue depth that the machine reports, one less than the entries of a queue. */
    private static final int QUEUE_DEPTH = 7;

    private static final AttributeTable<ApCard> ATTRIBUTES = AttributeTable.of(
            Attribute.readOnly("hwtype", card -> card.type().hardwareType() + "\n"),
            Attribute.readOnly("raw_hwtype", card -> card.type().hardwareType() + "\n"),
            Attribute.readOnly("depth", ApCard::depth),
            Attribute.readOnly("ap_functions", ApCard::functions),
            Attribute.readWrite("request_count", card -> "0\n", Attribute.IGNORED),
            Attribute.readOnly("requestq_count", card -> "0\n"),
            Attribute.readOnly("pendingq_count", card -> "0\n"),
            Attribute.readOnly("modalias", card -> card.modalias() + "\n"),
            Attribute.readWrite("config", card -> flag(card.configured()), ApCard::storeConfig),
            Attribute.<ApCard>readOnly("chkstop", card -> flag(card.checkstopped()))
                    .since(KernelBehaviour.BUS_SCANS),
            Attribute.<ApCard>readOnly("max_msg_size", card -> "12288\n").since(KernelBehaviour.BUS_SCANS));

    private final ApHardware hardware;
    private final AdapterId id;
    private final Directory directory;
    private final Map<Integer, ApQueue> queues = new TreeMap<>();
    private boolean online = true;

    ApCard(Kernel kernel, ApHardware hardware, AdapterId id, CardType type, boolean configured, boolean checkstopped) {
        super(kernel, ApBus.ROOT, "card" + id, type, configured, checkstopped);
        this.hardware = hardware;
        this.id = id;
        this.directory = deviceDirectory()
                .attributes(ATTRIBUTES.on(kernel.version()), this)
                .nodes(
                        this::queueDirectory,
                        () -> queues.values().stream().map(Device::name).toList());
    }

    Directory directory() {
        return directory;
    }

    AdapterId id() {
        return id;
    }

    /** Its queues by domain. */
    Map<Integer, ApQueue> queues() {
        return queues;
    }

    /** What zcrypt was told; the attribute {@code online} also asks whether it is usable. */
    boolean online() {
        return online;
    }

    void setOnline(boolean newOnline) {
        online = newOnline;
    }

    /** The upper half of TAPQ's GR2: 4096-bit modular exponentiation and CRT, the mode, APSC for EP11, APXA. */
    String functions() {
        long mode = switch (type().mode()) {
            case CCA_COPROCESSOR -> 0x10000000L;
            case ACCELERATOR -> 0x08000000L;
            case EP11_COPROCESSOR -> 0x84000000L;
        };
        return "0x%08X\n".formatted(0x60000000L | mode | (hardware.apxa() ? 0x02000000L : 0));
    }

    @Override
    Map<String, String> variables() {
        Map<String, String> variables = new LinkedHashMap<>();
        variables.put("DEVTYPE", "ap_card");
        variables.put("DEV_TYPE", "%04X".formatted(type().hardwareType()));
        variables.put("MODALIAS", modalias());
        variables.put("MODE", type().mode().uevent());
        return variables;
    }

    private @Nullable Directory queueDirectory(String name) {
        for (ApQueue queue : queues.values()) {
            if (queue.name().equals(name)) {
                return queue.directory();
            }
        }
        return null;
    }

    private String modalias() {
        return "ap:t%02X".formatted(type().hardwareType());
    }

    private String depth() {
        boolean entries = kernel().has(KernelBehaviour.CARD_DEPTH_IN_ENTRIES);
        return (entries ? QUEUE_DEPTH + 1 : QUEUE_DEPTH) + "\n";
    }

    /** {@code config_store}: SCLP configures the card; its queues notice at the next scan. */
    private Optional<Errno> storeConfig(Written written) {
        OptionalInt value = ScanSyntax.decimal(written.text());
        if (value.isEmpty() || value.getAsInt() < 0 || value.getAsInt() > 1) {
            return Optional.of(Errno.EINVAL);
        }
        boolean on = value.getAsInt() == 1;
        hardware.plug(id.value(), new ApHardware.Adapter(type(), on, checkstopped()));
        configure(on);
        return Optional.empty();
    }
}
