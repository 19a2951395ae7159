package io.zmdev.model.host;

import io.zmdev.model.Errno;
import java.util.Optional;
import java.util.function.Function;

/** What a host answers to one operation: a value, or the errno that the system call returned. */
public sealed interface Answer<T> {

    record Ok<T>(T value) implements Answer<T> {}

    record Refused<T>(Errno errno) implements Answer<T> {}

    static <T> Answer<T> ok(T value) {
        return new Ok<>(value);
    }

    static <T> Answer<T> refused(Errno errno) {
        return new Refused<>(errno);
    }

    default boolean isOk() {
        return this instanceof Ok;
    }

    /** The errno, empty when the operation succeeded. */
    default Optional<Errno> refusal() {
        return this instanceof Refused<T>(Errno errno) ? Optional.of(errno) : Optional.empty();
    }

    default Optional<T> asOptional() {
        return this instanceof Ok<T>(T value) ? Optional.of(value) : Optional.empty();
    }

    default <R> Answer<R> map(Function<? super T, ? extends R> function) {
        return switch (this) {
            case Ok<T>(T value) -> new Ok<>(function.apply(value));
            case Refused<T>(Errno errno) -> new Refused<>(errno);
        };
    }
}
