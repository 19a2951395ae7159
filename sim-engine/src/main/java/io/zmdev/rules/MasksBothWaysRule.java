package io.zmdev.rules;

import io.zmdev.model.MaskRequest;
import io.zmdev.model.ap.Mask256;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A mask is given as a whole or by what to free and reserve; and no id is both freed and reserved. */
final class MasksBothWaysRule implements Rule {

    @Override
    public String name() {
        return "masks-both-ways";
    }

    @Override
    public Stream<Finding> check(Situation situation) {
        MaskRequest masks = situation.configuration().masks();
        List<Finding> findings = new ArrayList<>();
        if (masks.apmask().isPresent()
                && !masks.freeAdapters().or(masks.reserveAdapters()).isEmpty()) {
            findings.add(bothWays("apmask", "freeAdapters or reserveAdapters", absoluteOnly(masks)));
        }
        if (masks.aqmask().isPresent()
                && !masks.freeDomains().or(masks.reserveDomains()).isEmpty()) {
            findings.add(bothWays("aqmask", "freeDomains or reserveDomains", absoluteOnly(masks)));
        }
        Mask256 adapters = masks.freeAdapters().and(masks.reserveAdapters());
        if (!adapters.isEmpty()) {
            findings.add(contradiction(Wording.namedAdapters(adapters), adapters, Mask256.NONE));
        }
        Mask256 domains = masks.freeDomains().and(masks.reserveDomains());
        if (!domains.isEmpty()) {
            findings.add(contradiction(Wording.namedDomains(domains), Mask256.NONE, domains));
        }
        return findings.stream();
    }

    private Finding bothWays(String absolute, String relative, MaskRequest kept) {
        return Finding.of(
                        Severity.IMPOSSIBLE,
                        this,
                        "The masks give both the absolute %s and %s.".formatted(absolute, relative),
                        new Culprit.Configured("masks " + absolute))
                .withFixes(
                        List.of(Fix.harmless("Keep the absolute " + absolute, new ConfigurationEdit.SetMasks(kept))));
    }

    /** The request without the relative lists that an absolute mask overrides. */
    private static MaskRequest absoluteOnly(MaskRequest masks) {
        boolean ap = masks.apmask().isPresent();
        boolean aq = masks.aqmask().isPresent();
        return new MaskRequest(
                ap ? Mask256.NONE : masks.freeAdapters(),
                aq ? Mask256.NONE : masks.freeDomains(),
                ap ? Mask256.NONE : masks.reserveAdapters(),
                aq ? Mask256.NONE : masks.reserveDomains(),
                masks.apmask(),
                masks.aqmask());
    }

    private Finding contradiction(String what, Mask256 adapters, Mask256 domains) {
        return Finding.of(
                        Severity.IMPOSSIBLE,
                        this,
                        "The masks both free and reserve %s.".formatted(what),
                        new Culprit.Configured("masks " + (adapters.isEmpty() ? "reserveDomains" : "reserveAdapters")))
                .withFixes(List.of(
                        Fix.harmless("Reserve " + what, new ConfigurationEdit.ReserveInMasks(adapters, domains))));
    }
}
