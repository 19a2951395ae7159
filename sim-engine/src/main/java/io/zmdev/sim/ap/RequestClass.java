package io.zmdev.sim.ap;

import io.zmdev.model.ap.CardType;
import io.zmdev.model.ap.CardType.Mode;
import java.util.EnumSet;
import java.util.Set;

/**
 * A kind of request as zcrypt weighs it (zcrypt_api.c): the RSA classes by length of the modulus, random numbers, and secure-key
 * work by how much the function does.
 */
public enum RequestClass {
    MEX_1K(Rating.MEX_1K, 1, Family.RSA),
    MEX_2K(Rating.MEX_2K, 1, Family.RSA),
    MEX_4K(Rating.MEX_4K, 1, Family.RSA),
    CRT_1K(Rating.CRT_1K, 1, Family.RSA),
    CRT_2K(Rating.CRT_2K, 1, Family.RSA),
    CRT_4K(Rating.CRT_4K, 1, Family.RSA),
    HWRNG(Rating.HWRNG, 1, Family.CCA),
    CCA_LOW(Rating.SECKEY, 10, Family.CCA),
    CCA_MEDIUM(Rating.SECKEY, 100, Family.CCA),
    CCA_HIGH(Rating.SECKEY, 500, Family.CCA),
    EP11_LOW(Rating.SECKEY, 10, Family.EP11),
    EP11_MEDIUM(Rating.SECKEY, 100, Family.EP11),
    EP11_HIGH(Rating.SECKEY, 500, Family.EP11);

    private enum Family {
        RSA,
        CCA,
        EP11
    }

    private final Rating rating;
    private final int factor;
    private final Family family;

    RequestClass(Rating rating, int factor, Family family) {
        this.rating = rating;
        this.factor = factor;
        this.family = family;
    }

    /** Whether it works on keys wrapped by a master key: only queues with that master key can do it. */
    public boolean isSecureKey() {
        return rating == Rating.SECKEY;
    }

    /** The modes of card that can do it. */
    public Set<Mode> modes() {
        return switch (family) {
            case RSA -> EnumSet.of(Mode.ACCELERATOR, Mode.CCA_COPROCESSOR);
            case CCA -> EnumSet.of(Mode.CCA_COPROCESSOR);
            case EP11 -> EnumSet.of(Mode.EP11_COPROCESSOR);
        };
    }

    /** Whether a card of this type can do it. */
    public boolean canRunOn(CardType type) {
        return modes().contains(type.mode());
    }

    /**
     * zcrypt's weight for one request on a card, smaller is faster; also the relative service time.
     *
     * @throws IllegalArgumentException when the card can't do it
     */
    public int weight(CardType type) {
        if (!canRunOn(type)) {
            throw new IllegalArgumentException("%s can't do %s".formatted(type, this));
        }
        return factor * rating.of(type);
    }
}
