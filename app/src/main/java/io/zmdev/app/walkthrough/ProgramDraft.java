package io.zmdev.app.walkthrough;

import static io.zmdev.app.fx.Texts.text;

import io.zmdev.io.ProgramText;
import io.zmdev.io.ProgramText.CcwText;
import io.zmdev.io.ProgramText.OrbText;
import io.zmdev.model.ZmdevException;
import io.zmdev.sim.channel.Ccw;
import io.zmdev.sim.channel.Orb;
import io.zmdev.sim.flow.Request;
import io.zmdev.sim.flow.Scenario;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A channel program and the ORB of the first START SUBCHANNEL as they are typed, right or wrong. Immutable.
 *
 * @param lines of all segments, one after the other
 */
record ProgramDraft(List<Line> lines, OrbText orb) {

    /** Format-0 CCWs have 24 bits for the address. */
    private static final long FORMAT_0_ADDRESSES = 1 << 24;

    ProgramDraft {
        lines = List.copyOf(lines);
    }

    /**
     * A CCW.
     *
     * @param address guest address, 8 bytes after the line before in the same segment
     * @param segment index of its segment
     */
    record Line(long address, int segment, CcwText ccw) {}

    /** The program of a scenario; empty when it starts none. */
    static Optional<ProgramDraft> of(Scenario scenario) {
        return start(scenario).map(start -> {
            boolean format1 = isFormat1(start.orb());
            List<Line> lines = new ArrayList<>();
            for (int segment = 0; segment < scenario.program().size(); segment++) {
                Scenario.Segment ccws = scenario.program().get(segment);
                for (int i = 0; i < ccws.ccws().size(); i++) {
                    long ccw = ccws.ccws().get(i);
                    lines.add(new Line(
                            ccws.at() + (long) i * Ccw.SIZE,
                            segment,
                            ProgramText.of(format1 ? ccw : Ccw.fromFormat0(ccw))));
                }
            }
            return new ProgramDraft(lines, ProgramText.of(start.orb()));
        });
    }

    ProgramDraft withOrb(OrbText typed) {
        return new ProgramDraft(lines, typed);
    }

    ProgramDraft withLine(int index, CcwText typed) {
        List<Line> changed = new ArrayList<>(lines);
        Line old = changed.get(index);
        changed.set(index, new Line(old.address(), old.segment(), typed));
        return new ProgramDraft(changed, orb);
    }

    /** With a NO-OPERATION after the line, to which the line chains no differently than before. */
    ProgramDraft withNewAfter(int index) {
        List<Line> changed = new ArrayList<>(lines);
        changed.add(
                index + 1,
                new Line(0, lines.get(index).segment(), ProgramText.of(Ccw.of(Ccw.NOP, Ccw.SUPPRESS_LENGTH, 1, 0))));
        return new ProgramDraft(placed(changed), orb);
    }

    /** Without the line; the last line of a segment stays. */
    ProgramDraft without(int index) {
        int segment = lines.get(index).segment();
        if (lines.stream().filter(line -> line.segment() == segment).count() == 1) {
            return this;
        }
        List<Line> changed = new ArrayList<>(lines);
        changed.remove(index);
        return new ProgramDraft(placed(changed), orb);
    }

    /** Gives each line its place again; segments begin where they did. */
    private List<Line> placed(List<Line> changed) {
        List<Line> placed = new ArrayList<>();
        for (Line line : changed) {
            boolean first = placed.isEmpty() || placed.getLast().segment() != line.segment();
            long address = first ? startOf(line.segment()) : placed.getLast().address() + Ccw.SIZE;
            placed.add(new Line(address, line.segment(), line.ccw()));
        }
        return placed;
    }

    private long startOf(int segment) {
        return lines.stream()
                .filter(line -> line.segment() == segment)
                .findFirst()
                .map(Line::address)
                .orElseThrow();
    }

    /** What is wrong with a line; empty when the program can have it. */
    Optional<String> complaint(int index, Scenario scenario) {
        Line line = lines.get(index);
        long end = line.address() + Ccw.SIZE;
        if (end > scenario.memory().size()) {
            return Optional.of(text("editor.pastMemory"));
        }
        if (lines.stream()
                .anyMatch(other -> other.segment() != line.segment()
                        && other.address() < end
                        && other.address() + Ccw.SIZE > line.address())) {
            return Optional.of(text("editor.overlap"));
        }
        try {
            long ccw = ProgramText.ccw(line.ccw());
            return !saysFormat1() && Ccw.address(ccw) >= FORMAT_0_ADDRESSES
                    ? Optional.of(text("editor.format0"))
                    : Optional.empty();
        } catch (ZmdevException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    /** What is wrong with the ORB; empty when it can be started with. */
    Optional<String> orbComplaint() {
        try {
            ProgramText.orb(orb);
            return Optional.empty();
        } catch (ZmdevException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    /** The scenario with this program; empty while something is wrong with it. */
    Optional<Scenario> applyTo(Scenario scenario) {
        for (int i = 0; i < lines.size(); i++) {
            if (complaint(i, scenario).isPresent()) {
                return Optional.empty();
            }
        }
        return orbComplaint().isPresent()
                ? Optional.empty()
                : start(scenario).map(start -> scenario.withProgram(segments(scenario), requests(scenario, start)));
    }

    private List<Scenario.Segment> segments(Scenario scenario) {
        boolean format1 = saysFormat1();
        List<Scenario.Segment> segments = new ArrayList<>();
        for (int segment = 0; segment < scenario.program().size(); segment++) {
            int number = segment;
            List<Long> ccws = lines.stream()
                    .filter(line -> line.segment() == number)
                    .map(line -> ProgramText.ccw(line.ccw()))
                    .map(ccw -> format1 ? ccw : Ccw.toFormat0(ccw))
                    .toList();
            segments.add(new Scenario.Segment(scenario.program().get(segment).at(), ccws));
        }
        return segments;
    }

    /** An ORB that was not edited keeps bits that have no name. */
    private List<Request> requests(Scenario scenario, Request.Ssch start) {
        if (orb.equals(ProgramText.of(start.orb()))) {
            return scenario.requests();
        }
        List<Request> requests = new ArrayList<>(scenario.requests());
        requests.set(
                requests.indexOf(start),
                new Request.Ssch(
                        start.on(), ProgramText.orb(orb), start.functionControl(), start.retCode(), start.length()));
        return requests;
    }

    private boolean saysFormat1() {
        return orbComplaint().isPresent() || isFormat1(ProgramText.orb(orb));
    }

    private static boolean isFormat1(byte[] orb) {
        return (ByteBuffer.wrap(orb).getInt(Orb.CONTROL) & Orb.FORMAT_1) != 0;
    }

    private static Optional<Request.Ssch> start(Scenario scenario) {
        return scenario.program().isEmpty()
                ? Optional.empty()
                : scenario.requests().stream()
                        .filter(Request.Ssch.class::isInstance)
                        .map(Request.Ssch.class::cast)
                        .findFirst();
    }
}
