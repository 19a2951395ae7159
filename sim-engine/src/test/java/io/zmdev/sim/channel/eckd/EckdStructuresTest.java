package io.zmdev.sim.channel.eckd;

import static org.assertj.core.api.Assertions.assertThat;

import io.zmdev.sim.channel.Field;
import io.zmdev.sim.channel.Structure;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class EckdStructuresTest {

    private static Field field(Structure structure, String hex, String name) {
        return structure.fields(HexFormat.of().parseHex(hex.replace(" ", ""))).stream()
                .filter(field -> field.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void theStructuresHaveTheLengthsOfTheParameterLists() {
        assertThat(EckdStructures.DEFINE_EXTENT.size()).isEqualTo(DefineExtent.SIZE);
        assertThat(EckdStructures.LOCATE_RECORD.size()).isEqualTo(LocateRecord.SIZE);
        assertThat(EckdStructures.DEVICE_CHARACTERISTICS.size()).isEqualTo(64);
    }

    @Test
    void aLocateRecordIsDecoded() {
        String bytes = "8180 0001 0005 0008 0005 0008 05 4d 1000";
        Structure structure = EckdStructures.LOCATE_RECORD;
        assertThat(field(structure, bytes, "orientation").meaning()).endsWith("data field");
        assertThat(field(structure, bytes, "operation").meaning()).endsWith("write data");
        assertThat(field(structure, bytes, "sector").value()).isEqualTo(77);
        assertThat(field(structure, bytes, "length").value()).isEqualTo(4096);
    }

    @Test
    void theCharacteristicsOfTheDeviceAreDecoded() {
        String bytes = HexFormat.of().formatHex(Characteristics.deviceCharacteristics(Geometry.MODEL_9));
        Structure structure = EckdStructures.DEVICE_CHARACTERISTICS;
        assertThat(field(structure, bytes, "no_cyl").value()).isEqualTo(10017);
        assertThat(field(structure, bytes, "byte_per_track").value()).isEqualTo(58786);
        assertThat(field(structure, bytes, "max_rec_zero").value()).isEqualTo(57326);
        assertThat(field(structure, bytes, "factor6").value()).isEqualTo(6);
        assertThat(field(structure, bytes, "long_no_cyl").value()).isEqualTo(10017);
    }
}
