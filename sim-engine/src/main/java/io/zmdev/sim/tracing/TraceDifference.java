package io.zmdev.sim.tracing;

/**
 * A difference between two traces.
 *
 * @param request from 0, among those of both traces side by side; the number in each trace unless one has more requests before it
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
