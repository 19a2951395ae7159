package io.zmdev.sim.host;

import io.zmdev.model.Errno;
import io.zmdev.model.ap.Apqn;
import io.zmdev.model.ap.CardType;
import io.zmdev.model.host.HostDefinition;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** The operations that change the machine under the kernel; each on the AP side ends with one bus scan. */
final class HardwareOperations {

    private static final CardType TYPE_OF_UNKNOWN_CARD = new CardType(8, CardType.Mode.CCA_COPROCESSOR);

    private final HostDefinition definition;
    private final Optional<ApHardware> crypto;
    private final Runnable scan;
    private final Css css;

    /** @param scan scans the AP bus, if there is one at the time */
    HardwareOperations(HostDefinition definition, Optional<ApHardware> crypto, Runnable scan, Css css) {
        this.definition = definition;
        this.crypto = crypto;
        this.scan = scan;
        this.css = css;
    }

    /**
     * A card comes configured on and without checkstop; a queue brings its card and its domain if they are missing. An id
     * above the highest of the machine is ENODEV.
     */
    Optional<Errno> plug(String text, Optional<CardType> type) {
        Optional<HardwareTarget> target = HardwareTarget.parse(text);
        if (crypto.isEmpty() || target.isEmpty()) {
            return Optional.of(Errno.EINVAL);
        }
        ApHardware hardware = crypto.get();
        if (isBeyond(hardware, target.get())) {
            return Optional.of(Errno.ENODEV);
        }
        switch (target.get()) {
            case HardwareTarget.Card(int id) -> hardware.plug(id, newCard(id, type));
            case HardwareTarget.Queue(Apqn apqn) -> {
                int adapter = apqn.adapter().value();
                if (hardware.adapter(adapter) == null) {
                    hardware.plug(adapter, newCard(adapter, type));
                }
                hardware.assignUsageDomain(apqn.domain().value());
                hardware.plugQueue(apqn);
            }
            case HardwareTarget.UsageDomain(int id) -> hardware.assignUsageDomain(id);
            case HardwareTarget.ControlDomain(int id) -> hardware.assignControlDomain(id);
            case HardwareTarget.Path path -> {
                return Optional.of(Errno.EINVAL);
            }
        }
        scan.run();
        return Optional.empty();
    }

    /** What is not there stays away. */
    Optional<Errno> unplug(String text) {
        Optional<HardwareTarget> target = HardwareTarget.parse(text);
        if (crypto.isEmpty() || target.isEmpty()) {
            return Optional.of(Errno.EINVAL);
        }
        ApHardware hardware = crypto.get();
        switch (target.get()) {
            case HardwareTarget.Card(int id) -> hardware.unplug(id);
            case HardwareTarget.Queue(Apqn apqn) -> hardware.unplugQueue(apqn);
            case HardwareTarget.UsageDomain(int id) -> hardware.unassignUsageDomain(id);
            case HardwareTarget.ControlDomain(int id) -> hardware.unassignControlDomain(id);
            case HardwareTarget.Path path -> {
                return Optional.of(Errno.EINVAL);
            }
        }
        scan.run();
        return Optional.empty();
    }

    /** Configures a card, or a channel path ({@code chp0.40}). */
    Optional<Errno> configure(String text, boolean on) {
        return HardwareTarget.parse(text).orElse(null) instanceof HardwareTarget.Path path
                ? css.configure(path.id(), on)
                : changeCard(text, card -> new ApHardware.Adapter(card.type(), on, card.checkstopped()));
    }

    Optional<Errno> checkstop(String text, boolean on) {
        return changeCard(text, card -> new ApHardware.Adapter(card.type(), card.configured(), on));
    }

    private Optional<Errno> changeCard(String text, UnaryOperator<ApHardware.Adapter> change) {
        if (crypto.isEmpty() || !(HardwareTarget.parse(text).orElse(null) instanceof HardwareTarget.Card(int id))) {
            return Optional.of(Errno.EINVAL);
        }
        ApHardware hardware = crypto.get();
        ApHardware.Adapter adapter = hardware.adapter(id);
        if (adapter == null) {
            return Optional.of(Errno.ENODEV);
        }
        hardware.plug(id, change.apply(adapter));
        scan.run();
        return Optional.empty();
    }

    private static boolean isBeyond(ApHardware hardware, HardwareTarget target) {
        return switch (target) {
            case HardwareTarget.Card(int id) -> id > hardware.maxAdapter();
            case HardwareTarget.Queue(Apqn apqn) ->
                apqn.adapter().value() > hardware.maxAdapter() || apqn.domain().value() > hardware.maxDomain();
            case HardwareTarget.UsageDomain(int id) -> id > hardware.maxDomain();
            case HardwareTarget.ControlDomain(int id) -> id > hardware.maxDomain();
            case HardwareTarget.Path path -> false;
        };
    }

    private ApHardware.Adapter newCard(int id, Optional<CardType> type) {
        CardType defined = definition.ap().orElseThrow().cards().stream()
                .filter(card -> card.id().value() == id)
                .map(HostDefinition.CardDefinition::type)
                .findFirst()
                .orElse(TYPE_OF_UNKNOWN_CARD);
        return new ApHardware.Adapter(type.orElse(defined), true, false);
    }
}
