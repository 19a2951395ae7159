package io.zmdev.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ErrorCodeTest {

    @Test
    void theDocumentationListsEveryCodeWithItsExitCodeInOrder() throws IOException {
        List<String> documented = Files.readAllLines(Path.of("../docs/errors.md")).stream()
                .filter(line -> line.startsWith("| ZM-"))
                .map(line -> line.split("\\|", -1)[1].strip() + " " + line.split("\\|", -1)[2].strip())
                .toList();
        assertThat(documented)
                .isEqualTo(Arrays.stream(ErrorCode.values())
                        .map(code -> code.code() + " " + code.exitCode())
                        .toList());
    }
}
