package io.zmdev.sim.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class StructuresTest {

    private static Map<String, Field> decoded(Structure structure, String hex) {
        return structure.fields(HexFormat.of().parseHex(hex)).stream()
                .collect(Collectors.toMap(Field::name, field -> field));
    }

    @Test
    void everyStructureHasItsSizeAndNoFieldTwice() {
        assertThat(Structures.all().stream().collect(Collectors.toMap(Structure::name, Structure::size)))
                .isEqualTo(Map.ofEntries(
                        Map.entry("orb", Orb.SIZE),
                        Map.entry("ccw0", Ccw.SIZE),
                        Map.entry("ccw1", Ccw.SIZE),
                        Map.entry("idaw1", 4),
                        Map.entry("idaw2", 8),
                        Map.entry("scsw", Scsw.SIZE),
                        Map.entry("erw", 4),
                        Map.entry("irb", Irb.SIZE),
                        Map.entry("pmcw", 28),
                        Map.entry("schib", Schib.SIZE),
                        Map.entry("crw", 4),
                        Map.entry("sense", SenseData.SIZE)));
        assertThat(Structures.all())
                .allSatisfy(structure -> assertThat(structure.layouts())
                        .extracting(Structure.Layout::name)
                        .doesNotHaveDuplicates());
    }

    @Test
    void theFieldsOfARecordedStatusWordAreNamed() {
        Map<String, Field> scsw = decoded(Structures.SCSW, "048240170000101802000000");

        assertThat(scsw.values().stream().filter(field -> field.value() != 0).map(Field::name))
                .containsExactlyInAnyOrder(
                        "eswf",
                        "fmt",
                        "ectl",
                        "start",
                        "alert",
                        "primary",
                        "secondary",
                        "status_pending",
                        "cpa",
                        "unit_check");
        assertThat(scsw).hasEntrySatisfying("cpa", cpa -> assertThat(cpa.hex()).isEqualTo("0x00001018"));
    }

    @Test
    void theTablesAgreeWithTheMasksOfTheSimulator() {
        assertThat(bit(Structures.SCSW, Scsw.SUSPENDED)).isEqualTo("suspended");
        assertThat(bit(Structures.SCSW, Scsw.PATH_NOT_OPERATIONAL)).isEqualTo("pno");
        assertThat(bit(Structures.SCSW, Scsw.PENDING)).isEqualTo("status_pending");
        assertThat(bit(Structures.ERW, Irb.ERW_SENSE)).isEqualTo("cons");
        Map<String, Field> orb = decoded(Structures.ORB, "0000000000c2800000001000");
        assertThat(orb)
                .hasEntrySatisfying("c64", c64 -> assertThat(c64.meaning()).endsWith("format 2"));
        assertThat(orb).hasEntrySatisfying("lpm", lpm -> assertThat(lpm.value()).isEqualTo(0x80));
        Map<String, Field> schib = decoded(
                Structures.SCHIB,
                "0000000018810000800080800000ff80010000000000000000000001008000000000000000000000000000000000000000000000");
        assertThat(schib)
                .hasEntrySatisfying(
                        "pmcw.ena", enabled -> assertThat(enabled.value()).isEqualTo(1));
        assertThat(schib)
                .hasEntrySatisfying("pmcw.isc", isc -> assertThat(isc.value()).isEqualTo(3));
        assertThat(schib)
                .hasEntrySatisfying(
                        "pmcw.csense", sense -> assertThat(sense.value()).isEqualTo(1));
    }

    private static String bit(Structure structure, int word0) {
        int bit = Integer.numberOfLeadingZeros(word0);
        return structure.layouts().stream()
                .filter(layout -> layout.bitOffset() == bit && layout.bitLength() == 1)
                .findFirst()
                .orElseThrow()
                .name();
    }

    @Test
    void aBlockThatIsTooShortIsRefused() {
        assertThatThrownBy(() -> Structures.CRW.fields(new byte[3]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("crw has 4 bytes, here are 3");
    }
}
