package io.zmdev.sim.tracing;

import io.zmdev.model.ErrorCode;
import io.zmdev.model.ZmdevException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What two traces of the same requests have different.
 *
 * <p>Requests are aligned by what they ask for ({@link AlignedRequests}). Order counts within a thread, and between threads only
 * where one causes the other: of a channel I/O K3 before K5, K6 before Q6, Q7 before Q8. All else, such as K5 before or after K4, is
 * up to the machine and no difference. What one of the traces can't show is none either.
 *
 * @param requests how many were compared, those that only one trace has among them
 * @param differing how many of them differ
 * @param differences the first ones, at most {@value #MAX_DIFFERENCES}, in the order of the requests and of the steps
 * @param first the request of the first difference in both traces, empty where a trace lacks it
 */
public record TraceComparison(int requests, int differing, List<TraceDifference> differences, Optional<Pair> first) {

    private static final int MAX_DIFFERENCES = 1000;

    /** The fctl bit of the start function in word 0 of an SCSW. */
    private static final long START_FUNCTION = 0x4000;

    /** A request in both traces. */
    public record Pair(Optional<RequestSummary> left, Optional<RequestSummary> right) {}

    public TraceComparison {
        differences = List.copyOf(differences);
    }

    /**
     * Compares two traces, reading both to the end.
     *
     * @throws ZmdevException FILE_UNUSABLE when they are of different kinds
     */
    public static TraceComparison of(
            TraceHeader left, Iterator<TraceEvent> leftEvents, TraceHeader right, Iterator<TraceEvent> rightEvents) {
        if (left.kind() != right.kind()) {
            throw new ZmdevException(
                    ErrorCode.FILE_UNUSABLE,
                    "%s is a trace of %s, %s of %s: compare traces of one kind"
                            .formatted(
                                    left.name(),
                                    left.kind().id(),
                                    right.name(),
                                    right.kind().id()));
        }
        Set<String> covered = new TreeSet<>(left.covers());
        covered.retainAll(right.covers());
        Iterator<Pair> pairs = new AlignedRequests(new Requests(leftEvents), new Requests(rightEvents));
        List<TraceDifference> differences = new ArrayList<>();
        Optional<Pair> first = Optional.empty();
        int requests = 0;
        int differing = 0;
        while (pairs.hasNext()) {
            Pair pair = pairs.next();
            List<TraceDifference> found = compare(left.kind(), requests, pair, covered);
            if (!found.isEmpty()) {
                differing++;
                first = first.or(() -> Optional.of(pair));
                found.stream().limit(MAX_DIFFERENCES - differences.size()).forEach(differences::add);
            }
            requests++;
        }
        return new TraceComparison(requests, differing, differences, first);
    }

    private static List<TraceDifference> compare(TraceKind kind, int number, Pair pair, Set<String> covered) {
        if (pair.left().isEmpty() || pair.right().isEmpty()) {
            return List.of(new TraceDifference(number, "", "request", presence(pair.left()), presence(pair.right())));
        }
        return compare(kind, number, pair.left().get(), pair.right().get(), covered);
    }

    private static String presence(Optional<RequestSummary> request) {
        return request.map(there -> "request " + there.number()).orElse("missing");
    }

    private static List<TraceDifference> compare(
            TraceKind kind, int number, RequestSummary left, RequestSummary right, Set<String> covered) {
        List<TraceDifference> found = new ArrayList<>();
        for (String step : kind.order()) {
            boolean inLeft = left.steps().contains(step);
            boolean inRight = right.steps().contains(step);
            if (inLeft && inRight) {
                compareFacts(number, step, left, right, found);
            } else if (covered.contains(step) && inLeft != inRight) {
                found.add(new TraceDifference(
                        number, step, "step", inLeft ? "there" : "missing", inRight ? "there" : "missing"));
            }
        }
        for (TraceThread thread : TraceThread.values()) {
            compareOrder(number, thread, left, right, found);
        }
        for (TraceKind.Cause cause : kind.causes()) {
            boolean leftHolds = holds(cause, left);
            if (leftHolds != holds(cause, right)) {
                String legal = cause.step() + " before " + cause.effect();
                String illegal = cause.effect() + " before " + cause.step();
                found.add(new TraceDifference(
                        number, cause.effect(), "order", leftHolds ? legal : illegal, leftHolds ? illegal : legal));
            }
        }
        return found;
    }

    private static void compareFacts(
            int number, String step, RequestSummary left, RequestSummary right, List<TraceDifference> found) {
        for (Fact fact : Fact.values()) {
            Set<String> leftValues = left.values(step, fact);
            Set<String> rightValues = right.values(step, fact);
            if (isCompared(step, fact, left, right)
                    && !leftValues.isEmpty()
                    && !rightValues.isEmpty()
                    && !leftValues.equals(rightValues)) {
                found.add(new TraceDifference(
                        number, step, fact.id(), String.join(", ", leftValues), String.join(", ", rightValues)));
            }
        }
    }

    /** The program address says something after a start only: after a halt or clear it is what was there before. */
    private static boolean isCompared(String step, Fact fact, RequestSummary left, RequestSummary right) {
        return fact.isComparable() && (fact != Fact.GUEST_SCSW_CPA || (isStart(step, left) && isStart(step, right)));
    }

    private static boolean isStart(String step, RequestSummary request) {
        return request.values(step, Fact.GUEST_SCSW).stream()
                .allMatch(scsw -> (Long.parseLong(scsw, 16) & START_FUNCTION) != 0);
    }

    private static void compareOrder(
            int number, TraceThread thread, RequestSummary left, RequestSummary right, List<TraceDifference> found) {
        List<String> leftOrder = new ArrayList<>(left.stepsOf(thread));
        List<String> rightOrder = new ArrayList<>(right.stepsOf(thread));
        leftOrder.retainAll(rightOrder);
        rightOrder.retainAll(leftOrder);
        int at = Arrays.mismatch(leftOrder.toArray(), rightOrder.toArray());
        if (at >= 0) {
            found.add(new TraceDifference(
                    number,
                    leftOrder.get(at),
                    "order",
                    thread.id() + " " + String.join(" ", leftOrder),
                    thread.id() + " " + String.join(" ", rightOrder)));
        }
    }

    private static boolean holds(TraceKind.Cause cause, RequestSummary request) {
        List<String> steps = List.copyOf(request.steps());
        int step = steps.indexOf(cause.step());
        int effect = steps.indexOf(cause.effect());
        return step < 0 || effect < 0 || step < effect;
    }
}
