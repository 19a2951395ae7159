package io.zmdev.plan;

import io.zmdev.model.Configuration;
import io.zmdev.model.Machine;
import io.zmdev.model.Observed;
import io.zmdev.model.ap.ApBus;
import io.zmdev.model.ap.ApMatrix;
import io.zmdev.model.ap.Mask256;
import io.zmdev.model.host.PersistentState;
import io.zmdev.model.host.SysfsPath;
import io.zmdev.model.mdev.DesiredDevice;
import io.zmdev.model.mdev.DesiredDevice.State;
import io.zmdev.model.mdev.MdevDefinition;
import io.zmdev.model.mdev.MediatedDevice;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** What is asked for, what is active, and what the next boot brings, side by side. */
public final class ThreeWay {

    private static final String NOTHING = "-";
    private static final String UNKNOWN = "unknown";

    private ThreeWay() {}

    /**
     * One object.
     *
     * @param desired what the configuration asks for
     * @param active what the machine has at this moment
     * @param persistent what its files make of it at the next boot
     */
    public record Row(String subject, String desired, String active, String persistent) {

        /** Whether all three agree. */
        public boolean agrees() {
            return desired.equals(active) && desired.equals(persistent);
        }
    }

    /**
     * A row for each mask that the configuration asks for, and for each device that it lists.
     *
     * @param definitions what the configuration's devices look like as definitions
     */
    public static List<Row> of(
            Configuration configuration,
            Machine machine,
            PersistentState state,
            Function<DesiredDevice, Optional<MdevDefinition>> definitions) {
        List<Row> rows = new ArrayList<>();
        Observed<Mask256> apmask = machine.ap().map(ApBus::apmask).orElseGet(() -> Observed.known(Mask256.ALL));
        Observed<Mask256> aqmask = machine.ap().map(ApBus::aqmask).orElseGet(() -> Observed.known(Mask256.ALL));
        mask("apmask", apmask, state.apmask(), configuration.masks()::apmaskFrom)
                .ifPresent(rows::add);
        mask("aqmask", aqmask, state.aqmask(), configuration.masks()::aqmaskFrom)
                .ifPresent(rows::add);
        for (DesiredDevice device : configuration.mediatedDevices()) {
            Optional<MdevDefinition> kept = state.definition(device.uuid());
            String persistent = kept.isPresent() && kept.equals(definitions.apply(device))
                    ? desired(device)
                    : kept.map(ThreeWay::persistent)
                            .orElse(state.damage(device.uuid()).isPresent() ? UNKNOWN : NOTHING);
            rows.add(new Row(
                    "%s (%s)".formatted(device.name(), device.uuid()),
                    device.state() == State.ABSENT ? NOTHING : desired(device),
                    machine.mediatedDevice(device.uuid())
                            .map(ThreeWay::active)
                            .orElse(isDamaged(machine, device) ? UNKNOWN : NOTHING),
                    persistent));
        }
        return rows;
    }

    private static boolean isDamaged(Machine machine, DesiredDevice device) {
        return machine.damages().stream()
                .anyMatch(damage -> damage.object().equals(SysfsPath.mediatedDevice(device.uuid())));
    }

    private static Optional<Row> mask(
            String name, Observed<Mask256> active, Optional<Mask256> persistent, Function<Mask256, Mask256> change) {
        Mask256 kept = persistent.orElse(Mask256.ALL);
        Mask256 now = active.orElse(Mask256.ALL);
        Mask256 desired = change.apply(now);
        return desired.equals(now) && change.apply(kept).equals(kept) && now.equals(kept)
                ? Optional.empty()
                : Optional.of(new Row(name, desired.toHex(), active.isKnown() ? now.toHex() : UNKNOWN, kept.toHex()));
    }

    private static String desired(DesiredDevice device) {
        return switch (device) {
            case DesiredDevice.Matrix matrix -> Ids.difference(ApMatrix.EMPTY, matrix.matrix());
            case DesiredDevice.Ccw ccw -> "subchannel " + ccw.subchannel();
            case DesiredDevice.VirtualMatrix virtual -> "virtual";
        };
    }

    private static String active(MediatedDevice device) {
        return switch (device) {
            case MediatedDevice.Matrix matrix ->
                matrix.assigned().isKnown()
                        ? Ids.difference(ApMatrix.EMPTY, matrix.assigned().get())
                        : UNKNOWN;
            case MediatedDevice.Ccw ccw -> "subchannel " + ccw.subchannel();
            case MediatedDevice.VirtualMatrix virtual -> "virtual";
            case MediatedDevice.Foreign foreign -> "parent " + foreign.parent();
        };
    }

    private static String persistent(MdevDefinition definition) {
        return "another definition (%s, %s, %d attributes)"
                .formatted(
                        definition.parent(),
                        definition.autostart() ? "auto" : "manual",
                        definition.attributes().size());
    }
}
