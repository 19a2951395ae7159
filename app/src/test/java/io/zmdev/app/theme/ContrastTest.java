package io.zmdev.app.theme;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Words must stand out from what is under them by the 4.5 to 1 of WCAG 2 AA. */
class ContrastTest {

    private static final double LEAST = 4.5;
    private static final Pattern COMMENT = Pattern.compile("/\\*.*?\\*/", Pattern.DOTALL);
    private static final Pattern RULE = Pattern.compile("([^{}]+)\\{([^{}]*)}");
    private static final Pattern WORDS = Pattern.compile("-fx-text-fill:\\s*-zm-([a-z-]+)");
    private static final Pattern UNDER = Pattern.compile("-fx-background-color:\\s*-zm-([a-z-]+)");

    /** What words without a background of their own may stand on: a pane, a row that is selected or under the pointer. */
    private static final List<String> SURFACES = List.of("background", "panel", "selection", "hover");

    /** What painters and panes put words on that no single rule of the style sheet says. */
    private static final List<Pair> OTHERS = List.of(
            new Pair("the notice bar", "text", "bad-soft"),
            new Pair("the notice bar", "text", "selection"),
            new Pair("a subchannel that is cut off", "bad", "bad-soft"),
            new Pair("a subchannel that is cut off", "dim", "bad-soft"),
            new Pair("a mark on a queue of the host", "dim", "host"),
            new Pair("a mark on a free queue", "dim", "free"),
            new Pair("a mark on a conflict", "text", "bad-soft"),
            new Pair("words of a painter", "accent", "panel"),
            new Pair("words of a painter", "accent", "background"));

    private record Pair(String where, String words, String under) {}

    @ParameterizedTest
    @EnumSource(Theme.class)
    void wordsStandOutFromWhatIsUnderThem(Theme theme) throws IOException {
        List<Pair> pairs =
                Stream.concat(OTHERS.stream(), ofStyleSheet().stream()).toList();

        assertThat(pairs)
                .hasSizeGreaterThan(50)
                .allSatisfy(pair -> assertThat(Theme.contrast(theme.color(pair.words()), theme.color(pair.under())))
                        .as("%s: %s on %s", pair.where(), pair.words(), pair.under())
                        .isGreaterThanOrEqualTo(LEAST));
    }

    @ParameterizedTest
    @EnumSource(Theme.class)
    void wordsStandOutFromTheHueOfEveryGuest(Theme theme) {
        for (int hue = 0; hue < Theme.GUEST_HUES; hue++) {
            assertThat(Theme.contrast(theme.onGuest(hue), theme.color(Theme.guestToken(hue))))
                    .as(Theme.guestToken(hue))
                    .isGreaterThanOrEqualTo(LEAST);
        }
    }

    private static List<Pair> ofStyleSheet() throws IOException {
        List<Pair> pairs = new ArrayList<>();
        RULE.matcher(COMMENT.matcher(styleSheet()).replaceAll("")).results().forEach(rule -> {
            String where = rule.group(1).strip();
            List<String> unders = tokens(UNDER, rule.group(2));
            for (String words : tokens(WORDS, rule.group(2))) {
                for (String under : unders.isEmpty() ? SURFACES : unders) {
                    pairs.add(new Pair(where, words, under));
                }
            }
        });
        return pairs;
    }

    private static List<String> tokens(Pattern pattern, String declarations) {
        return pattern.matcher(declarations)
                .results()
                .map(match -> match.group(1))
                .toList();
    }

    private static String styleSheet() throws IOException {
        try (InputStream in = Theme.resource("css/studio.css")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
