package io.zmdev.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.zmdev.model.Errno;
import io.zmdev.model.KernelVersion;
import io.zmdev.model.ap.ApMatrix;
import io.zmdev.model.ap.Mask256;
import io.zmdev.model.host.Answer;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How the kernel reads what is written: the vectors of the vfio-ap reference, and what its functions do beyond them. */
class KernelSyntaxTest {

    private static final KernelVersion RECORDED = new KernelVersion(6, 12);

    @ParameterizedTest
    @CsvSource({
        "5, 5",
        "0x05, 5",
        "0X5, 5",
        "010, 8",
        "+7, 7",
        "'5\n', 5",
        "0, 0",
        "00, 0",
        "0xff, 255",
        "+0x1F, 31",
        "18446744073709551615, -1"
    })
    void takesOneNumberInThreeBases(String text, long value) {
        assertThat(IdSyntax.parse(text)).isEqualTo(Answer.ok(value));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", "\n", " 5", "5 ", "5,6", "5-6", "-1", "0xg", "0x", "08", "1e1", "0b101", "++5", "+", "5\n\n", "+-5",
                "x5"
            })
    void refusesEverythingElse(String text) {
        assertThat(IdSyntax.parse(text)).isEqualTo(Answer.refused(Errno.EINVAL));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"18446744073709551616", "0x10000000000000000", "99999999999999999999x", "+18446744073709551616\n"
            })
    void noticesOverflowBeforeWhatFollowsTheDigits(String text) {
        assertThat(IdSyntax.parse(text)).isEqualTo(Answer.refused(Errno.ERANGE));
    }

    @ParameterizedTest
    @CsvSource({
        "'-5,-6', 0xf9ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
        "'-4,-0x47,-0xab,-0xff', 0xf7fffffffffffffffeffffffffffffffffffffffffeffffffffffffffffffffe",
        "0x41, 0x4100000000000000000000000000000000000000000000000000000000000000",
        "41, 0x4100000000000000000000000000000000000000000000000000000000000000",
        "x41, 0x4100000000000000000000000000000000000000000000000000000000000000",
        "0x1, 0x1000000000000000000000000000000000000000000000000000000000000000",
        "'\n', 0x0000000000000000000000000000000000000000000000000000000000000000",
        "0x, 0x0000000000000000000000000000000000000000000000000000000000000000",
        "'-0-255,+0x10-0x1f', 0x0000ffff00000000000000000000000000000000000000000000000000000000",
        "'-0-255\n+1', 0x4000000000000000000000000000000000000000000000000000000000000000",
        "'-0-255+1+2', 0x6000000000000000000000000000000000000000000000000000000000000000",
        "'-0-255,+1,,+2', 0x6000000000000000000000000000000000000000000000000000000000000000",
        "'-0-255,+010', 0x0080000000000000000000000000000000000000000000000000000000000000",
        "'-0-255,+0', 0x8000000000000000000000000000000000000000000000000000000000000000"
    })
    void changesAMaskOfAllOnes(String text, String mask) {
        assertThat(MaskSyntax.apply(text, Mask256.ALL).map(Mask256::toHex)).isEqualTo(Answer.ok(mask));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "+1,2",
                "+1, +2",
                "+256",
                "+5-3",
                "+1-",
                "0X41",
                "0xff ",
                "+",
                "-",
                "--5",
                "+1-256",
                "-x",
                "garbage",
                ",+1",
                "0xfffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
                "41\n\n",
                "0xx41",
                "+0x"
            })
    void refusesAMask(String text) {
        Answer<Mask256> answer = MaskSyntax.apply(text, Mask256.ALL);

        assertThat(answer).isEqualTo(Answer.refused(Errno.EINVAL));
    }

    @Test
    void cutsAnIdInAMaskOffTo32BitsAsTheKernelsIntDoes() {
        assertThat(MaskSyntax.apply("+4294967301", Mask256.NONE)).isEqualTo(Answer.ok(Mask256.of(5)));
        assertThat(MaskSyntax.apply("+4294967295", Mask256.NONE)).isEqualTo(Answer.ok(Mask256.NONE));
        assertThat(MaskSyntax.apply("+4294967295-2", Mask256.NONE)).isEqualTo(Answer.ok(Mask256.of(0, 1, 2)));
    }

    @Test
    void printsAndReadsTheConfigurationOfTheReference() {
        ApMatrix matrix = new ApMatrix(Mask256.of(5, 6), Mask256.of(4, 0xab), Mask256.of(4, 0xab));
        String text = "0x0600000000000000000000000000000000000000000000000000000000000000,"
                + "0x0800000000000000000000000000000000000000001000000000000000000000,"
                + "0x0800000000000000000000000000000000000000001000000000000000000000\n";

        assertThat(ApConfigSyntax.format(matrix)).isEqualTo(text);
        assertThat(ApConfigSyntax.parse(text)).isEqualTo(Answer.ok(matrix));
    }

    @ParameterizedTest
    @ValueSource(strings = {",\n", ",,", ",,\n", "0,0,0", "0x,,\n\n", ",,,anything at all", "\n\n\n"})
    void takesEmptyMasksOfAConfiguration(String text) {
        assertThat(ApConfigSyntax.parse(text)).isEqualTo(Answer.ok(ApMatrix.EMPTY));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", ",", "0,0", "garbage", "0,0,0trailing", " 0,0,0", "0X1,0,0"})
    void refusesAConfiguration(String text) {
        assertThat(ApConfigSyntax.parse(text)).isEqualTo(Answer.refused(Errno.EINVAL));
    }

    @Test
    void looksAtTheFirst201CharactersOfAConfiguration() {
        String mask = "0x" + "0".repeat(64);

        assertThat(ApConfigSyntax.parse(mask + "," + mask + "," + mask + ",more"))
                .isEqualTo(Answer.ok(ApMatrix.EMPTY));
        assertThat(ApConfigSyntax.parse("0,0," + "0".repeat(64) + "\n".repeat(200)))
                .isEqualTo(Answer.ok(ApMatrix.EMPTY));
    }

    @Test
    void printsMatricesAsTheReferenceShows() {
        Mask256 adapters = Mask256.of(5, 6);
        Mask256 domains = Mask256.of(4, 0xab);

        assertThat(MatrixSyntax.format(adapters, domains)).isEqualTo("05.0004\n05.00ab\n06.0004\n06.00ab\n");
        assertThat(MatrixSyntax.format(adapters, Mask256.NONE)).isEqualTo("05.\n06.\n");
        assertThat(MatrixSyntax.format(Mask256.NONE, domains)).isEqualTo(".0004\n.00ab\n");
        assertThat(MatrixSyntax.format(Mask256.NONE, Mask256.NONE)).isEmpty();
        assertThat(MatrixSyntax.format(domains)).isEqualTo("0004\n00ab\n");
    }

    @ParameterizedTest
    @CsvSource({"5, 5", "' 5', 5", "'5 6', 5", "5x, 5", "-3, -3", "0x1e, 0", "4294967301, 5", "'\t\n7', 7"})
    void scansADecimalNumberAndIgnoresTheRest(String text, int value) {
        assertThat(ScanSyntax.decimal(text)).hasValue(value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "+5", "-", "- 5", "--5"})
    void scansNoNumber(String text) {
        assertThat(ScanSyntax.decimal(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"0x1e, 30", "010, 8", "-0x10, -16", "0xg, 0", "4 5, 4"})
    void scansANumberOfAnyBase(String text, int value) {
        assertThat(ScanSyntax.integer(text)).hasValue(value);
    }

    @Test
    void readsATruthValueFromItsFirstCharacters() {
        assertThat(BooleanSyntax.parse("1x", RECORDED)).contains(true);
        assertThat(BooleanSyntax.parse("yes", RECORDED)).contains(true);
        assertThat(BooleanSyntax.parse("off", RECORDED)).contains(false);
        assertThat(BooleanSyntax.parse("oN", RECORDED)).contains(true);
        assertThat(BooleanSyntax.parse("o", RECORDED)).isEmpty();
        assertThat(BooleanSyntax.parse("2", RECORDED)).isEmpty();
        assertThat(BooleanSyntax.parse("", RECORDED)).isEmpty();
        assertThat(BooleanSyntax.parse("enable", RECORDED)).isEmpty();
        assertThat(BooleanSyntax.parse("enable", new KernelVersion(6, 14))).contains(true);
    }

    @Test
    void takesOneCharacterBehindAUuidWhateverItIs() {
        String uuid = "62177883-F1BB-47f0-914d-32a22e3a8804";

        assertThat(MdevUuidSyntax.parse(uuid).map(Object::toString)).contains("62177883-f1bb-47f0-914d-32a22e3a8804");
        assertThat(MdevUuidSyntax.parse(uuid + "z")).isPresent();
        assertThat(MdevUuidSyntax.parse(uuid + "\n\n")).isEmpty();
        assertThat(MdevUuidSyntax.parse(uuid.replace('-', '_'))).isEmpty();
        assertThat(MdevUuidSyntax.parse(uuid.substring(1))).isEmpty();
    }

    @Test
    void readsTheMappingsOfSeed004() {
        assertThat(VirtualMappingSyntax.parse("4:3,22,254"))
                .isEqualTo(Answer.ok(new VirtualMappingSyntax.Entry(4, Mask256.of(3, 22, 254))));
        assertThat(VirtualMappingSyntax.parse("0:8,0x47\n"))
                .isEqualTo(Answer.ok(new VirtualMappingSyntax.Entry(0, Mask256.of(8, 71))));
        assertThat(VirtualMappingSyntax.format(4, Mask256.of(3, 22, 254))).isEqualTo("4:3,22,254");
    }

    @ParameterizedTest
    @CsvSource({
        "'4: 3', EINVAL",
        "'4:3, 22', EINVAL",
        "4, EINVAL",
        "4:, EINVAL",
        ":3, EINVAL",
        "'4:3,', EINVAL",
        "256:3, ENODEV",
        "4:256, ENODEV",
        "4:18446744073709551616, ERANGE",
        "4:3:5, EINVAL"
    })
    void refusesAMapping(String text, Errno errno) {
        assertThat(VirtualMappingSyntax.parse(text)).isEqualTo(Answer.refused(errno));
    }

    @Test
    void filtersTheMatrixOfTheReference() {
        ApMatrix assigned = new ApMatrix(Mask256.of(5, 6, 9), Mask256.of(4, 0xab, 0xfe), Mask256.NONE);
        ApMatrix lpar = new ApMatrix(Mask256.of(5, 6), Mask256.of(4, 0xab, 0x47), Mask256.NONE);

        GuestFilter.Result result =
                GuestFilter.filter(assigned, lpar, apqn -> !apqn.toString().equals("06.00ab"));

        assertThat(result.guest().adapters()).isEqualTo(Mask256.of(5));
        assertThat(result.guest().domains()).isEqualTo(Mask256.of(4, 0xab));
        assertThat(result.absentAdapters()).isEqualTo(Mask256.of(9));
        assertThat(result.absentDomains()).isEqualTo(Mask256.of(0xfe));
        assertThat(result.dropped())
                .singleElement()
                .satisfies(dropped -> assertThat(dropped.because().toString()).isEqualTo("06.00ab"));
    }

    @Test
    void olderKernelsExamineOnlyWhatWasAdded() {
        ApMatrix assigned = new ApMatrix(Mask256.of(5, 6), Mask256.of(4), Mask256.NONE);

        GuestFilter.Result result =
                GuestFilter.filter(assigned, assigned, assigned.withAdapters(Mask256.of(6)), apqn -> false);

        assertThat(result.guest().adapters()).isEqualTo(Mask256.of(5));
    }

    @Test
    void knowsWhichKernelBehavesHow() {
        assertThat(KernelBehaviour.AP_CONFIG.in(new KernelVersion(6, 9))).isFalse();
        assertThat(KernelBehaviour.AP_CONFIG.in(new KernelVersion(6, 10))).isTrue();
        assertThat(KernelBehaviour.WHOLE_MATRIX_FILTERED.in(new KernelVersion(6, 1)))
                .as("back-ported to a long-term kernel")
                .isTrue();
        assertThat(KernelBehaviour.WHOLE_MATRIX_FILTERED.in(new KernelVersion(6, 2)))
                .isFalse();
        assertThat(Optional.of(KernelBehaviour.QUEUE_DRIVER_OVERRIDE.first())).contains(new KernelVersion(6, 19));
    }
}
