package io.zmdev.model.host;

import io.zmdev.model.ap.CardType;
import io.zmdev.model.mdev.MdevUuid;
import java.util.Optional;

/** One operation of a sysfs script. The last six change the machine itself: only an emulated one and the lab have them. Files outside
 * sysfs are replaced by operations on an emulated machine only; a real one does it by a script. */
public sealed interface HostOperation {

    /** open(2), read(2) to the end. */
    record Read(String path) implements HostOperation {}

    /** One write(2) of these characters, each one byte (ISO 8859-1). */
    record Write(String path, String value) implements HostOperation {}

    /** The names in a directory. */
    record ListNames(String path) implements HostOperation {}

    /** readlink(2). */
    record Link(String path) implements HostOperation {}

    /** modprobe. */
    record Load(String module) implements HostOperation {}

    /** delete_module(2) with O_NONBLOCK. */
    record Unload(String module) implements HostOperation {}

    /**
     * Makes or replaces a file outside sysfs, as a whole; missing folders are made.
     *
     * @param content text in UTF-8
     */
    record ReplaceFile(String path, String content) implements HostOperation {}

    /** Takes a file outside sysfs away. */
    record RemoveFile(String path) implements HostOperation {}

    /**
     * Adds a card, queue, domain or control domain to the LPAR, then one AP bus scan runs.
     *
     * @param target {@code card05}, {@code 05.0004}, {@code domain.0004} or {@code control.0004}
     * @param type the type of a new card
     */
    record Hotplug(String target, Optional<CardType> type) implements HostOperation {}

    /** Takes it away, then one AP bus scan runs. */
    record Hotunplug(String target) implements HostOperation {}

    /** Configures a card ({@code card05}) on or off, then one AP bus scan runs. */
    record Configure(boolean on, String card) implements HostOperation {}

    /** Sets or clears a card's checkstop, then one AP bus scan runs. */
    record Checkstop(boolean on, String card) implements HostOperation {}

    /** Opens the mediated device as a VMM does before it runs the guest. */
    record GuestStart(MdevUuid uuid) implements HostOperation {}

    /** Closes it. */
    record GuestStop(MdevUuid uuid) implements HostOperation {}
}
