package io.zmdev.sim.ap;

/**
 * The facilities that decide how AP instructions behave.
 *
 * @param qci STFLE 12, PQAP(QCI); QEMU feature apqci
 * @param apft STFLE 15, the T bit of TAPQ; apft
 * @param apqi STFLE 65, PQAP(AQIC); apqi. Without it the guest polls
 * @param msaX3 STFLE 76, a CRYCB of format 1 at least
 * @param apxa extended addressing: 256 adapters and domains for 64 and 16
 */
public record ApFacilities(boolean qci, boolean apft, boolean apqi, boolean msaX3, boolean apxa) {

    /** A machine with all of them. */
    public static final ApFacilities ALL = new ApFacilities(true, true, true, true, true);

    /** The same without adapter-queue interruptions. */
    public ApFacilities withoutInterruptions() {
        return new ApFacilities(qci, apft, false, msaX3, apxa);
    }
}
