package io.zmdev.sim.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class StatisticsTest {

    @Test
    void aQuantileOfLargeValuesIsOffByLittle() {
        long seed = 20261121;
        SplittableRandom random = new SplittableRandom(seed);
        Histogram histogram = new Histogram();
        long[] values = new long[10_001];
        for (int i = 0; i < values.length; i++) {
            values[i] = 1000 + random.nextLong(1L << random.nextInt(1, 50));
            histogram.record(values[i]);
        }
        Arrays.sort(values);
        for (double part : new double[] {0.1, 0.5, 0.9, 0.99}) {
            assertThat(histogram.quantile(part))
                    .as("seed %d, part %s", seed, part)
                    .isCloseTo((double) values[(int) (part * 10_000)], Percentage.withPercentage(1));
        }
        assertThat(histogram.mean())
                .isCloseTo(Arrays.stream(values).average().orElseThrow(), Percentage.withPercentage(1e-9));
        histogram.clear();
        assertThat(histogram.count()).isZero();
        assertThat(histogram.quantile(0.5)).isNaN();
    }

    @Test
    void theGreatestValueHasABucket() {
        Histogram histogram = new Histogram();
        histogram.record(Long.MAX_VALUE);
        assertThat(histogram.quantile(1)).isCloseTo((double) Long.MAX_VALUE, Percentage.withPercentage(0.5));
    }

    @Test
    void anIntervalIsStudents() {
        Estimate estimate = Estimate.of(1, 2, 3, 4, 5);
        assertThat(estimate.mean()).isEqualTo(3);
        assertThat(estimate.halfWidth()).isCloseTo(2.7764 * Math.sqrt(2.5 / 5), within(1e-9));
        assertThat(estimate.covers(1.1)).isTrue();
        assertThat(estimate.covers(1.0)).isFalse();
        assertThat(Estimate.of(7).halfWidth()).isInfinite();
        assertThat(StudentT.quantile975(60)).isCloseTo(2.0003, within(1e-3));
        assertThat(StudentT.quantile975(1000)).isCloseTo(1.9623, within(1e-3));
    }

    @Test
    void theTransientAtTheStartIsCutOff() {
        SplittableRandom random = new SplittableRandom(5);
        double[] course = DoubleStream.concat(
                        DoubleStream.iterate(100, value -> value * 0.95).limit(100),
                        DoubleStream.generate(() -> 0).limit(900))
                .map(value -> value + random.nextDouble())
                .toArray();
        assertThat(WarmUp.truncation(course)).isBetween(50, 150);
        assertThat(WarmUp.truncation(new double[1000])).isZero();
    }
}
