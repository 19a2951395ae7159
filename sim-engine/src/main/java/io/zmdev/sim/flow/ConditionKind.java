package io.zmdev.sim.flow;

import io.zmdev.sim.trace.Range;
import io.zmdev.sim.vfioccw.FsmState;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The kinds of {@link Condition}, each with how people write its operand. */
public enum ConditionKind {
    STEP("[A-Z][0-9]+(\\.[0-9]+)?"),
    COMMAND("[0-9a-fA-F]{1,2}"),
    CONDITION_CODE("[0-3]"),
    STATE("[A-Za-z_]+"),
    READ(ConditionKind.RANGE),
    WRITTEN(ConditionKind.RANGE);

    /** Area, first byte and number of bytes, both hexadecimal. */
    private static final String RANGE = "([\\w.-]+) ([0-9a-fA-F]{1,15})(?:\\+([0-9a-fA-F]{1,7}))?";

    private final Pattern operand;

    ConditionKind(String operand) {
        this.operand = Pattern.compile(operand);
    }

    /** The condition with this operand; empty when the operand is none of this kind. */
    public Optional<Condition> parse(String text) {
        Matcher matcher = operand.matcher(text.strip());
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String value = matcher.group();
        return switch (this) {
            case STEP -> Optional.of(new Condition.StepIs(value));
            case COMMAND -> Optional.of(new Condition.CommandIs(Integer.parseInt(value, 16)));
            case CONDITION_CODE -> Optional.of(new Condition.ConditionCodeIs(Integer.parseInt(value)));
            case STATE -> state(value).map(Condition.StateBecomes::new);
            case READ -> Optional.of(new Condition.Reads(range(matcher)));
            case WRITTEN -> Optional.of(new Condition.Writes(range(matcher)));
        };
    }

    public static ConditionKind of(Condition condition) {
        return switch (condition) {
            case Condition.StepIs step -> STEP;
            case Condition.CommandIs command -> COMMAND;
            case Condition.ConditionCodeIs code -> CONDITION_CODE;
            case Condition.StateBecomes state -> STATE;
            case Condition.Reads reads -> READ;
            case Condition.Writes writes -> WRITTEN;
        };
    }

    /** The operand of a condition as {@link #parse} reads it. */
    public static String operandOf(Condition condition) {
        return switch (condition) {
            case Condition.StepIs(String id) -> id;
            case Condition.CommandIs(int command) -> "%02x".formatted(command);
            case Condition.ConditionCodeIs(int cc) -> Integer.toString(cc);
            case Condition.StateBecomes(FsmState state) -> state.name();
            case Condition.Reads(Range range) -> text(range);
            case Condition.Writes(Range range) -> text(range);
        };
    }

    private static Optional<FsmState> state(String name) {
        return Arrays.stream(FsmState.values())
                .filter(state -> state.name().equals(name.toUpperCase(Locale.ROOT)))
                .findFirst();
    }

    private static Range range(Matcher matcher) {
        int length = Optional.ofNullable(matcher.group(3))
                .map(digits -> Integer.parseInt(digits, 16))
                .orElse(1);
        return new Range(matcher.group(1), Long.parseLong(matcher.group(2), 16), length);
    }

    private static String text(Range range) {
        return "%s %x+%x".formatted(range.area(), range.offset(), range.length());
    }
}
