package io.zmdev.sim.tracing;

import java.util.Map;

/** The fields of an SCSW as the tracepoint s390_cio_tsch prints them. */
final class ScswFacts {

    private ScswFacts() {}

    /**
     * Adds the fields.
     *
     * @param word0 key, flags and the control fields
     * @param word2 device status, subchannel status and count
     */
    static void put(Map<Fact, String> facts, int word0, int word2) {
        facts.put(Fact.DEFERRED_CC, "" + (word0 >>> 24 & 3));
        facts.put(Fact.FUNCTION_CONTROL, "" + (word0 >>> 12 & 7));
        facts.put(Fact.ACTIVITY_CONTROL, "" + (word0 >>> 5 & 0x7f));
        facts.put(Fact.STATUS_CONTROL, "" + (word0 & 0x1f));
        facts.put(Fact.DEVICE_STATUS, "" + (word2 >>> 24));
        facts.put(Fact.SUBCHANNEL_STATUS, "" + (word2 >>> 16 & 0xff));
    }
}
