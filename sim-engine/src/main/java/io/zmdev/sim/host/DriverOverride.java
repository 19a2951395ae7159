package io.zmdev.sim.host;

import io.zmdev.model.Errno;
import io.zmdev.sim.host.sysfs.Written;
import java.util.Optional;
import java.util.function.Consumer;

/** What a write to a {@code driver_override} attribute means ({@code driver_set_override}). */
final class DriverOverride {

    /** A page less one, so that showing it with a newline is not cut off. */
    private static final int TOO_LONG = 4095;

    private DriverOverride() {}

    /** The text before the first newline; an empty line or a NUL at the start clears the override. */
    static Optional<Errno> store(Written written, Consumer<Optional<String>> target) {
        if (written.all().length() >= TOO_LONG) {
            return Optional.of(Errno.EINVAL);
        }
        String text = written.text();
        int newline = text.indexOf('\n');
        String name = newline < 0 ? text : text.substring(0, newline);
        target.accept(name.isEmpty() ? Optional.empty() : Optional.of(name));
        return Optional.empty();
    }
}
