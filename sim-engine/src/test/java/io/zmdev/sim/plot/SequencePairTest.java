package io.zmdev.sim.plot;

import static org.assertj.core.api.Assertions.assertThat;

import io.zmdev.sim.plot.Arrow.Line;
import io.zmdev.sim.plot.SequencePair.Sequence;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;

class SequencePairTest {

    private static final Arrow START = new Arrow("Q3", 0, 1, "0.0 µs", Line.SOLID);
    private static final Arrow TRANSLATE = new Arrow("K2", 1, 1, "1.0 µs", Line.SOLID);
    private static final Arrow END = new Arrow("K5", 1, 0, "2.0 µs", Line.DASHED);

    private static String svg(List<Arrow> left, List<Arrow> right) {
        return new SequencePair(
                        "a <b> & c",
                        "inferred",
                        List.of("guest", "driver"),
                        new Sequence("seen", left),
                        new Sequence("simulated", right))
                .svg();
    }

    @Test
    void isWellFormedWhateverTheNamesAre() throws Exception {
        Document document = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(
                        svg(List.of(START), List.of(START)).getBytes(StandardCharsets.UTF_8)));

        assertThat(document.getElementsByTagName("text").item(0).getTextContent())
                .isEqualTo("a <b> & c");
    }

    @Test
    void stepsThatBothTookAtTheSamePlaceAreJoinedInAnotherColourThanThoseThatChangedPlaces() {
        assertThat(svg(List.of(START, END), List.of(START, END)))
                .contains("#009d9a")
                .doesNotContain("#e69f00");
        assertThat(svg(List.of(TRANSLATE, END), List.of(END, TRANSLATE)))
                .contains("#e69f00")
                .doesNotContain("#009d9a");
    }

    @Test
    void aStepThatOnlyOneOfThemTookStandsOut() {
        assertThat(svg(List.of(START, END), List.of(START))).contains("fill=\"#c4314b\">K5<");
        assertThat(svg(List.of(START), List.of(START, TRANSLATE))).contains("fill=\"#c4314b\">K2<");
        assertThat(svg(List.of(START), List.of(START))).doesNotContain("#c4314b");
    }
}
