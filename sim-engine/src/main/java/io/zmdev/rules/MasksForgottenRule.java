package io.zmdev.rules;

import io.zmdev.model.host.SysfsPath;
import java.util.List;
import java.util.stream.Stream;

/**
 * The kernel starts with all bits of both masks set (or those of {@code ap.apmask=} and {@code ap.aqmask=}): what autostarts
 * needs its queues freed before, by chzdev's udev rule. Said once.
 */
final class MasksForgottenRule implements Rule {

    @Override
    public String name() {
        return "masks-forgotten";
    }

    @Override
    public Stream<Finding> check(Situation situation) {
        List<String> names = situation.listed().stream()
                .filter(Holder::autostart)
                .filter(holder -> holder.matrix().queueCount() > 0)
                .map(Holder::name)
                .toList();
        boolean byMasks =
                situation.ap().isPresent() && situation.ownership().overridden().isEmpty();
        return byMasks && !names.isEmpty() ? Stream.of(finding(names)) : Stream.empty();
    }

    private Finding finding(List<String> names) {
        return Finding.of(
                Severity.ADVICE,
                this,
                "apmask and aqmask are forgotten at reboot, so %s can start only after they are set again: keep them with chzdev (export --to chzdev)."
                        .formatted(Wording.list(names)),
                new Culprit.MachineFact(SysfsPath.APMASK));
    }
}
