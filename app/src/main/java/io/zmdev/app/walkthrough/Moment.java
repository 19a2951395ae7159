package io.zmdev.app.walkthrough;

import io.zmdev.sim.channel.Ccw;
import io.zmdev.sim.channel.Field;
import io.zmdev.sim.channel.Structures;
import io.zmdev.sim.channel.SubchannelState;
import io.zmdev.sim.flow.Run;
import io.zmdev.sim.flow.Scenario;
import io.zmdev.sim.flow.Step;
import io.zmdev.sim.trace.Range;
import io.zmdev.sim.trace.TimeTravel;
import io.zmdev.sim.vfioccw.FsmState;
import io.zmdev.sim.vfioccw.HostMemory;
import io.zmdev.sim.vfioccw.Region;
import io.zmdev.sim.vfioccw.VfioCcwDriver;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What there is to see after so many steps. Immutable.
 *
 * @param position the number of steps done
 * @param step the last of them, empty at the start
 * @param driver the state of the driver; empty without a passed-through device, as the next two
 * @param scsw the fields of the subchannel's SCSW
 * @param orb the fields of the ORB in the I/O region
 * @param program the guest's channel program, and what the driver made of it
 * @param pins the pages that are pinned
 * @param block what the step touched, empty when it touched nothing
 */
record Moment(
        int position,
        Optional<Step> step,
        Optional<FsmState> driver,
        List<Field> scsw,
        List<Field> orb,
        List<ProgramLine> program,
        List<Run.Pin> pins,
        Optional<Block> block) {

    Moment {
        scsw = List.copyOf(scsw);
        orb = List.copyOf(orb);
        program = List.copyOf(program);
        pins = List.copyOf(pins);
    }

    /** Moves the run to the position and looks around. */
    static Moment of(RunIndex index, int position) {
        Optional<Step> step = position == 0
                ? Optional.empty()
                : Optional.of(index.run().steps().get(position - 1));
        Optional<Block> block = new Blocks(index).at(position);
        TimeTravel time = index.run().timeTravel();
        time.seek(position);
        return new Moment(
                position,
                step,
                index.areas().map(areas -> driverState(time, areas)),
                index.areas().map(areas -> scsw(time, areas)).orElse(List.of()),
                index.areas().map(areas -> orb(time, areas)).orElse(List.of()),
                program(index, step, position),
                index.pinsAt(position),
                block);
    }

    /** Nanoseconds since the run began. */
    long timeNs() {
        return step.map(Step::timeNs).orElse(0L);
    }

    private static FsmState driverState(TimeTravel time, Areas areas) {
        int number = ByteBuffer.wrap(time.read(areas.driver(), VfioCcwDriver.STATE, Integer.BYTES))
                .getInt();
        return List.of(FsmState.values()).get(number);
    }

    private static List<Field> scsw(TimeTravel time, Areas areas) {
        return Structures.SCSW.fields(time.read(areas.subchannel(), SubchannelState.SCSW, Structures.SCSW.size()));
    }

    private static List<Field> orb(TimeTravel time, Areas areas) {
        return Structures.ORB.fields(time.read(areas.region(Region.IO), Region.ORB, Structures.ORB.size()));
    }

    private static List<ProgramLine> program(RunIndex index, Optional<Step> step, int position) {
        List<ProgramLine> lines = new ArrayList<>();
        for (Scenario.Segment segment : index.run().scenario().program()) {
            for (int i = 0; i < segment.ccws().size(); i++) {
                lines.add(line(index, step, position, segment.at() + (long) i * Ccw.SIZE));
            }
        }
        return lines;
    }

    private static ProgramLine line(RunIndex index, Optional<Step> step, int position, long address) {
        TimeTravel time = index.run().timeTravel();
        long guest = index.asFormat1(word(time, Areas.GUEST, address));
        Optional<Long> copy = index.segmentsAt(position).stream()
                .filter(segment ->
                        address >= segment.guest() && address < segment.guest() + (long) segment.ccws() * Ccw.SIZE)
                .map(segment -> segment.kernelOffset() + address - segment.guest())
                .reduce((older, newer) -> newer);
        Optional<ProgramLine.HostCcw> host = copy.flatMap(offset -> index.areas()
                .map(areas -> word(time, areas.kernel(), offset))
                .filter(ccw -> ccw != guest)
                .map(ccw -> hostCcw(time, index, ccw)));
        boolean current = step.stream()
                .flatMap(Moment::touched)
                .anyMatch(range -> isWord(range, Areas.GUEST, address) || isKernelWord(range, index, copy));
        return new ProgramLine(address, guest, host, current);
    }

    private static ProgramLine.HostCcw hostCcw(TimeTravel time, RunIndex index, long ccw) {
        Optional<Long> idaw = index.areas()
                .filter(areas -> Ccw.has(ccw, Ccw.IDA))
                .map(areas -> word(time, areas.kernel(), Ccw.address(ccw) - HostMemory.KERNEL_BASE));
        return new ProgramLine.HostCcw(ccw, idaw);
    }

    private static Stream<Range> touched(Step step) {
        return Stream.concat(
                step.reads().stream(),
                step.writes().stream().map(change -> new Range(change.area(), change.offset(), change.length())));
    }

    /** Whether exactly this word is touched; the copy of a whole segment is about no CCW in particular. */
    private static boolean isWord(Range range, String area, long offset) {
        return range.area().equals(area) && range.offset() == offset && range.length() == Ccw.SIZE;
    }

    private static boolean isKernelWord(Range range, RunIndex index, Optional<Long> offset) {
        return index.areas()
                .flatMap(areas -> offset.filter(at -> isWord(range, areas.kernel(), at)))
                .isPresent();
    }

    private static long word(TimeTravel time, String area, long offset) {
        return ByteBuffer.wrap(time.read(area, offset, Long.BYTES)).getLong();
    }
}
