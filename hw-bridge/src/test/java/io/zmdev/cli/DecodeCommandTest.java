package io.zmdev.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DecodeCommandTest {

    @Test
    void theParametersOfTheWorkedExampleAreShownFieldByField() {
        Cli extent = Cli.run("decode", "define-extent", "40c00000", "00000000", "00050008", "00050008");
        Cli locate = Cli.run("decode", "locate-record", "06800001000500080005000805", "4d1000");

        assertThat(extent.exitCode()).as(extent.err()).isZero();
        assertThat(extent.out()).containsPattern("write_control .*none").containsPattern("beg_cyl .*0005");
        assertThat(locate.exitCode()).as(locate.err()).isZero();
        assertThat(locate.out()).contains("read data");
    }

    @Test
    void everyStructureOfTheChannelSubsystemIsKnown() {
        Cli unknown = Cli.run("decode", "nonsense", "00");

        assertThat(unknown.exitCode()).isEqualTo(64);
        assertThat(unknown.err()).contains("orb", "scsw", "irb", "schib", "ccw0", "ccw1", "crw", "define-extent");
    }
}
