package io.zmdev.rules;

import static io.zmdev.rules.ConfigurationBuilder.configuration;
import static io.zmdev.rules.ConfigurationBuilder.matrix;
import static io.zmdev.rules.ConfigurationBuilder.uuid;
import static io.zmdev.rules.MachineBuilder.machine;
import static io.zmdev.rules.RuleTesting.ids;
import static io.zmdev.rules.RuleTesting.queues;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zmdev.model.Configuration;
import io.zmdev.model.Observed;
import io.zmdev.model.ap.Apqn;
import io.zmdev.model.ap.Mask256;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EditCheckTest {

    private static Situation situation(ConfigurationBuilder configuration, MachineBuilder machine) {
        return Situation.of(configuration.build(), machine.build());
    }

    private static MachineBuilder lab() {
        return machine(ids(5, 6, 7), ids(4, 0x47, 0x50)).freeAdapters(5, 6);
    }

    private static EditCheck.Status status(EditCheck check, String apqn) {
        return check.status(Apqn.parse(apqn));
    }

    @Test
    void anAdditionGivesTheWholeProductWithWhatTheGuestHasAlready() {
        Situation situation = situation(configuration().guest("web2", ids(5), ids(4)), lab());

        EditCheck check = EditCheck.of(situation, Optional.of(uuid("web2")), ids(6), ids(0x50));

        assertThat(check.product().queues())
                .containsExactlyElementsOf(queues("05.0004", "05.0050", "06.0004", "06.0050"));
        assertThat(status(check, "05.0004")).isEqualTo(EditCheck.Status.OWN);
        assertThat(status(check, "05.0050")).isEqualTo(EditCheck.Status.NEW);
        assertThat(status(check, "06.0004")).isEqualTo(EditCheck.Status.NEW);
        assertThat(check.isAccepted()).isTrue();
        assertThat(check.sentence()).isEqualTo("4 queues.");
    }

    @Test
    void queuesOfOthersNameTheirHolder() {
        Situation situation = situation(configuration().guest("ledger", ids(5, 6), ids(0x47)), lab());

        EditCheck check = EditCheck.of(situation, Optional.empty(), ids(5, 6), ids(0x47, 0x50));

        assertThat(check.takenBy(Apqn.parse("05.0047")).orElseThrow().name()).isEqualTo("ledger");
        assertThat(check.count(EditCheck.Status.TAKEN)).isEqualTo(2);
        assertThat(check.takers()).extracting(EditCheck.Taker::queues).containsExactly(2);
        assertThat(check.isAccepted()).isFalse();
        assertThat(check.sentence()).isEqualTo("4 queues: 2 belong to ledger.");
    }

    @Test
    void anUnlistedDeviceTakesQueuesToo() {
        Situation situation = situation(configuration(), lab().active("ledger", true, matrix(ids(5), ids(4))));

        EditCheck check = EditCheck.of(situation, Optional.empty(), ids(5), ids(4));

        assertThat(check.takers()).extracting(taker -> taker.holder().name()).containsExactly("ledger");
    }

    @Test
    void queuesOfTheHostAndOfNoAdapterOfTheLparAreTold() {
        EditCheck check = EditCheck.of(situation(configuration(), lab()), Optional.empty(), ids(6, 7, 9), ids(4));

        assertThat(status(check, "06.0004")).isEqualTo(EditCheck.Status.NEW);
        assertThat(status(check, "07.0004")).isEqualTo(EditCheck.Status.HOST_OWNED);
        assertThat(status(check, "09.0004")).isEqualTo(EditCheck.Status.HOST_OWNED);
        assertThat(check.sentence()).isEqualTo("3 queues: 2 owned by the host's drivers.");
        assertThat(status(
                        EditCheck.of(
                                situation(configuration(), lab().freeAdapters(5, 6, 9)),
                                Optional.empty(),
                                ids(9),
                                ids(4)),
                        "09.0004"))
                .isEqualTo(EditCheck.Status.ABSENT);
    }

    @Test
    void underAnUnreadableMaskNothingIsFree() {
        EditCheck check =
                EditCheck.of(situation(configuration(), lab().unreadableApmask()), Optional.empty(), ids(5), ids(4));

        assertThat(status(check, "05.0004")).isEqualTo(EditCheck.Status.UNKNOWN);
        assertThat(check.isAccepted()).isFalse();
    }

    @Test
    void besideADeviceWhoseMatrixIsUnreadableNothingIsFree() {
        MachineBuilder machine =
                lab().active("x", true, Observed.unknown("/m", "EACCES"), Observed.unknown("/g", "EACCES"));

        EditCheck check = EditCheck.of(situation(configuration(), machine), Optional.empty(), ids(5), ids(4));

        assertThat(status(check, "05.0004")).isEqualTo(EditCheck.Status.UNKNOWN);
    }

    @Test
    void aQueueThatAnOverrideFreesIsNew() {
        MachineBuilder machine = machine(ids(5), ids(4, 5)).kernel("7.0").override("05.0004", "vfio_ap");

        EditCheck check = EditCheck.of(situation(configuration(), machine), Optional.empty(), ids(5), ids(4, 5));

        assertThat(status(check, "05.0004")).isEqualTo(EditCheck.Status.NEW);
        assertThat(status(check, "05.0005")).isEqualTo(EditCheck.Status.HOST_OWNED);
    }

    @Test
    void aQueueOutsideTheProductHasNoStatus() {
        EditCheck check = EditCheck.of(situation(configuration(), lab()), Optional.empty(), ids(5), ids(4));

        assertThatThrownBy(() -> status(check, "06.0004")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void whatTheCheckAcceptsTheValidatorAcceptsAndWhatItRefusesTheValidatorRefuses() {
        for (long seed = 0; seed < 300; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            MachineBuilder machine = machine(Mask256.range(0, 5), Mask256.range(0, 5))
                    .masks(Mask256.ALL.minus(some(random)), Mask256.ALL.minus(some(random)));
            Configuration configuration =
                    configuration().guest("a", some(random), some(random)).build();
            Mask256 adapters = some(random);
            Mask256 domains = some(random);
            Situation before = Situation.of(configuration, machine.build());
            if (Validator.refused(Validator.validate(before))) {
                continue;
            }

            EditCheck check = EditCheck.of(before, Optional.empty(), adapters, domains);
            Configuration after =
                    new ConfigurationEdit.AssignToGuest("b", uuid("b"), adapters, domains).applyTo(configuration);

            assertThat(check.isAccepted())
                    .as("seed %d", seed)
                    .isEqualTo(!Validator.refused(Validator.validate(after, machine.build())));
        }
    }

    private static Mask256 some(SplittableRandom random) {
        return Mask256.of(IntStream.range(0, 6).filter(id -> random.nextInt(3) == 0));
    }
}
