package io.zmdev.sim.host;

import io.zmdev.model.ap.ApMatrix;
import io.zmdev.model.ap.Apqn;
import io.zmdev.model.ap.CardType;
import io.zmdev.model.ap.Mask256;
import io.zmdev.model.host.HostDefinition;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The crypto hardware that the LPAR has: what the instruction PQAP tells of it. */
final class ApHardware {

    /** What TAPQ and ZAPQ answer for a queue. */
    enum ResponseCode {
        NORMAL(0x00),
        Q_NOT_AVAIL(0x01),
        DECONFIGURED(0x03),
        CHECKSTOPPED(0x04);

        private final int code;

        ResponseCode(int code) {
            this.code = code;
        }

        int code() {
            return code;
        }
    }

    /** An adapter: type, whether it is configured on, whether it is checkstopped. */
    record Adapter(CardType type, boolean configured, boolean checkstopped) {}

    /** Highest ids without the extended addressing facility. */
    private static final int MAX_ADAPTER_WITHOUT_APXA = 63;

    private static final int MAX_DOMAIN_WITHOUT_APXA = 15;

    private final boolean apxa;
    private final boolean secureExecution;
    private final int maxAdapter;
    private final int maxDomain;
    private final Map<Integer, Adapter> adapters = new TreeMap<>();
    private final Set<Apqn> missingQueues = new HashSet<>();
    private Mask256 usageDomains;
    private Mask256 controlDomains;

    ApHardware(HostDefinition.Ap definition) {
        apxa = definition.apxa();
        secureExecution = definition.secureExecution();
        maxAdapter = apxa ? definition.maxAdapter() : MAX_ADAPTER_WITHOUT_APXA;
        maxDomain = apxa ? definition.maxDomain() : MAX_DOMAIN_WITHOUT_APXA;
        usageDomains = definition.usageDomains();
        controlDomains = definition.controlDomains();
        definition
                .cards()
                .forEach(card -> adapters.put(
                        card.id().value(), new Adapter(card.type(), card.configured(), card.checkstopped())));
    }

    boolean apxa() {
        return apxa;
    }

    /** Whether Linux is a Secure Execution guest that must bind its queues (QCI APSB). */
    boolean secureExecution() {
        return secureExecution;
    }

    int maxAdapter() {
        return maxAdapter;
    }

    int maxDomain() {
        return maxDomain;
    }

    /** PQAP QCI: APM, AQM and ADM. */
    ApMatrix configuration() {
        return new ApMatrix(
                Mask256.of(adapters.keySet().stream().mapToInt(Integer::intValue)), usageDomains, controlDomains);
    }

    /** PQAP TAPQ. A card that is configured off hides its checkstop. */
    ResponseCode test(Apqn apqn) {
        Adapter adapter = adapters.get(apqn.adapter().value());
        if (adapter == null
                || apqn.adapter().value() > maxAdapter
                || apqn.domain().value() > maxDomain
                || !usageDomains.contains(apqn.domain().value())
                || missingQueues.contains(apqn)) {
            return ResponseCode.Q_NOT_AVAIL;
        }
        if (!adapter.configured()) {
            return ResponseCode.DECONFIGURED;
        }
        return adapter.checkstopped() ? ResponseCode.CHECKSTOPPED : ResponseCode.NORMAL;
    }

    @Nullable
    Adapter adapter(int id) {
        return adapters.get(id);
    }

    void plug(int id, Adapter adapter) {
        adapters.put(id, adapter);
    }

    void unplug(int id) {
        adapters.remove(id);
    }

    void plugQueue(Apqn apqn) {
        missingQueues.remove(apqn);
    }

    void unplugQueue(Apqn apqn) {
        missingQueues.add(apqn);
    }

    void assignUsageDomain(int id) {
        usageDomains = usageDomains.with(id);
    }

    void unassignUsageDomain(int id) {
        usageDomains = usageDomains.without(id);
    }

    void assignControlDomain(int id) {
        controlDomains = controlDomains.with(id);
    }

    void unassignControlDomain(int id) {
        controlDomains = controlDomains.without(id);
    }
}
