package io.zmdev.exchange;

import io.zmdev.sim.tracing.Fact;
import java.util.EnumMap;
import java.util.Map;

/** The facts in a record of the kernel's trace. */
final class KernelFacts {

    private static final int REGION_SHIFT = 10;
    private static final int ASYNC_REGION = 1;

    private final KernelRecord record;
    private final Map<Fact, String> facts = new EnumMap<>(Fact.class);

    private KernelFacts(KernelRecord record) {
        this.record = record;
    }

    static Map<Fact, String> of(KernelRecord record) {
        KernelFacts facts = new KernelFacts(record);
        switch (record.kind()) {
            case SYSCALL -> facts.systemCall();
            case SYSCALL_RETURN -> facts.result("sys_pwrite64");
            case RETURN -> facts.result("vfio_ccw_mdev_write");
            case EVENT -> facts.event();
            case CALL -> {}
        }
        return facts.facts;
    }

    private void systemCall() {
        if (record.name().equals("sys_pwrite64") || record.name().equals("sys_pread64")) {
            record.argument("pos").ifPresent(at -> facts.put(Fact.REGION, "" + (at >> REGION_SHIFT)));
            record.argument("count").ifPresent(count -> facts.put(Fact.LENGTH, "" + count));
        }
    }

    private void result(String function) {
        if (record.name().equals(function)) {
            record.resultNumber().ifPresent(result -> facts.put(Fact.RESULT, "" + result));
        }
    }

    private void event() {
        switch (record.name()) {
            case "region_write" -> regionWrite();
            case "hw_ssch" -> {
                word(Fact.HOST_INTPARM, "intparm");
                word(Fact.HOST_ORB_CONTROL, "ctl");
                word(Fact.HOST_CPA, "cpa");
            }
            case "vfio_ccw_fsm_event" -> {
                number(Fact.STATE, "state");
                number(Fact.EVENT, "event");
            }
            case "vfio_ccw_fsm_io_request" -> {
                number(Fact.FUNCTION_CONTROL, "fctl");
                number(Fact.ERRNO, "errno");
                String info = record.values().get("info");
                if (info != null) {
                    facts.put(Fact.INFO, info);
                }
            }
            case "vfio_ccw_fsm_async_request" -> {
                number(Fact.COMMAND, "command");
                number(Fact.ERRNO, "errno");
            }
            case "s390_cio_ssch", "s390_cio_hsch", "s390_cio_csch" -> number(Fact.CC, "cc");
            case "s390_cio_tsch" -> {
                number(Fact.CC, "cc");
                number(Fact.DEFERRED_CC, "dcc");
                number(Fact.FUNCTION_CONTROL, "fctl");
                number(Fact.ACTIVITY_CONTROL, "actl");
                number(Fact.STATUS_CONTROL, "stctl");
                number(Fact.DEVICE_STATUS, "dstat");
                number(Fact.SUBCHANNEL_STATUS, "cstat");
            }
            default -> {}
        }
    }

    /** The first four words that user space wrote: ORB and word 0 of the SCSW, or the command. */
    private void regionWrite() {
        long region = record.number("pos").orElse(0L) >> REGION_SHIFT;
        facts.put(Fact.REGION, "" + region);
        number(Fact.LENGTH, "count");
        if (region == ASYNC_REGION) {
            number(Fact.COMMAND, "w0");
        } else {
            word(Fact.INTPARM, "w0");
            word(Fact.ORB_CONTROL, "w1");
            word(Fact.CPA, "w2");
            word(Fact.SCSW, "w3");
        }
    }

    private void number(Fact fact, String value) {
        record.number(value).ifPresent(number -> facts.put(fact, "" + number));
    }

    private void word(Fact fact, String value) {
        record.number(value).ifPresent(number -> facts.put(fact, "%08x".formatted(number & 0xffff_ffffL)));
    }
}
