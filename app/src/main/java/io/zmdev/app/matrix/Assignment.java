package io.zmdev.app.matrix;

import io.zmdev.app.edit.Command;
import io.zmdev.app.fx.Texts;
import io.zmdev.model.Configuration;
import io.zmdev.model.ap.ApMatrix;
import io.zmdev.model.ap.Mask256;
import io.zmdev.model.mdev.DesiredDevice;
import io.zmdev.model.mdev.MdevUuid;
import io.zmdev.rules.ConfigurationEdit.AddDevice;
import io.zmdev.rules.ConfigurationEdit.AssignToGuest;
import io.zmdev.rules.ConfigurationEdit.Unassign;
import io.zmdev.rules.Holder;
import io.zmdev.rules.Situation;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The commands that change a guest's matrix. */
final class Assignment {

    private final Situation situation;
    private final Supplier<MdevUuid> newUuid;

    /** @param newUuid names the device of a guest that has none */
    Assignment(Situation situation, Supplier<MdevUuid> newUuid) {
        this.situation = situation;
        this.newUuid = newUuid;
    }

    /** Adds adapters and domains to what the guest has. Its queues are the product, so these may be more than the area's. */
    Command assign(String guest, ApMatrix area) {
        UnaryOperator<Configuration> managing = situation.unlisted().stream()
                .filter(holder -> holder.name().equals(guest))
                .findFirst()
                .map(observed -> manage(observed, guest))
                .orElse(UnaryOperator.identity());
        AssignToGuest assigning = new AssignToGuest(guest, newUuid.get(), area.adapters(), area.domains());
        return new Command(
                Texts.text("edit.assign", guest, product(area)), before -> assigning.applyTo(managing.apply(before)));
    }

    /** Takes adapters and domains from a listed device. */
    Command unassign(Holder holder, ApMatrix area) {
        return new Command(
                Texts.text("edit.unassign", holder.name(), product(area)),
                new Unassign(holder.uuid(), area.adapters(), area.domains())::applyTo);
    }

    /** The matrix device of the guest, listed or only observed. */
    Optional<Holder> deviceOf(String guest) {
        return Stream.concat(situation.listed().stream(), situation.unlisted().stream())
                .filter(holder -> holder.name().equals(guest))
                .findFirst();
    }

    /** Ids as people read them: {@code 05, 06 × 0047, 0050}. */
    static String product(ApMatrix matrix) {
        String adapters = ids(matrix.adapters(), "%02x");
        String domains = ids(matrix.domains(), "%04x");
        return Stream.of(adapters, domains).filter(text -> !text.isEmpty()).collect(Collectors.joining(" × "));
    }

    /** Assigning to a guest whose device is only observed makes the device managed. */
    private static UnaryOperator<Configuration> manage(Holder observed, String guest) {
        DesiredDevice.Matrix device =
                new DesiredDevice.Matrix(observed.uuid(), guest, false, DesiredDevice.State.PRESENT, observed.matrix());
        return new AddDevice(device, Optional.of(guest))::applyTo;
    }

    private static String ids(Mask256 mask, String format) {
        return mask.ids().mapToObj(format::formatted).collect(Collectors.joining(", "));
    }
}
