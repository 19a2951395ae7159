package io.zmdev.exchange;

import io.zmdev.model.Configuration;
import io.zmdev.model.ErrorCode;
import io.zmdev.model.MaskRequest;
import io.zmdev.model.ZmdevException;
import io.zmdev.model.ap.Mask256;
import io.zmdev.model.css.SubchannelId;
import io.zmdev.model.host.PersistentState;
import io.zmdev.model.mdev.DesiredDevice;
import io.zmdev.model.mdev.DesiredDevice.State;
import io.zmdev.model.mdev.MdevDefinition;
import io.zmdev.plan.FileChange;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * How a host keeps a configuration over a reboot: definitions of mdevctl, chzdev's rule for masks and vfio_ap, and our own rule
 * for subchannels. What the configuration does not list is kept as it is.
 */
public final class PersistentFiles {

    private PersistentFiles() {}

    /** The persistent state once the configuration is kept; a definition that can't be read stays so. */
    public static PersistentState desired(Configuration configuration, PersistentState before) {
        SortedSet<String> ruleModules = new TreeSet<>(before.ruleModules());
        SortedSet<SubchannelId> subchannels = new TreeSet<>(before.subchannels());
        for (DesiredDevice device : present(configuration)) {
            switch (device) {
                case DesiredDevice.Matrix matrix -> ruleModules.add("vfio_ap");
                case DesiredDevice.Ccw ccw -> {
                    ruleModules.add("vfio_ccw");
                    subchannels.add(ccw.subchannel());
                }
                case DesiredDevice.VirtualMatrix virtual -> {}
            }
        }
        MaskRequest masks = configuration.masks();
        return new PersistentState(
                asked(MaskTerms.apmask(masks), before.apmask(), masks::apmaskFrom),
                asked(MaskTerms.aqmask(masks), before.aqmask(), masks::aqmaskFrom),
                ruleModules,
                before.earlyModules(),
                before.blockedModules(),
                subchannels,
                definitions(configuration, before),
                before.autostartGuests(),
                before.damages());
    }

    private static Optional<Mask256> asked(
            Optional<String> terms, Optional<Mask256> before, Function<Mask256, Mask256> change) {
        return terms.isPresent() ? Optional.of(change.apply(before.orElse(Mask256.ALL))) : before;
    }

    private static List<MdevDefinition> definitions(Configuration configuration, PersistentState before) {
        List<MdevDefinition> definitions = new ArrayList<>(before.definitions());
        definitions.removeIf(
                definition -> configuration.mediatedDevice(definition.uuid()).isPresent());
        present(configuration).stream()
                .filter(device -> before.damage(device.uuid()).isEmpty())
                .map(MdevDefinitions::of)
                .flatMap(Optional::stream)
                .forEach(definitions::add);
        return definitions;
    }

    private static List<DesiredDevice> present(Configuration configuration) {
        return configuration.mediatedDevices().stream()
                .filter(device -> device.state() == State.PRESENT)
                .toList();
    }

    /**
     * The files that have to change, in the order in which they are safe to write.
     *
     * @param before what is kept so far
     * @param content the content of a file as it is on the host, empty when it is not there
     * @throws ZmdevException FILE_UNUSABLE when the definition of a listed device can't be read: it is left alone
     */
    public static List<FileChange> changes(
            Configuration configuration, PersistentState before, Function<String, Optional<String>> content) {
        configuration.mediatedDevices().stream()
                .flatMap(device -> before.damage(device.uuid()).stream())
                .findFirst()
                .ifPresent(damage -> {
                    throw new ZmdevException(
                            ErrorCode.FILE_UNUSABLE,
                            damage.sentence() + "; mend it or move it away, or plan with --no-persist");
                });
        PersistentState after = desired(configuration, before);
        List<FileChange> changes = new ArrayList<>();
        boolean masksChange =
                !after.apmask().equals(before.apmask()) || !after.aqmask().equals(before.aqmask());
        boolean moduleMissing =
                after.ruleModules().contains("vfio_ap") && !before.ruleModules().contains("vfio_ap");
        if (masksChange || moduleMissing) {
            add(changes, UdevRules.AP_PATH, content, Optional.of(UdevRules.ap(after.apmask(), after.aqmask())));
        }
        if (!after.subchannels().equals(before.subchannels())) {
            List<SubchannelId> ours = Stream.concat(
                            content.apply(UdevRules.CCW_PATH).map(UdevRules::parseCcw).stream()
                                    .flatMap(Collection::stream),
                            after.subchannels().stream()
                                    .filter(id -> !before.subchannels().contains(id)))
                    .toList();
            add(changes, UdevRules.CCW_PATH, content, Optional.of(UdevRules.ccw(ours)));
        }
        for (MdevDefinition old : before.definitions()) {
            boolean kept = after.definition(old.uuid())
                    .filter(definition -> definition.parent().equals(old.parent()))
                    .isPresent();
            if (!kept) {
                add(changes, MdevctlTree.path(old), content, Optional.empty());
            }
        }
        for (MdevDefinition definition : after.definitions()) {
            if (!before.definitions().contains(definition)) {
                add(changes, MdevctlTree.path(definition), content, Optional.of(MdevctlTree.text(definition)));
            }
        }
        return changes;
    }

    private static void add(
            List<FileChange> changes, String path, Function<String, Optional<String>> content, Optional<String> after) {
        Stream.of(new FileChange(path, content.apply(path), after))
                .filter(change -> !change.before().equals(change.after()))
                .forEach(changes::add);
    }
}
