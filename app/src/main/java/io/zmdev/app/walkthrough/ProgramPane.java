package io.zmdev.app.walkthrough;

import static io.zmdev.app.fx.Texts.text;

import io.zmdev.app.fx.Section;
import io.zmdev.sim.channel.Ccw;
import io.zmdev.sim.channel.Field;
import io.zmdev.sim.channel.Structures;
import io.zmdev.sim.flow.Step;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import javafx.css.PseudoClass;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.VBox;

/** The channel program before and after translation, and what the step does. */
final class ProgramPane extends VBox {

    private static final PseudoClass CURRENT = PseudoClass.getPseudoClass("current");
    /** A longer program shows the lines around the current one. */
    private static final int MOST_LINES = 12;
    /** The column that gives way when there is little room. */
    private static final int COMMAND_NAME = 2;

    /** Its least width, in px. */
    private static final double SHORTENED = 94;

    ProgramPane(WalkthroughViewModel model) {
        getStyleClass().add("detail-pane");
        model.momentProperty()
                .subscribe(moment ->
                        getChildren().setAll(moment.map(ProgramPane::sections).orElse(List.of())));
    }

    private static List<Node> sections(Moment moment) {
        return List.of(
                new Section(text("walk.program"), program(moment.program())),
                new Section(
                        text("walk.what"),
                        moment.step().map(ProgramPane::what).orElseGet(() -> dim(text("walk.beginning")))));
    }

    private static Node program(List<ProgramLine> lines) {
        if (lines.isEmpty()) {
            return dim(text("walk.noProgram"));
        }
        GridPane grid = new GridPane();
        grid.getStyleClass().add("program");
        int first = firstShown(lines);
        int end = Math.min(lines.size(), first + MOST_LINES);
        for (int i = first; i < end; i++) {
            addLine(grid, i - first, lines.get(i));
        }
        VBox box = new VBox(4, grid);
        if (end - first < lines.size()) {
            box.getChildren().add(dim(text("walk.moreCcws", lines.size() - (end - first))));
        }
        return box;
    }

    /** So that the last current line is in the middle. */
    private static int firstShown(List<ProgramLine> lines) {
        int current = 0;
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).current()) {
                current = i;
            }
        }
        return Math.clamp(current - MOST_LINES / 2, 0, Math.max(0, lines.size() - MOST_LINES));
    }

    private static void addLine(GridPane grid, int row, ProgramLine line) {
        long ccw = line.guest();
        Optional<ProgramLine.HostCcw> host = line.host();
        Label[] cells = {
            cell("%x".formatted(line.address()), "dim"),
            cell("%02x".formatted(Ccw.command(ccw)), "strong"),
            cell(commandName(ccw), "strong"),
            cell(flags(ccw), "plain"),
            cell(Integer.toString(Ccw.count(ccw)), "number"),
            cell("%x".formatted(Ccw.address(ccw)), "plain"),
            cell("→", "dim"),
            cell(host.map(translated -> flags(added(ccw, translated.ccw()))).orElse(""), "plain"),
            cell(
                    host.map(translated -> "%x".formatted(Ccw.address(translated.ccw())))
                            .orElse(""),
                    "plain"),
            cell(
                    host.flatMap(ProgramLine.HostCcw::firstIdaw)
                            .map("→ %x"::formatted)
                            .orElse(""),
                    "plain")
        };
        for (Label cell : cells) {
            cell.pseudoClassStateChanged(CURRENT, line.current());
            cell.setMinWidth(USE_PREF_SIZE);
        }
        cells[COMMAND_NAME].setMinWidth(SHORTENED);
        grid.addRow(row, cells);
    }

    private static Label cell(String words, String style) {
        Label cell = new Label(words);
        cell.getStyleClass().addAll("program-cell", "program-" + style);
        cell.setMaxWidth(Double.MAX_VALUE);
        return cell;
    }

    /** What the table of CCWs calls the command. */
    private static String commandName(long ccw) {
        String meaning = fields(ccw).getFirst().meaning();
        int colon = meaning.indexOf(": ");
        return colon < 0 ? "" : meaning.substring(colon + 2);
    }

    private static String flags(long ccw) {
        return fields(ccw).stream()
                .filter(field -> field.bitLength() == 1 && field.value() == 1)
                .map(field -> field.meaning().substring(0, field.meaning().indexOf(':')))
                .collect(Collectors.joining(" "));
    }

    /** The host's CCW with the flags alone that the guest's lacks. */
    private static long added(long guest, long host) {
        return Ccw.of(Ccw.command(host), Ccw.flags(host) & ~Ccw.flags(guest), Ccw.count(host), Ccw.address(host));
    }

    private static List<Field> fields(long ccw) {
        return Structures.CCW1.fields(ByteBuffer.allocate(Ccw.SIZE).putLong(ccw).array());
    }

    private static Node what(Step step) {
        Label sentence = new Label(step.what());
        sentence.setWrapText(true);
        Label source = new Label(text("walk.source", step.source()));
        source.getStyleClass().add("dim");
        source.setWrapText(true);
        return new VBox(6, sentence, source);
    }

    private static Label dim(String words) {
        Label label = new Label(words);
        label.getStyleClass().add("dim");
        label.setWrapText(true);
        return label;
    }
}
