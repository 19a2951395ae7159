package io.zmdev.sim.host;

import io.zmdev.model.ap.AdapterId;
import io.zmdev.model.ap.Apqn;
import io.zmdev.sim.host.ApHardware.ResponseCode;
import org.jspecify.annotations.Nullable;

/** The part of a bus scan that looks at one adapter after the other ({@code ap_scan_adapter}, {@code ap_scan_domains}). */
final class ApScan {

    private final Kernel kernel;
    private final ApBus bus;
    private final ApHardware hardware;

    ApScan(Kernel kernel, ApBus bus, ApHardware hardware) {
        this.kernel = kernel;
        this.bus = bus;
        this.hardware = hardware;
    }

    /** The first valid queue of an adapter tells about its card; without one there is no card. */
    void adapter(int id) {
        ApCard card = bus.card(id);
        ApHardware.Adapter adapter = hardware.adapter(id);
        ResponseCode answer = firstAnswer(id);
        if (adapter == null || answer == ResponseCode.Q_NOT_AVAIL) {
            if (card != null) {
                bus.remove(card);
            }
            return;
        }
        boolean configured = answer != ResponseCode.DECONFIGURED;
        boolean checkstopped = answer == ResponseCode.CHECKSTOPPED;
        if (card != null && !card.type().equals(adapter.type())) {
            bus.remove(card);
            card = null;
        }
        if (card == null) {
            card = new ApCard(kernel, hardware, new AdapterId(id), adapter.type(), configured, checkstopped);
            bus.add(card);
        } else {
            card.checkstop(checkstopped);
            if (card.configured() != configured) {
                card.configure(configured);
            }
        }
        for (int domain = 0; domain <= hardware.maxDomain(); domain++) {
            queue(card, domain, card.queues().get(domain));
        }
    }

    /** A queue follows one change of state a scan, its checkstop first. */
    private void queue(ApCard card, int domain, @Nullable ApQueue queue) {
        Apqn apqn = Apqn.of(card.id().value(), domain);
        ResponseCode answer = hardware.test(apqn);
        boolean configured = answer != ResponseCode.DECONFIGURED;
        boolean checkstopped = answer == ResponseCode.CHECKSTOPPED;
        if (answer == ResponseCode.Q_NOT_AVAIL) {
            if (queue != null) {
                bus.remove(queue);
            }
        } else if (queue == null) {
            bus.add(new ApQueue(kernel, hardware, bus.masks(), card, apqn, configured, checkstopped));
        } else if (queue.checkstopped() != checkstopped) {
            queue.checkstop(checkstopped);
        } else if (queue.configured() != configured) {
            queue.configure(configured);
        }
    }

    private ResponseCode firstAnswer(int adapter) {
        for (int domain = 0; domain <= hardware.maxDomain(); domain++) {
            ResponseCode answer = hardware.test(Apqn.of(adapter, domain));
            if (answer != ResponseCode.Q_NOT_AVAIL) {
                return answer;
            }
        }
        return ResponseCode.Q_NOT_AVAIL;
    }
}
