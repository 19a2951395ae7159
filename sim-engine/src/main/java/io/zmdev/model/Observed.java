package io.zmdev.model;

import java.util.function.Function;

/**
 * A value that was read from a machine, or the reason why it could not be. What could not be read is unknown: never a
 * default, never "free".
 */
public sealed interface Observed<T> {

    /** The value was read. */
    record Known<T>(T value) implements Observed<T> {}

    /**
     * The value could not be read.
     *
     * @param path the file that holds it
     * @param reason what reading it answered, for people
     */
    record Unknown<T>(String path, String reason) implements Observed<T> {}

    static <T> Observed<T> known(T value) {
        return new Known<>(value);
    }

    static <T> Observed<T> unknown(String path, String reason) {
        return new Unknown<>(path, reason);
    }

    default boolean isKnown() {
        return this instanceof Known;
    }

    /** @throws IllegalStateException when the value is unknown */
    default T get() {
        return switch (this) {
            case Known<T>(T value) -> value;
            case Unknown<T>(String path, String reason) ->
                throw new IllegalStateException(path + " is unknown: " + reason);
        };
    }

    default T orElse(T other) {
        return this instanceof Known<T>(T value) ? value : other;
    }

    default <R> Observed<R> map(Function<? super T, ? extends R> function) {
        return switch (this) {
            case Known<T>(T value) -> new Known<>(function.apply(value));
            case Unknown<T>(String path, String reason) -> new Unknown<>(path, reason);
        };
    }
}
