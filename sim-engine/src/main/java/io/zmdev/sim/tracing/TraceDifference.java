package io.zmdev.sim.tracing;

/**
 * A difference between two traces.
 *
 * @param request its number, from 0
 * @param step the documented step; empty for a whole request
 * @param what what differs: {@code request}, {@code step}, {@code order} or the name of a {@link Fact}
 * @param left what the first trace has
 * @param right what the second has
 */
public record TraceDifference(int request, String step, String what, String left, String right) {

    @Override
    public String toString() {
        return "request %d%s, %s: %s | %s"
                .formatted(request, step.isEmpty() ? "" : ", step " + step, what, left, right);
    }
}
