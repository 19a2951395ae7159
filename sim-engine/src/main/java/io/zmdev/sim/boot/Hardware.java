package io.zmdev.sim.boot;

import io.zmdev.model.KernelVersion;
import io.zmdev.model.Machine;
import io.zmdev.model.ap.ApBus;
import io.zmdev.model.ap.Card;
import io.zmdev.model.ap.CardType;
import io.zmdev.model.ap.Mask256;
import io.zmdev.model.ap.Queue;
import io.zmdev.model.css.DeviceNumber;
import io.zmdev.model.css.Subchannel;
import io.zmdev.model.css.Subchannel.PathMasks;
import io.zmdev.model.host.DeviceModel;
import io.zmdev.model.host.HostDefinition;
import io.zmdev.model.host.HostDefinition.Ap;
import io.zmdev.model.host.HostDefinition.CardDefinition;
import io.zmdev.model.host.HostDefinition.ChpidDefinition;
import io.zmdev.model.host.HostDefinition.Css;
import io.zmdev.model.host.HostDefinition.MatrixType;
import io.zmdev.model.host.HostDefinition.SubchannelDefinition;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The hardware of an observed machine, as it is before anything is configured on it. */
public final class Hardware {

    /** What a kernel has loaded or built in before udev runs. */
    private static final List<String> MODULES = List.of("ap", "zcrypt", "zcrypt_cex4", "kvm", "vfio", "mdev");

    /** For a kernel or card that could not be read: what it is changes nothing about a boot here. */
    private static final KernelVersion KERNEL = new KernelVersion(6, 12);

    private static final CardType CARD = new CardType(8, CardType.Mode.CCA_COPROCESSOR);

    private Hardware() {}

    /** The machine with no mediated device, every queue and subchannel with the host's drivers, and no guests. */
    public static HostDefinition of(Machine machine) {
        return new HostDefinition(
                machine.name(),
                machine.kernel().orElse(KERNEL),
                MatrixType.PASSTHROUGH,
                machine.ap().map(Hardware::ap),
                new Css(
                        machine.css().paths().stream()
                                .map(path -> new ChpidDefinition(
                                        path.id(), path.online().orElse(true)))
                                .toList(),
                        machine.css().subchannels().stream()
                                .map(Hardware::subchannel)
                                .toList()),
                List.of(),
                MODULES);
    }

    private static Ap ap(ApBus bus) {
        Mask256 ofQueues = Mask256.of(bus.queues().stream()
                .map(Queue::apqn)
                .mapToInt(apqn -> apqn.domain().value()));
        return new Ap(
                bus.maxAdapter() > 63 || bus.maxDomain() > 15,
                bus.maxAdapter(),
                bus.maxDomain(),
                bus.cards().stream().map(Hardware::card).toList(),
                bus.usageDomains().orElse(ofQueues),
                bus.controlDomains().orElse(ofQueues),
                List.of(),
                Mask256.ALL,
                Mask256.ALL,
                bus.queues().stream().anyMatch(queue -> queue.secureBinding().isPresent()));
    }

    private static CardDefinition card(Card card) {
        return new CardDefinition(
                card.id(),
                card.type().orElse(CARD),
                card.configured().orElse(true),
                card.checkstopped().orElse(false),
                true);
    }

    /** The device behind a subchannel that vfio_ccw has does not show; any that vfio_ccw takes will do. */
    private static SubchannelDefinition subchannel(Subchannel subchannel) {
        PathMasks masks = subchannel.masks().orElse(new PathMasks(0x80, 0x80, 0xff));
        return new SubchannelDefinition(
                subchannel.id(),
                subchannel
                        .device()
                        .orElse(Optional.empty())
                        .orElse(new DeviceNumber(
                                0, subchannel.id().ssid(), subchannel.id().number())),
                subchannel.deviceType().flatMap(Hardware::model).orElse(DeviceModel.DASD_3390_9),
                subchannel.chpids(),
                masks.pim(),
                masks.pam(),
                masks.pom(),
                Optional.of("io_subchannel"),
                false,
                List.of());
    }

    /** The model with the types that {@code 3990/e9 3390/0c} prints. */
    private static Optional<DeviceModel> model(String types) {
        return Arrays.stream(DeviceModel.values())
                .filter(model ->
                        types.startsWith("%04x/%02x".formatted(model.controlUnitType(), model.controlUnitModel())))
                .findFirst();
    }
}
