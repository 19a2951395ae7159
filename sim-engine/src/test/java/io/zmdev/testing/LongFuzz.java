package io.zmdev.testing;

import java.util.SplittableRandom;

/**
 * Runs a fuzzer for its promised number of cases, or for the minutes of the system property {@code zmdev.fuzz.minutes} when
 * that is not 0. Each round has a seed of its own; the first is fresh each time, is printed, and repeats a run when given as
 * {@code zmdev.fuzz.seed}. How far it came is printed every ten seconds.
 */
public final class LongFuzz {

    private static final long NANOSECONDS_A_MINUTE = 60_000_000_000L;
    private static final long NANOSECONDS_A_REPORT = 10_000_000_000L;

    private LongFuzz() {}

    /** One round: so many cases from a seed. Throws when it finds something. */
    @FunctionalInterface
    public interface Round {
        void run(long seed, int cases);
    }

    /**
     * Runs rounds of {@code casesARound}.
     *
     * @return the number of cases that ran
     */
    public static long run(String name, long promisedCases, int casesARound, Round round) {
        long minutes = Long.getLong("zmdev.fuzz.minutes", 0);
        long firstSeed = Long.getLong("zmdev.fuzz.seed", System.nanoTime());
        System.out.printf("%s: seed %d%n", name, firstSeed);
        SplittableRandom seeds = new SplittableRandom(firstSeed);
        long start = System.nanoTime();
        long cases = 0;
        long reports = 1;
        while (minutes > 0 ? System.nanoTime() - start < minutes * NANOSECONDS_A_MINUTE : cases < promisedCases) {
            long seed = seeds.nextLong();
            try {
                round.run(seed, casesARound);
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError("%s: seed %d, round %d".formatted(name, firstSeed, cases / casesARound), e);
            }
            cases += casesARound;
            if (System.nanoTime() - start > reports * NANOSECONDS_A_REPORT) {
                reports++;
                System.out.printf("%s: %,d cases, %.0f s …%n", name, cases, (System.nanoTime() - start) / 1e9);
            }
        }
        System.out.printf("%s: %,d cases, %.0f s%n", name, cases, (System.nanoTime() - start) / 1e9);
        return cases;
    }
}
