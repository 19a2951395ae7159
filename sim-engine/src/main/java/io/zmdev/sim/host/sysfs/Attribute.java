package io.zmdev.sim.host.sysfs;

import io.zmdev.model.Errno;
import io.zmdev.model.host.Answer;
import io.zmdev.rules.KernelBehaviour;
import java.util.Optional;
import java.util.function.Function;

/**
 * One row of an attribute table: a file of a kind of object.
 *
 * @param mode permission bits; what nobody may read or write, root may not either (kernfs checks it at open)
 * @param since the behaviour that brought the attribute, empty when every kernel here has it
 * @param <S> the kind of object
 */
public record Attribute<S>(
        String name, int mode, Optional<KernelBehaviour> since, Show<? super S> show, Store<? super S> store) {

    /** What reading gives: one character a byte (ISO 8859-1). */
    @FunctionalInterface
    public interface Show<S> {
        Answer<String> show(S subject);
    }

    /** What writing does; empty when all bytes were taken. */
    @FunctionalInterface
    public interface Store<S> {
        Optional<Errno> store(S subject, Written written);
    }

    /** Takes any bytes and does nothing with them. */
    public static final Store<Object> IGNORED = (subject, written) -> Optional.empty();

    private static final Show<Object> UNREADABLE = subject -> Answer.refused(Errno.EACCES);
    private static final Store<Object> UNWRITABLE = (subject, written) -> Optional.of(Errno.EACCES);

    /** Mode 0444. */
    public static <S> Attribute<S> readOnly(String name, Function<? super S, String> text) {
        return new Attribute<>(name, 0444, Optional.empty(), subject -> Answer.ok(text.apply(subject)), UNWRITABLE);
    }

    /** Mode 0200. */
    public static <S> Attribute<S> writeOnly(String name, Store<? super S> store) {
        return new Attribute<>(name, 0200, Optional.empty(), UNREADABLE, store);
    }

    /** Mode 0644. */
    public static <S> Attribute<S> readWrite(String name, Function<? super S, String> text, Store<? super S> store) {
        return new Attribute<>(name, 0644, Optional.empty(), subject -> Answer.ok(text.apply(subject)), store);
    }

    /** A readable attribute whose reading always fails; written, it does what {@code store} does. */
    public static <S> Attribute<S> unreadable(String name, int mode, Errno errno, Store<? super S> store) {
        return new Attribute<>(name, mode, Optional.empty(), subject -> Answer.refused(errno), store);
    }

    /** The same attribute, present only on kernels with the behaviour. */
    public Attribute<S> since(KernelBehaviour behaviour) {
        return new Attribute<>(name, mode, Optional.of(behaviour), show, store);
    }

    boolean readable() {
        return (mode & 0444) != 0;
    }

    boolean writable() {
        return (mode & 0222) != 0;
    }
}
