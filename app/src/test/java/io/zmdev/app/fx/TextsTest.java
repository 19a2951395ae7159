package io.zmdev.app.fx;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TextsTest {

    private static final Pattern KEY = Pattern.compile("[^.\\w]text\\(\\s*\"([A-Za-z.]+[A-Za-z])\"");
    private static final Pattern PREFIX = Pattern.compile("\"([A-Za-z]+\\.)\"\\s*\\+");

    /** Words that are put into a control or a drawing as they stand in the source. */
    private static final Pattern HARD_CODED = Pattern.compile(
            "(?:new (?:Label|Button|ToggleButton|CheckBox|RadioButton"
                    + "|Hyperlink|Text|Tooltip|Tab|Menu|MenuItem|TitledPane|Section)"
                    + "|[a-z]\\w*\\.(?:setText|setPromptText|setAccessibleText|setTitle|fillText))\\(\\s*\"([^\"]*[A-Za-z]{2,}[^\"]*)\"");

    /** Names, which are the same in every language. */
    private static final Set<String> NAMES = Set.of("zmdev");

    private final ResourceBundle texts = ResourceBundle.getBundle("io.zmdev.assets.i18n.studio");

    @Test
    void everyKeyInTheSourcesHasAText() throws IOException {
        assertThat(matches(KEY)).isNotEmpty().isSubsetOf(texts.keySet());
    }

    @Test
    void everyTextIsUsed() throws IOException {
        String sources = sources();
        Set<String> prefixes = matches(PREFIX);

        assertThat(texts.keySet())
                .allMatch(text ->
                        sources.contains('"' + text + '"') || prefixes.stream().anyMatch(text::startsWith));
    }

    @Test
    void noWordsStandInTheSources() throws IOException {
        assertThat(matches(HARD_CODED)).isSubsetOf(NAMES);
    }

    private static Set<String> matches(Pattern pattern) throws IOException {
        return pattern.matcher(sources())
                .results()
                .map(match -> match.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String sources() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .map(TextsTest::source)
                    .collect(Collectors.joining());
        }
    }

    private static String source(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
