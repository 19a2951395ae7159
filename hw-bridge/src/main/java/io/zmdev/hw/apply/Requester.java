package io.zmdev.hw.apply;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** Who asks for transactions: the user of this program and the machine on which it runs. */
final class Requester {

    private static final int MAX_LENGTH = 128;

    private Requester() {}

    /** {@code anna@laptop}: no control characters, at most 128 characters. */
    static String name() {
        String name = (System.getProperty("user.name", "?") + "@" + machine()).replaceAll("[\\p{Cntrl}\\s]", "?");
        return name.substring(0, Math.min(name.length(), MAX_LENGTH));
    }

    private static String machine() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }
}
