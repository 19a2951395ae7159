package io.zmdev.testing.figures;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What docs/benchmarks.md promises of a figure. */
sealed interface Promise {

    /** {@code ≥ 500,000/s}, {@code ≤ 1 ms}, or {@code ≤ 2 × `startup.jvm`}. */
    Pattern TEXT = Pattern.compile("([≥≤]) ([\\d,.]+) ?(?:× `(.+)`|(\\S+))");

    /** Whether more or less is better. */
    enum Bound {
        AT_LEAST,
        AT_MOST
    }

    /** At least or at most so much. */
    record Absolute(Bound bound, double value, String unit) implements Promise {}

    /** At least or at most so many times another figure, the peer's. */
    record Relative(Bound bound, double value, String peer) implements Promise {}

    Bound bound();

    /** The number in the promise. */
    double value();

    /**
     * Reads a promise; the text is a dash where nothing is promised.
     *
     * @throws IllegalArgumentException if the text is neither
     */
    static Optional<Promise> parse(String text) {
        if (text.equals("–")) {
            return Optional.empty();
        }
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    text + " promises nothing that can be measured: write ≥ 500,000/s, ≤ 1 ms, ≤ 2 × `figure` or –");
        }
        Bound bound = matcher.group(1).equals("≥") ? Bound.AT_LEAST : Bound.AT_MOST;
        double value = Double.parseDouble(matcher.group(2).replace(",", ""));
        return Optional.of(
                matcher.group(3) != null
                        ? new Relative(bound, value, matcher.group(3))
                        : new Absolute(bound, value, matcher.group(4)));
    }

    /**
     * The measured value to the peer's, or to the promise where no peer is named; empty where the peer was not measured.
     *
     * @throws IllegalArgumentException if the figure was measured in another unit than was promised
     */
    default Optional<Double> ratio(Figure figure, Map<String, Figure> measured) {
        return switch (this) {
            case Absolute promise -> {
                if (!promise.unit().equals(figure.unit())) {
                    throw new IllegalArgumentException(
                            figure.name() + " is promised in " + promise.unit() + " and measured in " + figure.unit());
                }
                yield Optional.of(figure.value() / promise.value());
            }
            case Relative promise ->
                Optional.ofNullable(measured.get(promise.peer())).map(peer -> figure.value() / peer.value());
        };
    }

    /** Whether a ratio keeps the promise. */
    default boolean isKeptBy(double ratio) {
        double most = switch (this) {
            case Absolute _ -> 1;
            case Relative promise -> promise.value();
        };
        return switch (bound()) {
            case AT_LEAST -> ratio >= most;
            case AT_MOST -> ratio <= most;
        };
    }
}
