package io.zmdev.hw.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zmdev.model.ErrorCode;
import io.zmdev.model.ZmdevException;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostUriTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sim:lpar42",
                "sim:some/where.json",
                "bundle:few.tar.gz",
                "local:",
                "ssh://host",
                "ssh://root@host.example:2222",
                "ssh://root@[fe80::1]:22"
            })
    void aUriPrintsAsItIsWritten(String text) {
        assertThat(HostUri.parse(text)).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "lpar42",
                "sim:",
                "sim:LPAR 42",
                "sim:../../etc/passwd",
                "bundle:",
                "local:x",
                "ssh://",
                "ssh://-oProxyCommand=x",
                "ssh://a b",
                "ssh://host:port",
                "bundle:\0",
                "http://host"
            })
    void anythingElseIsAUsageError(String text) {
        assertThatThrownBy(() -> HostUri.parse(text))
                .isInstanceOf(ZmdevException.class)
                .extracting(e -> ((ZmdevException) e).code())
                .isEqualTo(ErrorCode.USAGE);
    }

    @Test
    void anUnknownBuiltInMachineIsAUsageErrorThatNamesTheKnown() {
        assertThatThrownBy(() -> Hosts.open(HostUri.parse("sim:nope"), Optional.empty(), notice -> {}))
                .hasMessageContaining("busy, few, gaps, lpar42, many");
    }

    @ParameterizedTest
    @ValueSource(strings = {"busy", "few", "gaps", "lpar42", "many"})
    void everyBuiltInMachineOpens(String name) {
        assertThat(Hosts.builtInNames()).contains(name);
        try (HostAccess host = Hosts.open(HostUri.parse("sim:" + name), Optional.empty(), notice -> {})) {
            assertThat(host.facts().name()).isEqualTo(name);
        }
    }
}
