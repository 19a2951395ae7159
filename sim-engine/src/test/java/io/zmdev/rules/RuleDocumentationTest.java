package io.zmdev.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RuleDocumentationTest {

    @Test
    void theDocumentationListsEveryRuleInTheOrderOfTheTable() throws IOException {
        List<String> documented = Files.readAllLines(Path.of("../docs/rules.md")).stream()
                .filter(line -> line.startsWith("| `"))
                .map(line -> line.substring(3, line.indexOf('`', 3)))
                .toList();

        assertThat(documented).isEqualTo(Validator.ruleNames());
    }

    @Test
    void everyRuleHasItsOwnName() {
        assertThat(Set.copyOf(Validator.ruleNames())).hasSameSizeAs(Validator.ruleNames());
    }
}
