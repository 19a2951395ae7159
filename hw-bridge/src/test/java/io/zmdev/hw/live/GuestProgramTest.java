package io.zmdev.hw.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zmdev.io.ScenarioDocument;
import io.zmdev.model.ErrorCode;
import io.zmdev.model.ZmdevException;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class GuestProgramTest {

    @Test
    void aStartIsStorageThenTheRequestsInWords() {
        byte[] program = GuestProgram.of(ScenarioDocument.builtIn("sense-id"));

        assertThat(HexFormat.of().formatHex(program))
                .startsWith("5a4d4456")
                .contains("00001000" + "00000008" + "e420001000002000")
                .contains("00000001" + "00000000" + "11110001")
                .endsWith("00000007" + "00000000".repeat(4));
    }

    @Test
    void whatNoGuestOfTheLabCanMakeIsRefusedWithItsReason() {
        assertThatThrownBy(() -> GuestProgram.of(ScenarioDocument.builtIn("dasd-read-block")))
                .isInstanceOf(ZmdevException.class)
                .hasMessageContaining(
                        "'dasd-read-block' cannot run in the lab: the lab passes through one tn3270 alone")
                .satisfies(e -> assertThat(((ZmdevException) e).code()).isEqualTo(ErrorCode.UNSUPPORTED));
        assertThat(GuestProgram.obstacle(ScenarioDocument.builtIn("unmapped-data")))
                .contains("the storage of a guest has no holes");
    }
}
