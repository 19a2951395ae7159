package io.zmdev.sim.channel;

import io.zmdev.model.ErrorCode;
import io.zmdev.model.ZmdevException;

/** A channel program that QEMU would interpret for ever: it never gives control back to the guest. */
public final class RunawayProgramException extends ZmdevException {

    RunawayProgramException(long address, int ccws) {
        super(
                ErrorCode.UNSUPPORTED,
                ("the channel program at 0x%x does not end: %d CCWs were interpreted. QEMU would hang here; break the loop, or"
                                + " use channel architected, where HALT or CLEAR SUBCHANNEL ends it")
                        .formatted(address, ccws));
    }
}
