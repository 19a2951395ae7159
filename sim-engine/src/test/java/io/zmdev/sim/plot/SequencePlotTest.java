package io.zmdev.sim.plot;

import static org.assertj.core.api.Assertions.assertThat;

import io.zmdev.sim.plot.Arrow.Line;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;

class SequencePlotTest {

    @Test
    void everyStepStandsInItWhateverItsWordsAre() throws Exception {
        String svg = new SequencePlot(
                        "a <b> & c",
                        "inferred",
                        List.of("guest", "driver"),
                        List.of(
                                new Arrow("Q3", 0, 1, "SSCH <cc 0>", Line.SOLID),
                                new Arrow("K2", 1, 1, "pin & translate", Line.SOLID)))
                .svg();

        Document document = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
        assertThat(document.getDocumentElement().getTextContent())
                .contains("a <b> & c", "guest", "driver", "Q3", "SSCH <cc 0>", "K2", "pin & translate");
    }

    @Test
    void aStepThatIsDashedHasALineOfItsOwn() {
        assertThat(new SequencePlot(
                                "t",
                                "inferred",
                                List.of("guest", "driver"),
                                List.of(new Arrow("Q3", 0, 1, "", Line.DASHED)))
                        .svg())
                .containsPattern(
                        "x2=\"[0-9]+\" y2=\"[0-9]+\" stroke=\"#1c2430\" stroke-width=\"1.4\" stroke-dasharray=\"5 3\"");
    }
}
