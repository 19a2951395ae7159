package io.zmdev.sim.tracing;

import io.zmdev.sim.tracing.TraceComparison.Pair;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.SequencedSet;

/**
 * The requests of two traces side by side: those that ask for the same stand together, so that one that only one of the traces has
 * moves nothing behind it. Where heads differ, the fewest requests are left alone or put beside another one (edit distance) within
 * {@value #WINDOW} requests of both; no more are in memory.
 */
final class AlignedRequests implements Iterator<Pair> {

    private static final int WINDOW = 64;

    private record Asked(String step, Fact fact) {}

    /** What makes a request: the instruction, its ORB, or the command in the async region; the guest's access to a region. */
    private static final List<Asked> ASKED = List.of(
            new Asked("Q3", Fact.INSTRUCTION),
            new Asked("K1", Fact.INTPARM),
            new Asked("K1", Fact.ORB_CONTROL),
            new Asked("K1", Fact.CPA),
            new Asked("K1", Fact.COMMAND),
            new Asked("A1", Fact.ADDRESS),
            new Asked("A1", Fact.LENGTH));

    private final Iterator<RequestSummary> left;
    private final Iterator<RequestSummary> right;
    private final List<RequestSummary> lefts = new ArrayList<>();
    private final List<RequestSummary> rights = new ArrayList<>();
    private final Deque<Pair> ready = new ArrayDeque<>();

    AlignedRequests(Iterator<RequestSummary> left, Iterator<RequestSummary> right) {
        this.left = left;
        this.right = right;
    }

    @Override
    public boolean hasNext() {
        return !ready.isEmpty() || !lefts.isEmpty() || !rights.isEmpty() || left.hasNext() || right.hasNext();
    }

    @Override
    public Pair next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        if (ready.isEmpty()) {
            align();
        }
        return ready.remove();
    }

    private void align() {
        fill(lefts, left, 1);
        fill(rights, right, 1);
        if (!lefts.isEmpty() && !rights.isEmpty() && asksForTheSame(lefts.getFirst(), rights.getFirst())) {
            take(true, true);
        } else {
            fill(lefts, left, WINDOW);
            fill(rights, right, WINDOW);
            takeUntilHeadsAgree(new Distances(lefts, rights));
        }
    }

    private static void fill(List<RequestSummary> window, Iterator<RequestSummary> requests, int size) {
        while (window.size() < size && requests.hasNext()) {
            window.add(requests.next());
        }
    }

    private void takeUntilHeadsAgree(Distances distances) {
        int at = 0;
        int other = 0;
        do {
            boolean takeLeft = distances.takesLeft(at, other);
            boolean takeRight = distances.takesRight(at, other);
            take(takeLeft, takeRight);
            at += takeLeft ? 1 : 0;
            other += takeRight ? 1 : 0;
        } while ((!lefts.isEmpty() || !rights.isEmpty()) && !distances.agree(at, other));
    }

    private void take(boolean takeLeft, boolean takeRight) {
        ready.add(new Pair(
                takeLeft ? Optional.of(lefts.removeFirst()) : Optional.empty(),
                takeRight ? Optional.of(rights.removeFirst()) : Optional.empty()));
    }

    /** Whether nothing that both traces tell of what was asked for is different. */
    static boolean asksForTheSame(RequestSummary left, RequestSummary right) {
        return ASKED.stream().allMatch(asked -> {
            SequencedSet<String> ofLeft = left.values(asked.step(), asked.fact());
            SequencedSet<String> ofRight = right.values(asked.step(), asked.fact());
            return ofLeft.isEmpty() || ofRight.isEmpty() || ofLeft.equals(ofRight);
        });
    }

    /** The edit distance of what is left of two lists, from each place in both. */
    private static final class Distances {

        private final boolean[][] same;
        private final int[][] distance;

        Distances(List<RequestSummary> lefts, List<RequestSummary> rights) {
            int rows = lefts.size();
            int columns = rights.size();
            same = new boolean[rows][columns];
            distance = new int[rows + 1][columns + 1];
            for (int i = rows; i >= 0; i--) {
                for (int j = columns; j >= 0; j--) {
                    if (i == rows || j == columns) {
                        distance[i][j] = rows - i + columns - j;
                    } else {
                        same[i][j] = asksForTheSame(lefts.get(i), rights.get(j));
                        distance[i][j] = Math.min(both(i, j), 1 + Math.min(distance[i + 1][j], distance[i][j + 1]));
                    }
                }
            }
        }

        private int both(int i, int j) {
            return distance[i + 1][j + 1] + (same[i][j] ? 0 : 1);
        }

        private boolean inBoth(int i, int j) {
            return i < same.length && j < distance[0].length - 1;
        }

        boolean agree(int i, int j) {
            return inBoth(i, j) && same[i][j];
        }

        private boolean takesBoth(int i, int j) {
            return inBoth(i, j) && distance[i][j] == both(i, j);
        }

        boolean takesLeft(int i, int j) {
            return takesBoth(i, j) || (i < same.length && distance[i][j] == 1 + distance[i + 1][j]);
        }

        boolean takesRight(int i, int j) {
            return takesBoth(i, j) || !takesLeft(i, j);
        }
    }
}
