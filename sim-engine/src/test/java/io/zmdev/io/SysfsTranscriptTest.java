package io.zmdev.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zmdev.model.Errno;
import io.zmdev.model.ZmdevException;
import io.zmdev.model.host.Answer;
import io.zmdev.model.host.HostOperation;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SysfsTranscriptTest {

    @Test
    void printsALineAsItWasRecorded() {
        assertThat(SysfsTranscript.line(1, new HostOperation.Write("/a", "5\n"), Answer.refused(Errno.EADDRINUSE)))
                .isEqualTo("{\"n\":1,\"op\":\"write\",\"path\":\"/a\",\"value\":\"5\\n\",\"errno\":\"EADDRINUSE\"}");
        assertThat(SysfsTranscript.line(2, new HostOperation.ListNames("/a"), Answer.ok(List.of("b", "c"))))
                .isEqualTo("{\"n\":2,\"op\":\"list\",\"path\":\"/a\",\"errno\":null,\"names\":[\"b\",\"c\"]}");
        assertThat(SysfsTranscript.line(3, new HostOperation.ListNames("/a"), Answer.ok(List.of())))
                .isEqualTo("{\"n\":3,\"op\":\"list\",\"path\":\"/a\",\"errno\":null,\"names\":[]}");
        assertThat(SysfsTranscript.line(4, new HostOperation.Read("/a"), Answer.ok(new byte[] {'x', (byte) 0xe9})))
                .isEqualTo("{\"n\":4,\"op\":\"read\",\"path\":\"/a\",\"errno\":null,\"text\":\"x\u00e9\"}");
        assertThat(SysfsTranscript.line(5, new HostOperation.Link("/a"), Answer.ok("../b")))
                .isEqualTo("{\"n\":5,\"op\":\"link\",\"path\":\"/a\",\"errno\":null,\"target\":\"../b\"}");
        assertThat(SysfsTranscript.line(6, new HostOperation.Hotplug("card05", Optional.empty()), Answer.ok("")))
                .isEqualTo("{\"n\":6,\"op\":\"hotplug\",\"path\":\"card05\",\"errno\":null}");
        assertThat(SysfsTranscript.line(7, new HostOperation.Configure(false, "card05"), Answer.ok("")))
                .isEqualTo("{\"n\":7,\"op\":\"configure\",\"path\":\"card05\",\"value\":\"off\",\"errno\":null}");
    }

    @Test
    void findsTheFirstDifference() {
        List<String> expected = List.of(
                "{\"n\":1,\"op\":\"list\",\"path\":\"/a\",\"errno\":null,\"names\":[\"c\",\"b\"]}",
                "{\"n\":2,\"op\":\"write\",\"path\":\"/a\",\"value\":\"5\",\"errno\":null}");
        List<String> actual = List.of(
                "{\"n\":1,\"op\":\"list\",\"path\":\"/a\",\"errno\":null,\"names\":[\"b\",\"c\"]}",
                "{\"n\":2,\"op\":\"write\",\"path\":\"/a\",\"value\":\"5\",\"errno\":\"EBUSY\"}");

        assertThat(SysfsTranscript.firstDifference("e", expected, "a", expected))
                .isEmpty();
        assertThat(SysfsTranscript.firstDifference("e", expected, "a", actual))
                .contains("n=2 write /a <- \"5\": errno expected null, got \"EBUSY\"");
        assertThat(SysfsTranscript.firstDifference("e", expected, "a", actual.subList(0, 1)))
                .contains("2 operations expected, got 1");
    }

    @Test
    void saysWhichFileIsNoTranscript() {
        assertThatThrownBy(() -> SysfsTranscript.firstDifference("e.jsonl", List.of("{}"), "a", List.of()))
                .isInstanceOf(ZmdevException.class)
                .hasMessageContaining("e.jsonl line 1");
        assertThatThrownBy(() -> SysfsTranscript.firstDifference("e.jsonl", List.of("", "no"), "a", List.of()))
                .isInstanceOf(ZmdevException.class)
                .hasMessageContaining("e.jsonl line 2: not JSON");
    }
}
