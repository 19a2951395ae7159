package io.zmdev.sim.channel.eckd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GeometryTest {

    @ParameterizedTest
    @CsvSource({"0, 4096, 12", "0, 56664, 1", "0, 56665, 0", "0, 2048, 21", "0, 512, 49", "8, 80, 54"})
    void asManyRecordsFitOnATrackAsTheFormulaOfLinuxSays(int keyLength, int dataLength, int records) {
        assertThat(Geometry.recordsPerTrack(keyLength, dataLength)).isEqualTo(records);
    }

    @ParameterizedTest
    @CsvSource({"1, 6", "2, 24", "5, 77", "12, 202"})
    void aRecordOf4096BytesStandsAtTheSectorThatLinuxComputes(int recordNumber, int sector) {
        assertThat(Geometry.sector(recordNumber, 4096)).isEqualTo(sector);
    }

    @Test
    void aModel9Holds7212240KibibytesIn4096ByteRecords() {
        assertThat(Geometry.MODEL_9.tracks() * 12L * 4).isEqualTo(7_212_240);
    }

    @Test
    void aVolumeHasAtLeastOneCylinder() {
        assertThatThrownBy(() -> new Geometry(0)).isInstanceOf(IllegalArgumentException.class);
    }
}
