package io.zmdev.sim.host;

import io.zmdev.model.ap.CardType;
import java.util.Map;

/** A card or a queue on the AP bus. */
abstract sealed class ApDevice extends Device permits ApCard, ApQueue {

    private final CardType type;
    private boolean configured;
    private boolean checkstopped;

    ApDevice(Kernel kernel, String parent, String name, CardType type, boolean configured, boolean checkstopped) {
        super(kernel, ApBus.NAME, parent, name);
        this.type = type;
        this.configured = configured;
        this.checkstopped = checkstopped;
    }

    final CardType type() {
        return type;
    }

    final boolean configured() {
        return configured;
    }

    final boolean checkstopped() {
        return checkstopped;
    }

    /** A configuration change is announced ({@code ap_send_config_uevent}). */
    final void configure(boolean on) {
        configured = on;
        announce("CONFIG", on);
    }

    final void checkstop(boolean on) {
        checkstopped = on;
    }

    final void announce(String variable, boolean value) {
        announce(variable, value ? "1" : "0");
    }

    final void announce(String variable, String value) {
        kernel().send(Uevent.Action.CHANGE, path(), ueventProperties(Map.of(variable, value)));
    }

    static String flag(boolean value) {
        return value ? "1\n" : "0\n";
    }
}
