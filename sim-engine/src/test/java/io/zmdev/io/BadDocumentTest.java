package io.zmdev.io;

import static io.zmdev.io.DocumentFiles.bytes;
import static io.zmdev.io.DocumentFiles.edited;
import static io.zmdev.io.DocumentFiles.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.zmdev.model.ErrorCode;
import io.zmdev.model.ZmdevException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever is wrong with a document: FILE_UNUSABLE, with the file, the place and what was expected. */
class BadDocumentTest {

    private static final String CONFIG = text("full.config.json");
    private static final String HOST = text("full.host.json");

    private static String configError(byte[] json) {
        return message(
                catchThrowableOfType(ZmdevException.class, () -> ConfigurationDocument.parse("site.json", json)));
    }

    private static String hostError(byte[] json) {
        return message(catchThrowableOfType(ZmdevException.class, () -> HostDocument.parse("lab.json", json)));
    }

    private static String message(ZmdevException e) {
        assertThat(e).isNotNull();
        assertThat(e.code()).isEqualTo(ErrorCode.FILE_UNUSABLE);
        return String.valueOf(e.getMessage());
    }

    @Test
    void anEmptyFileIsNamed() {
        assertThat(configError(new byte[0])).isEqualTo("site.json: the file is empty");
    }

    @Test
    void bytesThatAreNotUtf8AreNamedByPosition() {
        byte[] json = "{ \"name\": \"Zoë\" }".getBytes(StandardCharsets.ISO_8859_1);
        assertThat(configError(json)).isEqualTo("site.json: byte 13 is not UTF-8; save the file as UTF-8");
    }

    @Test
    void aTruncatedFileSaysWhereItEnds() {
        String json = CONFIG.substring(0, CONFIG.indexOf("\"domains\""));
        assertThat(configError(bytes(json)))
                .startsWith("site.json: at /mediatedDevices/0")
                .contains("the file ends in the middle");
    }

    @Test
    void everyTruncationIsRefusedAndNamesTheFile() {
        for (int length = 0; length < CONFIG.stripTrailing().length(); length++) {
            assertThat(configError(bytes(CONFIG.substring(0, length)))).startsWith("site.json: ");
        }
    }

    @Test
    void textAfterTheDocumentIsRefused() {
        assertThat(configError(bytes(CONFIG + "{}"))).contains("text after the end of the document");
    }

    @Test
    void aKeyThatStandsTwiceIsRefused() {
        String json = edited(CONFIG, "\"autostart\": true,", "\"autostart\": true, \"autostart\": false,");
        assertThat(configError(bytes(json)))
                .startsWith("site.json: at /mediatedDevices/0/autostart")
                .contains("the key stands twice");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "zmdev.config/1 | zmdev.config/2 | /format | version 'zmdev.config/2' is not the one this program reads (zmdev.config/1)",
                "zmdev.config/1 | zmdev.host/1 | /format | this is a 'zmdev.host/1' document",
                "\"name\": \"production\" | \"name\": 5 | /name | a string is needed",
                "\"name\": \"production\" | \"name\": \"\" | /name | a name of 1 to 200 printable characters",
                "vfio_ap-passthrough | vfio-ap | /mediatedDevices/0/type | 'vfio-ap' is not one of vfio_ap-passthrough",
                "\"absent\" | \"gone\" | /mediatedDevices/2/state | 'gone' is not one of present, absent",
                "[6, 5] | [6, 256] | /mediatedDevices/0/adapters/1 | 256 is not in 0..255",
                "[6, 5] | [6, -1] | /mediatedDevices/0/adapters/1 | -1 is not in 0..255",
                "[6, 5] | [6, 6.5] | /mediatedDevices/0/adapters/1 | a whole number",
                "[6, 5] | [6, \"0x6\"] | /mediatedDevices/0/adapters/1 | 6 stands in this list already",
                "[6, 5] | \"6\" | /mediatedDevices/0/adapters | a list [ ] is needed",
                "0.0.0313 | 0.0.313 | /mediatedDevices/1/subchannel | '0.0.313' is not a subchannel such as 0.0.0313",
                "9a01bd31-0a7b-4a5a-8f0e-3a9a9a77c210 | 9a01bd31 | /mediatedDevices/1/uuid | '9a01bd31' is not a UUID",
                "9a01bd31-0a7b-4a5a-8f0e-3a9a9a77c210 | 62177883-f1bb-47f0-914d-32a22e3a8804 | /mediatedDevices/1 | stands in this list already",
                "{ \"4\": [3, 22, 254] } | { \"999\": [3] } | /mediatedDevices/2/adapters/999 | virtual id",
                "\"freeAdapters\" | \"apmask\": \"0x1\", \"x\" | /masks/apmask | a mask of 0x and 64 hexadecimal digits",
                "\"comment\": \"kept\" | \"reserveAdapters\": [5] | /masks | free and reserved at once",
            })
    void aWrongConfigurationNamesThePlaceAndWhatIsExpected(String old, String wrong, String pointer, String expected) {
        assertThat(configError(bytes(edited(CONFIG, old, wrong))))
                .startsWith("site.json: at " + pointer + ": ")
                .contains(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"kernel\": \"6.12\" | \"kernel\": \"six\" | /kernel | is not a kernel version",
                "\"0x06\" | 5 | /ap/cards/1 | 05 stands in this list already",
                "CEX7A | CEX9A | /ap/cards/1/type | CEX9 is not one of",
                "dasd-3390-9 | dasd | /css/subchannels/0/model | 'dasd' is not one of dasd-3390-3",
                "[4, 6, 71] | [4, 6, 85] | /ap/usageDomains/2 | 85 is not in 0..84",
                "\"pim\": \"80\" | \"pim\": \"8\" | /css/subchannels/0/pim | a path mask",
                "\"running\": true | \"running\": \"yes\" | /guests/0/running | true or false",
                "\"passthrough\" | \"both\" | /apType | 'both' is not one of",
            })
    void aWrongHostDefinitionNamesThePlaceAndWhatIsExpected(String old, String wrong, String pointer, String expected) {
        assertThat(hostError(bytes(edited(HOST, old, wrong))))
                .startsWith("lab.json: at " + pointer + ": ")
                .contains(expected);
    }

    @Test
    void aMissingFileAndADirectoryAreNamed(@TempDir Path folder) {
        ZmdevException missing =
                catchThrowableOfType(ZmdevException.class, () -> ConfigurationDocument.read(folder.resolve("no.json")));
        assertThat(message(missing)).endsWith("no.json: there is no such file");
        ZmdevException directory = catchThrowableOfType(ZmdevException.class, () -> ConfigurationDocument.read(folder));
        assertThat(message(directory)).endsWith("this is a directory, a file is needed");
    }

    @Test
    void anEndlesslyNestedFileIsRefused() {
        assertThat(configError(bytes("[".repeat(100_000)))).startsWith("site.json: at /0/0/");
    }

    @Test
    void aRandomlyDamagedFileIsReadOrRefusedButNeverMore() throws IOException {
        long seed = 20261121;
        SplittableRandom random = new SplittableRandom(seed);
        byte[] good = bytes(CONFIG);
        for (int i = 0; i < 3000; i++) {
            byte[] damaged = good.clone();
            for (int changes = random.nextInt(1, 4); changes > 0; changes--) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
            }
            try {
                ConfigurationDocument.parse("site.json", damaged);
            } catch (ZmdevException e) {
                assertThat(e.getMessage()).as("seed %d, case %d", seed, i).startsWith("site.json: ");
            }
        }
    }

    @Test
    void aFailedWriteLeavesTheOldFileAndNothingElse(@TempDir Path folder) throws IOException {
        Path file = Files.createDirectory(folder.resolve("config.json"));
        Files.writeString(file.resolve("inside"), "x");
        var document = ConfigurationDocument.parse("site.json", bytes(CONFIG));
        ZmdevException e = catchThrowableOfType(
                ZmdevException.class, () -> ConfigurationDocument.write(file, document, document.value()));
        assertThat(e.code()).isEqualTo(ErrorCode.OUTPUT_UNWRITABLE);
        assertThat(e.getMessage()).contains("config.json");
        try (var files = Files.list(folder)) {
            assertThat(files).containsExactly(file);
        }
    }
}
