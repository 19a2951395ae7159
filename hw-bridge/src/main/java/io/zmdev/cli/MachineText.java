package io.zmdev.cli;

import io.zmdev.model.Guest;
import io.zmdev.model.Machine;
import io.zmdev.model.Observed;
import io.zmdev.model.ap.ApBus;
import io.zmdev.model.ap.ApMatrix;
import io.zmdev.model.ap.Apqn;
import io.zmdev.model.ap.Card;
import io.zmdev.model.ap.CardType;
import io.zmdev.model.ap.Mask256;
import io.zmdev.model.ap.Queue;
import io.zmdev.model.css.ChannelPath;
import io.zmdev.model.css.Subchannel;
import io.zmdev.model.css.Subchannel.PathMasks;
import io.zmdev.model.css.SubchannelId;
import io.zmdev.model.mdev.MdevUuid;
import io.zmdev.model.mdev.MediatedDevice;
import io.zmdev.rules.HostOwnership;
import io.zmdev.rules.KernelBehaviour.Evidence;
import io.zmdev.rules.QueueOwnership;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** A machine as text: what {@code host show} prints. Values that could not be read are listed with their files at the end. */
final class MachineText {

    private static final String UNKNOWN = "unknown";
    private static final String ABSENT = "-";

    private final Machine machine;
    private final StringBuilder text = new StringBuilder();
    private final Map<String, String> unknowns = new LinkedHashMap<>();

    private MachineText(Machine machine) {
        this.machine = machine;
    }

    /**
     * @param from the host's URI
     * @param evidence how the behaviour of an emulated kernel is known; empty for a real one
     */
    static String of(Machine machine, String from, Optional<Evidence> evidence) {
        return new MachineText(machine).render(from, evidence);
    }

    private String render(String from, Optional<Evidence> evidence) {
        text.append("%s  (%s)  kernel %s%s\n"
                .formatted(
                        machine.name(),
                        from,
                        shown(machine.kernel(), Object::toString),
                        evidence.filter(known -> known == Evidence.SOURCE)
                                .map(known -> " (" + known.text() + ")")
                                .orElse("")));
        text.append("modules: ")
                .append(machine.modules().isEmpty() ? "none" : String.join(" ", machine.modules()))
                .append('\n');
        machine.ap().ifPresentOrElse(this::ap, () -> text.append("\nNo AP bus.\n"));
        css();
        devices();
        guests();
        unknowns();
        return text.toString();
    }

    private void ap(ApBus ap) {
        Table cards = new Table("  ", "ID", "TYPE", "MODE", "CONFIG", "STATE", "ONLINE");
        for (Card card : ap.cards()) {
            cards.row(
                    card.id(),
                    shown(card.type(), CardType::toString),
                    shown(card.type(), type -> type.mode().lszcryptName()),
                    shown(card.configured(), on -> on ? "on" : "off"),
                    shown(card.checkstopped(), stopped -> stopped ? "checkstopped" : "ok"),
                    shown(card.online(), on -> on ? "yes" : "no"));
        }
        section("Adapters", cards, "none");

        Table domains = new Table("  ", "", "DOMAINS");
        domains.row("usage", shown(ap.usageDomains(), IdText::domains));
        domains.row("control", shown(ap.controlDomains(), IdText::domains));
        section("Domains (highest id %04x)".formatted(ap.maxDomain()), domains, "none");

        Table masks = new Table("  ", "", "HOST'S DRIVERS", "FREE");
        masks.row("apmask", shown(ap.apmask(), IdText::adapters), shown(ap.apmask(), m -> IdText.adapters(free(m))));
        masks.row("aqmask", shown(ap.aqmask(), IdText::domains), shown(ap.aqmask(), m -> IdText.domains(free(m))));
        section("Masks (a queue is the host's when both masks have its bit)", masks, "none");
        text.append("  apmask ").append(shown(ap.apmask(), Mask256::toHex)).append('\n');
        text.append("  aqmask ").append(shown(ap.aqmask(), Mask256::toHex)).append('\n');

        Table queues = new Table("  ", "QUEUE", "TYPE", "DRIVER", "ONLINE", "OWNER");
        for (Queue queue : ap.queues()) {
            queues.row(
                    queue.apqn(),
                    ap.card(queue.apqn().adapter())
                            .map(card -> shown(card.type(), CardType::toString))
                            .orElse(ABSENT),
                    shown(queue.driver(), driver -> driver.orElse(ABSENT)),
                    shown(
                            queue.online(),
                            online -> online.map(on -> on ? "yes" : "no").orElse(ABSENT)),
                    owner(ap, queue.apqn()));
        }
        section("Queues", queues, "none");
    }

    private static Mask256 free(Mask256 mask) {
        return mask.complement();
    }

    private String owner(ApBus ap, Apqn apqn) {
        for (MediatedDevice device : machine.mediatedDevices()) {
            if (device instanceof MediatedDevice.Matrix matrix) {
                switch (matrix.assigned()) {
                    case Observed.Known<ApMatrix>(ApMatrix assigned)
                    when assigned.contains(apqn) -> {
                        return name(matrix.uuid());
                    }
                    case Observed.Known<ApMatrix> other -> {}
                    case Observed.Unknown<ApMatrix> unknown -> {
                        return shown(unknown, Object::toString);
                    }
                }
            }
        }
        if (!ap.apmask().isKnown() || !ap.aqmask().isKnown()) {
            return UNKNOWN;
        }
        HostOwnership masks = new HostOwnership(ap.apmask().get(), ap.aqmask().get());
        return QueueOwnership.of(masks, ap.queues()).owns(apqn) ? "host" : "free";
    }

    private void css() {
        Table paths = new Table("  ", "CHPID", "VARY");
        for (ChannelPath path : machine.css().paths()) {
            paths.row(path.id(), shown(path.online(), on -> on ? "online" : "offline"));
        }
        section("Channel paths", paths, "none");

        Table subchannels = new Table(
                "  ",
                "SUBCHANNEL",
                "DEVICE",
                "CU AND TYPE",
                "ONLINE",
                "DRIVER",
                "PIM",
                "PAM",
                "POM",
                "CHPIDS",
                "OWNER");
        for (Subchannel subchannel : machine.css().subchannels()) {
            subchannels.row(
                    subchannel.id(),
                    shown(
                            subchannel.device(),
                            number -> number.map(Object::toString).orElse("none")),
                    subchannel.deviceType().orElse(ABSENT),
                    shown(
                            subchannel.online(),
                            online -> online.map(on -> on ? "yes" : "no").orElse(ABSENT)),
                    shown(subchannel.driver(), driver -> driver.orElse(ABSENT)),
                    shown(subchannel.masks(), masks -> "%02x".formatted(masks.pim())),
                    shown(subchannel.masks(), masks -> "%02x".formatted(masks.pam())),
                    shown(subchannel.masks(), (PathMasks masks) -> "%02x".formatted(masks.pom())),
                    subchannel.chpids().stream().map(Object::toString).collect(Collectors.joining(" ")),
                    owner(subchannel));
        }
        section("Subchannels", subchannels, "none");
    }

    private String owner(Subchannel subchannel) {
        Optional<MdevUuid> device = deviceOf(subchannel.id());
        if (device.isPresent()) {
            return name(device.get());
        }
        return shown(subchannel.driver(), driver -> switch (driver.orElse("")) {
            case "vfio_ccw" -> "free";
            case "" -> ABSENT;
            default -> "host";
        });
    }

    private Optional<MdevUuid> deviceOf(SubchannelId id) {
        return machine.mediatedDevices().stream()
                .filter(device -> device instanceof MediatedDevice.Ccw ccw
                        && ccw.subchannel().equals(id))
                .map(MediatedDevice::uuid)
                .findFirst();
    }

    private void devices() {
        text.append("\nMediated devices\n");
        if (machine.mediatedDevices().isEmpty()) {
            text.append("  none\n");
        }
        for (MediatedDevice device : machine.mediatedDevices()) {
            String guest = machine.guestOf(device.uuid())
                    .map(g -> "  " + g.name() + (g.running() ? " (running)" : " (not running)"))
                    .orElse("");
            switch (device) {
                case MediatedDevice.Matrix matrix -> {
                    text.append("  %s  vfio_ap-passthrough%s\n".formatted(device.uuid(), guest));
                    text.append("    assigned  ")
                            .append(shown(matrix.assigned(), IdText::matrix))
                            .append('\n');
                    text.append("    guest     ")
                            .append(shown(matrix.guest(), IdText::matrix))
                            .append('\n');
                    leftOut(matrix);
                }
                case MediatedDevice.VirtualMatrix matrix ->
                    text.append("  %s  vfio_ap-virtual%s\n".formatted(device.uuid(), guest));
                case MediatedDevice.Ccw ccw -> {
                    text.append("  %s  vfio_ccw-io%s\n".formatted(device.uuid(), guest));
                    text.append("    subchannel  ").append(ccw.subchannel()).append('\n');
                }
                case MediatedDevice.Foreign foreign ->
                    text.append("  %s  not of vfio_ap or vfio_ccw (parent %s)%s\n"
                            .formatted(device.uuid(), foreign.parent(), guest));
            }
        }
    }

    private void leftOut(MediatedDevice.Matrix matrix) {
        if (!(matrix.assigned() instanceof Observed.Known<ApMatrix>(ApMatrix assigned))
                || !(matrix.guest() instanceof Observed.Known<ApMatrix>(ApMatrix guest))) {
            return;
        }
        Mask256 adapters = assigned.adapters().minus(guest.adapters());
        Mask256 domains = assigned.domains().minus(guest.domains());
        if (!adapters.isEmpty() || !domains.isEmpty()) {
            text.append("    left out  adapters %s, domains %s (zmdev explain says why)\n"
                    .formatted(IdText.adapters(adapters), IdText.domains(domains)));
        }
    }

    private void guests() {
        if (machine.guests().isEmpty()) {
            return;
        }
        Table guests = new Table("  ", "GUEST", "RUNS", "DEVICES");
        for (Guest guest : machine.guests()) {
            guests.row(
                    guest.name(),
                    guest.running() ? "yes" : "no",
                    guest.devices().stream().map(MdevUuid::text).collect(Collectors.joining(" ")));
        }
        section("Guests", guests, "none");
    }

    private void unknowns() {
        machine.damages().forEach(damage -> unknowns.putIfAbsent(damage.path(), damage.reason()));
        if (unknowns.isEmpty()) {
            return;
        }
        Table files = new Table("  ", "FILE", "REASON");
        unknowns.forEach(files::row);
        section("Unknown", files, "nothing");
    }

    private void section(String title, Table table, String empty) {
        text.append('\n').append(title).append('\n');
        text.append(table.isEmpty() ? "  " + empty + "\n" : table.text());
    }

    /** The device's guest, else its UUID. */
    private String name(MdevUuid uuid) {
        return machine.guestOf(uuid).map(Guest::name).orElse(uuid.text());
    }

    private <T> String shown(Observed<T> observed, java.util.function.Function<? super T, String> format) {
        return switch (observed) {
            case Observed.Known<T>(T value) -> format.apply(value);
            case Observed.Unknown<T>(String path, String reason) -> {
                unknowns.put(path, reason);
                yield UNKNOWN;
            }
        };
    }
}
