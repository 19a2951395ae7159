package io.zmdev.sim.trace;

import java.util.List;
import java.util.Locale;
import java.util.function.LongFunction;

/**
 * What people are told about a kind of step.
 *
 * @param id the step or sub-step of the documented flow, such as {@code K2.3}
 * @param format what happens, a format of {@link java.util.Formatter} with up to three arguments
 * @param source the function or rule that the step stands for
 * @param names of the arguments' values, first to last; an argument without stays a {@code long}
 */
public record StepDescription(String id, String format, String source, List<LongFunction<String>> names) {

    public StepDescription {
        names = List.copyOf(names);
    }

    public static StepDescription of(String id, String format, String source) {
        return new StepDescription(id, format, source, List.of());
    }

    String text(long a, long b, long c) {
        return String.format(Locale.ROOT, format, named(0, a), named(1, b), named(2, c));
    }

    private Object named(int argument, long value) {
        return argument < names.size() ? names.get(argument).apply(value) : (Object) value;
    }
}
