package io.zmdev.sim.tracing;

/** What an event says in numbers or names. Words are eight hexadecimal digits; addresses, offsets and values of accesses to regions are hexadecimal without leading zeros; all other numbers are decimal. */
public enum Fact {
    /** Of a scenario with several devices the id of the one that the event is of. */
    DEVICE("device", false),
    /** The guest's instruction, such as {@code ssch}. */
    INSTRUCTION("instruction", true),
    /** What the guest's program calls the request. */
    TITLE("title", false),
    /** Index of the region. */
    REGION("region", true),
    /** Bytes asked for. */
    LENGTH("length", true),
    /** What the system call returned: a byte count or a negative errno. */
    RESULT("result", true),
    CC("cc", true),
    INTPARM("intparm", true),
    /** Word 1 of the guest's ORB. */
    ORB_CONTROL("orbControl", true),
    /** Word 2 of the guest's ORB. */
    CPA("cpa", true),
    /** Word 0 of the SCSW that user space wrote. */
    SCSW("scsw", true),
    /** An address in the host, which no two machines share. */
    HOST_INTPARM("hostIntparm", false),
    HOST_ORB_CONTROL("hostOrbControl", true),
    HOST_CPA("hostCpa", false),
    /** HALT (1) or CLEAR (2) of the async region. */
    COMMAND("command", true),
    /** Number of the driver's state before the event. */
    STATE("state", true),
    EVENT("event", true),
    FUNCTION_CONTROL("fctl", true),
    /** ret_code that the driver's tracepoint prints. */
    ERRNO("errno", true),
    /** How far the driver came. */
    INFO("info", true),
    DEFERRED_CC("dcc", true),
    ACTIVITY_CONTROL("actl", true),
    STATUS_CONTROL("stctl", true),
    DEVICE_STATUS("dstat", true),
    SUBCHANNEL_STATUS("cstat", true),
    /** Interruption-identification word. */
    INTERRUPTION_WORD("word", true),
    /** The three words of the guest's SCSW. The second is an address in the host after a halt or clear. */
    GUEST_SCSW("guestScsw", true),
    GUEST_SCSW_CPA("guestScswCpa", true),
    GUEST_SCSW_STATUS("guestScswStatus", true),
    /** Five words. */
    ESW("esw", true),
    /** Eight words. */
    ECW("ecw", true),
    /** Guest physical, the port, or for DMA the iova. */
    ADDRESS("address", true),
    /** In the device file. */
    POSITION("position", true),
    /** In the region. */
    OFFSET("offset", true),
    /** Host physical, in a BAR of the parent. */
    PARENT_ADDRESS("parentAddress", true),
    /** What is written, or looked for, as a number. */
    VALUE("value", true),
    /** The value that an ioeventfd takes. */
    DATAMATCH("datamatch", true),
    /** Number of the eventfd. */
    EVENTFD("eventfd", true),
    /** How many: what an eventfd counts, pages, references, parts; of the ring the number of the entry. */
    COUNT("count", true),
    /** Bytes that reached the device or guest memory, in their order. */
    DATA("data", true);

    private final String id;
    private final boolean comparable;

    Fact(String id, boolean comparable) {
        this.id = id;
        this.comparable = comparable;
    }

    /** The name in the file formats. */
    public String id() {
        return id;
    }

    /** Whether two runs of the same program on different machines have the same value. */
    public boolean isComparable() {
        return comparable;
    }
}
