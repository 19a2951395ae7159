package io.zmdev.model.ap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.BitSet;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class Mask256Test {

    @Test
    void idZeroIsTheLeftmostBit() {
        assertThat(Mask256.of(0).toHex()).isEqualTo("0x8" + "0".repeat(63));
        assertThat(Mask256.of(255).toHex()).isEqualTo("0x" + "0".repeat(63) + "1");
        assertThat(Mask256.of(5, 6).toHex()).isEqualTo("0x06" + "0".repeat(62));
    }

    @Test
    void missingDigitsOnTheRightAreZero() {
        assertThat(Mask256.fromHexDigits("1")).isEqualTo(Mask256.of(3));
        assertThat(Mask256.fromHexDigits("41")).isEqualTo(Mask256.of(1, 7));
        assertThat(Mask256.fromHexDigits("")).isEqualTo(Mask256.NONE);
    }

    @Test
    void moreThan64DigitsAndOtherCharactersAreRefused() {
        assertThatThrownBy(() -> Mask256.fromHexDigits("0".repeat(65))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Mask256.fromHexDigits("0g")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Mask256.fromHexDigits("１")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void anIdOutsideTheMaskIsRefused() {
        assertThatThrownBy(() -> Mask256.of(256)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> Mask256.of(-1)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThat(Mask256.ALL.contains(256)).isFalse();
    }

    @Test
    void theOperationsAgreeWithABitSet() {
        long seed = 7;
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 500; i++) {
            BitSet a = bits(random);
            BitSet b = bits(random);
            Mask256 left = Mask256.of(a.stream());
            Mask256 right = Mask256.of(b.stream());
            assertThat(left.ids().toArray())
                    .as("seed %d case %d", seed, i)
                    .isEqualTo(a.stream().toArray());
            assertThat(left.count()).isEqualTo(a.cardinality());
            assertThat(left.intersects(right)).isEqualTo(a.intersects(b));
            assertThat(Mask256.fromHexDigits(left.toHex().substring(2))).isEqualTo(left);
            int from = random.nextInt(256);
            assertThat(left.next(from)).isEqualTo(a.nextSetBit(from));
            BitSet visited = new BitSet();
            left.forEach(visited::set);
            assertThat(visited).isEqualTo(a);
            BitSet minus = (BitSet) a.clone();
            minus.andNot(b);
            assertThat(left.minus(right)).isEqualTo(Mask256.of(minus.stream()));
            a.and(b);
            assertThat(left.and(right)).isEqualTo(Mask256.of(a.stream()));
        }
    }

    private static BitSet bits(SplittableRandom random) {
        BitSet bits = new BitSet();
        for (int n = random.nextInt(20); n > 0; n--) {
            bits.set(random.nextInt(256));
        }
        return bits;
    }
}
