package io.zmdev.sim.flow;

/**
 * The id of a step, such as {@code Q4} or {@code K2.3}.
 *
 * @param text letter, number and, for a sub-step, a dot and its number
 */
public record StepId(String text) {

    /** The documented step that this is, or is part of: {@code K2} for {@code K2.3}. */
    public String step() {
        int dot = text.indexOf('.');
        return dot < 0 ? text : text.substring(0, dot);
    }

    /** Whether this is the documented step or sub-step {@code whole}, or part of it. */
    public boolean isPartOf(String whole) {
        return text.equals(whole) || text.startsWith(whole + ".");
    }

    @Override
    public String toString() {
        return text;
    }
}
