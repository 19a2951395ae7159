package io.zmdev.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.zmdev.model.Observed;
import io.zmdev.model.ap.AdapterId;
import io.zmdev.model.ap.Apqn;
import io.zmdev.model.ap.Card;
import io.zmdev.model.ap.CardType;
import io.zmdev.model.ap.Queue;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MasterKeysTest {

    private static MasterKeys keys(String cardType, String mkvps) {
        return MasterKeys.of(
                queue(Observed.known(Optional.of(mkvps))),
                Optional.of(new Card(
                        new AdapterId(5),
                        Observed.known(CardType.parse(cardType)),
                        Observed.known(true),
                        Observed.known(false),
                        Observed.known(true),
                        Optional.empty())));
    }

    private static Queue queue(Observed<Optional<String>> mkvps) {
        return new Queue(
                Apqn.of(5, 4),
                Observed.known(Optional.of("cex4queue")),
                Optional.empty(),
                Observed.known(Optional.of(true)),
                mkvps,
                Optional.empty(),
                Optional.of("WK CUR: invalid -\nWK NEW: empty -"));
    }

    @Test
    void registersThatAreEmptyOrInvalidHoldNoKey() {
        assertThat(keys("CEX8C", "AES NEW: empty 0x0000\nAES CUR: invalid 0x0000\nAES OLD: invalid 0x0000\n"))
                .isEqualTo(new MasterKeys.None());
        assertThat(keys("CEX8P", "WK CUR: invalid -\nWK NEW: empty -")).isEqualTo(new MasterKeys.None());
    }

    @Test
    void anyOtherRegisterHoldsOne() {
        assertThat(keys("CEX8C", "AES NEW: partial 0x1f\nAES CUR: invalid 0x00\nAPKA OLD: valid 0x2f\nASYM CUR: - -"))
                .isEqualTo(new MasterKeys.Set(List.of("AES NEW", "APKA OLD")));
        assertThat(keys("CEX8P", "WK CUR: valid 0xaa\nWK NEW: uncommitted 0xbb"))
                .isEqualTo(new MasterKeys.Set(List.of("WK CUR", "WK NEW")));
    }

    @Test
    void aCardThatDoesNotAnswerMayHoldAny() {
        assertThat(keys("CEX8P", "WK CUR: - -\nWK NEW: - -")).isEqualTo(new MasterKeys.Unknown());
        assertThat(keys("CEX8C", "")).isEqualTo(new MasterKeys.Unknown());
        assertThat(keys("CEX8C", "a text of another kernel")).isEqualTo(new MasterKeys.Unknown());
    }

    @Test
    void whatWasRecordedBeforeSaysNothingOfThisMoment() {
        assertThat(MasterKeys.of(queue(Observed.unknown("mkvps", "EACCES")), Optional.empty()))
                .isEqualTo(new MasterKeys.Unknown());
    }

    @Test
    void anAcceleratorHoldsNone() {
        assertThat(keys("CEX8A", "")).isEqualTo(new MasterKeys.None());
    }
}
