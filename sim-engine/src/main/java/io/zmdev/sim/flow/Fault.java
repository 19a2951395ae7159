package io.zmdev.sim.flow;

import java.util.Arrays;
import java.util.Optional;

/**
 * Something that goes wrong on the host between two requests.
 *
 * @param on id of the device, empty for the first that is passed through
 * @param beforeRequest index of the request before which it happens, from 0
 */
public record Fault(String on, What what, int beforeRequest) {

    /** What goes wrong. */
    public enum What {
        /** The subchannel disappears: the driver gets the event NOT_OPER, which is final. */
        DEVICE_GONE("device-gone"),
        /** The only channel path is configured off. */
        PATH_LOST("path-lost"),
        /** Another user of the host resets the device. */
        RESET("reset");

        private final String id;

        What(String id) {
            this.id = id;
        }

        /** The name in the file formats. */
        public String id() {
            return id;
        }

        public static Optional<What> ofId(String id) {
            return Arrays.stream(values()).filter(value -> value.id.equals(id)).findFirst();
        }
    }
}
