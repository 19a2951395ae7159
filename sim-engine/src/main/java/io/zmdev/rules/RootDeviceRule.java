package io.zmdev.rules;

import java.util.stream.Stream;

/** The device that the host runs from is never taken from it; nothing overrules this. */
final class RootDeviceRule implements Rule {

    @Override
    public String name() {
        return "root-device";
    }

    @Override
    public Stream<Finding> check(Situation situation) {
        return HeldSubchannel.of(situation)
                .filter(HeldSubchannel::isRoot)
                .map(held -> Finding.of(
                                Severity.IMPOSSIBLE,
                                this,
                                held.sentence() + ". The host runs from it: it is never taken, with --force neither.",
                                held.culprit())
                        .about(held.device().uuid())
                        .withFixes(DeviceFixes.remove(situation, held.device().uuid()).stream()
                                .toList()));
    }
}
