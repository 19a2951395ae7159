package io.zmdev.service;

import io.zmdev.exchange.ExportFile;
import io.zmdev.exchange.ExportFormat;
import io.zmdev.exchange.ExportRequest;
import io.zmdev.io.ConfigurationDocument;
import io.zmdev.io.Document;
import io.zmdev.model.Configuration;
import io.zmdev.model.ErrorCode;
import io.zmdev.model.KernelVersion;
import io.zmdev.model.Machine;
import io.zmdev.model.Observed;
import io.zmdev.model.ZmdevException;
import io.zmdev.model.ap.ApBus;
import io.zmdev.model.ap.Mask256;
import io.zmdev.model.css.ChannelSubsystem;
import io.zmdev.model.css.Subchannel;
import io.zmdev.model.css.Subchannel.PathMasks;
import io.zmdev.model.mdev.DesiredDevice;
import io.zmdev.plan.Plan;
import io.zmdev.plan.Planner;
import io.zmdev.plan.ZeroizedKeys;
import io.zmdev.rules.HeldDevices;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** Exports: a configuration as the files of another tool. */
public final class Export {

    /** The configuration as it was exported, beside the files of a format that can't say all of it. */
    static final String CONFIGURATION = "zmdev.config.json";

    private Export() {}

    /**
     * The files of an export.
     *
     * @param session the host that it is meant for; without it a host is assumed on which nothing was configured
     * @param targets names of the hosts of a fleet
     * @throws RefusedConfigurationException when a host was given and validation refuses the configuration there
     * @throws ZmdevException USAGE when the format needs a host and none was given
     */
    public static List<ExportFile> files(
            ExportFormat format, Document<Configuration> document, Optional<Session> session, List<String> targets) {
        Configuration configuration = document.value();
        Plan plan = switch (format) {
            case SHELL, RUNBOOK ->
                session.map(host -> host.planUntilReboot(implemented(configuration), HeldDevices.REFUSE))
                        .orElseGet(() -> assumedPlan(format, implemented(configuration)));
            case MDEVCTL, LIBVIRT, CHZDEV, ANSIBLE, QEMU, CSV ->
                new Plan(configuration.name(), "", List.of(), List.of());
        };
        ExportRequest request = new ExportRequest(configuration, session.map(Session::machine), plan, targets);
        List<ExportFile> files = new ArrayList<>(format.files(request));
        switch (format) {
            case MDEVCTL, LIBVIRT ->
                files.add(new ExportFile(CONFIGURATION, ConfigurationDocument.text(document, configuration), false));
            case CHZDEV, SHELL, ANSIBLE, QEMU, CSV, RUNBOOK -> {}
        }
        return files;
    }

    /** Without the devices that no kernel implements; they are exported as proposals. */
    private static Configuration implemented(Configuration configuration) {
        Configuration rest = configuration;
        for (DesiredDevice device : configuration.mediatedDevices()) {
            if (device instanceof DesiredDevice.VirtualMatrix) {
                rest = rest.withoutDevice(device.uuid());
            }
        }
        return rest;
    }

    private static Plan assumedPlan(ExportFormat format, Configuration configuration) {
        boolean subchannels = configuration.mediatedDevices().stream().anyMatch(DesiredDevice.Ccw.class::isInstance);
        if (format == ExportFormat.SHELL && subchannels) {
            throw new ZmdevException(
                    ErrorCode.USAGE,
                    "a script that hands over subchannels is written for one machine; name it with --host URI");
        }
        return ZeroizedKeys.ofUnknownQueues(Planner.plan(assumedMachine(configuration), configuration));
    }

    /** All masks ones, modules loaded, no mediated device, the subchannels with io_subchannel and offline. */
    private static Machine assumedMachine(Configuration configuration) {
        List<Subchannel> subchannels = configuration.mediatedDevices().stream()
                .filter(DesiredDevice.Ccw.class::isInstance)
                .map(device -> new Subchannel(
                        ((DesiredDevice.Ccw) device).subchannel(),
                        Observed.known(Optional.empty()),
                        Observed.known(Optional.of("io_subchannel")),
                        Optional.empty(),
                        List.of(),
                        Observed.known(new PathMasks(0x80, 0x80, 0xff)),
                        Optional.empty(),
                        Observed.known(Optional.empty())))
                .toList();
        ApBus bus = new ApBus(
                255,
                255,
                Observed.known(Mask256.ALL),
                Observed.known(Mask256.ALL),
                Observed.known(Mask256.ALL),
                Observed.known(Mask256.ALL),
                Observed.known(Mask256.ALL),
                List.of(),
                List.of());
        return new Machine(
                "any host",
                Observed.known(new KernelVersion(6, 12)),
                new TreeSet<>(List.of("ap", "zcrypt_cex4", "vfio_ap", "vfio_ccw")),
                Optional.of(bus),
                new ChannelSubsystem(List.of(), subchannels),
                List.of(),
                List.of());
    }
}
