package io.zmdev.plan;

import io.zmdev.model.ErrorCode;
import io.zmdev.model.Observed;
import io.zmdev.model.ZmdevException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;
import java.util.function.Function;

/** Collects what a plan is computed from, and refuses to compute from what is unknown. */
final class Fingerprint {

    private final SequencedSet<Expectation> expectations = new LinkedHashSet<>();

    void add(Expectation expectation) {
        expectations.add(expectation);
    }

    /**
     * A value that the plan depends on.
     *
     * @param expectation how the host shows the value
     * @throws ZmdevException HOST_UNREADABLE when it is unknown
     */
    <T> T need(Observed<T> observed, Function<T, Expectation> expectation) {
        return switch (observed) {
            case Observed.Known<T>(T value) -> {
                add(expectation.apply(value));
                yield value;
            }
            case Observed.Unknown<T>(String path, String reason) -> throw unknown(path, reason);
        };
    }

    /** The refusal to plan without a value. */
    static ZmdevException unknown(String path, String reason) {
        return new ZmdevException(
                ErrorCode.HOST_UNREADABLE,
                "no plan can be made without %s (%s); make it readable, for example as root".formatted(path, reason));
    }

    List<Expectation> expectations() {
        return List.copyOf(expectations);
    }
}
