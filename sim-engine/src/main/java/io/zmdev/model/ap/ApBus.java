package io.zmdev.model.ap;

import io.zmdev.model.Observed;
import java.util.List;
import java.util.Optional;

/**
 * The AP bus of a machine ({@code /sys/bus/ap}).
 *
 * @param maxAdapter highest adapter id the machine can have ({@code ap_max_adapter_id}), 0..255
 * @param maxDomain highest domain id ({@code ap_max_domain_id}), 0..255
 * @param configuredAdapters adapters of the LPAR ({@code ap_adapter_mask}, QCI APM)
 * @param usageDomains usage domains of the LPAR ({@code ap_usage_domain_mask}, QCI AQM)
 * @param controlDomains control domains of the LPAR ({@code ap_control_domain_mask}, QCI ADM)
 * @param apmask adapters reserved for the host's drivers
 * @param aqmask domains reserved for the host's drivers; a queue is the host's when both masks have its bit
 */
public record ApBus(
        int maxAdapter,
        int maxDomain,
        Observed<Mask256> configuredAdapters,
        Observed<Mask256> usageDomains,
        Observed<Mask256> controlDomains,
        Observed<Mask256> apmask,
        Observed<Mask256> aqmask,
        List<Card> cards,
        List<Queue> queues) {

    public ApBus {
        cards = List.copyOf(cards);
        queues = List.copyOf(queues);
    }

    public Optional<Card> card(AdapterId id) {
        return cards.stream().filter(card -> card.id().equals(id)).findFirst();
    }

    public Optional<Queue> queue(Apqn apqn) {
        return queues.stream().filter(queue -> queue.apqn().equals(apqn)).findFirst();
    }
}
