package io.zmdev.hw.host;

import io.zmdev.model.ErrorCode;
import io.zmdev.model.ZmdevException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/** Where a host is: the argument of {@code --host}. Prints as it is written. */
public sealed interface HostUri {

    /** {@code sim:NAME}, a machine that comes with zmdev. */
    record BuiltIn(String name) implements HostUri {
        @Override
        public String toString() {
            return "sim:" + name;
        }
    }

    /** {@code sim:PATH.json}, an emulated machine by its definition. */
    record Definition(Path file) implements HostUri {
        @Override
        public String toString() {
            return "sim:" + file;
        }
    }

    /** {@code bundle:PATH}, a recorded machine: a {@code .tar.gz} or a directory. */
    record Bundle(Path path) implements HostUri {
        @Override
        public String toString() {
            return "bundle:" + path;
        }
    }

    /** {@code local:}, the machine that zmdev runs on. */
    record Local() implements HostUri {
        @Override
        public String toString() {
            return "local:";
        }
    }

    /**
     * {@code ssh://[user@]host[:port]}.
     *
     * @param destination what follows the two slashes
     */
    record Ssh(String destination) implements HostUri {

        /** The user before the {@code @}. */
        public Optional<String> user() {
            int at = destination.indexOf('@');
            return at < 0 ? Optional.empty() : Optional.of(destination.substring(0, at));
        }

        /** The name or address, an IPv6 address without its brackets. */
        public String host() {
            String host = destination.substring(destination.indexOf('@') + 1);
            return host.startsWith("[")
                    ? host.substring(1, host.indexOf(']'))
                    : host.substring(0, host.contains(":") ? host.indexOf(':') : host.length());
        }

        /** The number behind the last colon. */
        public OptionalInt port() {
            String port = destination.replaceFirst("^.*\\]", "").replaceFirst("^[^:]*:?", "");
            return port.isEmpty() ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(port));
        }

        @Override
        public String toString() {
            return "ssh://" + destination;
        }
    }

    Pattern BUILT_IN_NAME = Pattern.compile("[a-z0-9][a-z0-9-]*");
    Pattern SSH_DESTINATION =
            Pattern.compile("([^@/:\\s-][^@/:\\s]*@)?([^@/:\\s-][^@/:\\s]*|\\[[0-9a-fA-F:]+])(:[0-9]{1,5})?");

    /**
     * Reads a host URI.
     *
     * @throws ZmdevException USAGE when it has none of the forms
     */
    static HostUri parse(String text) {
        if (text.equals("local:")) {
            return new Local();
        }
        if (text.startsWith("ssh://")) {
            String destination = text.substring("ssh://".length());
            if (!SSH_DESTINATION.matcher(destination).matches()) {
                throw usage("'" + text + "' is not of the form ssh://[user@]host[:port]");
            }
            return new Ssh(destination);
        }
        if (text.startsWith("bundle:") && text.length() > "bundle:".length()) {
            return new Bundle(path(text, "bundle:"));
        }
        if (text.startsWith("sim:")) {
            String name = text.substring("sim:".length());
            if (name.endsWith(".json")) {
                return new Definition(path(text, "sim:"));
            }
            if (BUILT_IN_NAME.matcher(name).matches()) {
                return new BuiltIn(name);
            }
            throw usage(
                    "'" + text + "' names neither a built-in machine (sim:lpar42) nor a definition (sim:PATH.json)");
        }
        throw usage("'" + text
                + "' is not a host; use sim:NAME, sim:PATH.json, bundle:PATH, local: or ssh://[user@]host[:port]");
    }

    private static Path path(String text, String scheme) {
        try {
            return Path.of(text.substring(scheme.length()));
        } catch (InvalidPathException e) {
            throw usage("'" + text + "' holds no path: " + e.getReason());
        }
    }

    private static ZmdevException usage(String message) {
        return new ZmdevException(ErrorCode.USAGE, message);
    }
}
