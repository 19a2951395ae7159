package io.zmdev.sim.flow;

import io.zmdev.sim.channel.Ccw;
import io.zmdev.sim.channel.ChannelStep;
import io.zmdev.sim.trace.Range;
import io.zmdev.sim.trace.StepKind;
import io.zmdev.sim.trace.TimeTravel;
import io.zmdev.sim.vfioccw.DriverStep;
import io.zmdev.sim.vfioccw.FsmState;
import io.zmdev.sim.vfioccw.VfioCcwDriver;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * Plays a recording forwards and backwards: by steps, to a position, to a condition, from breakpoint to breakpoint. Position n is the
 * state after n steps; a search stops after the step that it found, and at the end or start when it found none.
 *
 * <p>Moves {@link Recording#timeTravel()}; as little for several threads as that is.
 */
public final class Player {

    private static final String DRIVER_AREA = "vfio_ccw.";

    private final Recording recording;
    private final TimeTravel time;
    private final List<Condition> breakpoints = new ArrayList<>();
    private final Map<String, Integer> bookmarks = new LinkedHashMap<>();

    /** Stands at the start of the recording. */
    public Player(Recording recording) {
        this.recording = recording;
        time = recording.timeTravel();
        time.seek(0);
    }

    /** The number of steps done. */
    public int position() {
        return time.position();
    }

    public int length() {
        return time.length();
    }

    /** The last step done; empty at the start. */
    public Optional<Step> lastStep() {
        return position() == 0
                ? Optional.empty()
                : Optional.of(recording.steps().get(position() - 1));
    }

    /** Does the next step; false at the end. */
    public boolean step() {
        return time.step();
    }

    /** Undoes the last step; false at the start. */
    public boolean back() {
        return time.back();
    }

    /** @throws IndexOutOfBoundsException when the run has not so many steps */
    public void goTo(int position) {
        time.seek(position);
    }

    /** Goes on to the next step that meets the condition; false at the end. */
    public boolean runTo(Condition condition) {
        return time.runTo(meeting(condition));
    }

    /** Goes back until the last step done is an earlier one that meets the condition; false at the start. */
    public boolean runBackTo(Condition condition) {
        return time.runBackTo(meeting(condition));
    }

    /** The positions after each step that meets the condition, ascending; the player stays where it is. */
    public IntStream positionsOf(Condition condition) {
        return IntStream.range(0, length()).filter(meeting(condition)).map(step -> step + 1);
    }

    /** Goes on to the next step that meets a breakpoint. */
    public boolean play() {
        return time.runTo(this::stopsAt);
    }

    /** Goes back until the last step done is an earlier one that meets a breakpoint. */
    public boolean playBack() {
        return time.runBackTo(this::stopsAt);
    }

    /** The breakpoints in the order in which they were set. */
    public List<Condition> breakpoints() {
        return List.copyOf(breakpoints);
    }

    /** Sets a breakpoint; one that is set already stays. */
    public void setBreakpoint(Condition condition) {
        if (!breakpoints.contains(condition)) {
            breakpoints.add(condition);
        }
    }

    public void clearBreakpoint(Condition condition) {
        breakpoints.remove(condition);
    }

    /** The positions by the names that they were given, in the order in which they were set. */
    public Map<String, Integer> bookmarks() {
        return Collections.unmodifiableMap(new LinkedHashMap<>(bookmarks));
    }

    /** Gives this position a name; the name leaves any other position. */
    public void setBookmark(String name) {
        bookmarks.put(name, position());
    }

    public void clearBookmark(String name) {
        bookmarks.remove(name);
    }

    /** Goes to the position of this name; false when there is none. */
    public boolean goToBookmark(String name) {
        Optional<Integer> position = Optional.ofNullable(bookmarks.get(name));
        position.ifPresent(this::goTo);
        return position.isPresent();
    }

    /** The hash of the state at this position, the same whichever way it was reached. */
    public long stateHash() {
        return time.stateHash();
    }

    /**
     * Bytes as they are at this position.
     *
     * @throws IllegalArgumentException when there is no such area
     */
    public byte[] read(String area, long offset, int length) {
        return time.read(area, offset, length);
    }

    /** The last step before this position that wrote the byte; empty when it is as the run began. */
    public Optional<Step> writerOf(String area, long offset) {
        return time.lastWriter(area, offset).stream()
                .mapToObj(n -> recording.steps().get(n))
                .findFirst();
    }

    private boolean stopsAt(int step) {
        return breakpoints.stream().anyMatch(breakpoint -> meeting(breakpoint).test(step));
    }

    /** Which steps, by number, meet the condition. */
    private IntPredicate meeting(Condition condition) {
        return switch (condition) {
            case Condition.StepIs(String id) -> step -> recording.id(step).isPartOf(id);
            case Condition.CommandIs(int command) -> step -> executes(step, command);
            case Condition.ConditionCodeIs(int cc) ->
                step -> endsInstruction(recording.kind(step)) && recording.argument(step, 0) == cc;
            case Condition.StateBecomes(FsmState state) -> step -> enters(step, state);
            case Condition.Reads(Range range) -> step -> recording.reads(step, range);
            case Condition.Writes(Range range) -> step -> recording.writes(step, range);
        };
    }

    private boolean executes(int step, int command) {
        StepKind kind = recording.kind(step);
        StepKind done = kind instanceof EmulatedStep emulated ? emulated.step() : kind;
        return (done == ChannelStep.COMMAND && recording.argument(step, 0) == command)
                || (done == ChannelStep.TIC && command == Ccw.TIC);
    }

    private static boolean endsInstruction(StepKind kind) {
        return switch (kind) {
            case ClientStep step -> step == ClientStep.CONDITION_CODE || step == ClientStep.TEST_SUBCHANNEL;
            case DriverStep step -> step == DriverStep.SSCH || step == DriverStep.HSCH || step == DriverStep.CSCH;
            default -> false;
        };
    }

    private boolean enters(int step, FsmState state) {
        return recording.writes(step).stream()
                .filter(change -> change.area().startsWith(DRIVER_AREA) && change.offset() == VfioCcwDriver.STATE)
                .anyMatch(change -> change.before()[3] != change.after()[3] && change.after()[3] == state.number());
    }
}
