package io.zmdev.app.matrix;

import static io.zmdev.app.fx.Texts.text;

import io.zmdev.app.theme.Fonts;
import io.zmdev.app.theme.Theme;
import io.zmdev.model.ap.Card;
import io.zmdev.model.ap.CardType;
import java.util.Optional;
import java.util.stream.Collectors;
import javafx.geometry.VPos;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.paint.Color;
import javafx.scene.text.TextAlignment;

/** The words of the matrix, painted once: the heads of rows and columns, and the marks on cells that have room for them. */
final class MatrixWords {

    private final GraphicsContext g;
    private final double width;
    private final double height;
    private final MatrixViewModel model;
    private final MatrixGeometry geometry;
    private final MatrixPlaces places;
    private final Theme theme;

    MatrixWords(Canvas canvas, MatrixViewModel model, MatrixPlaces places, Theme theme) {
        this.g = canvas.getGraphicsContext2D();
        this.width = canvas.getWidth();
        this.height = canvas.getHeight();
        this.model = model;
        this.geometry = places.geometry();
        this.places = places;
        this.theme = theme;
    }

    void paint() {
        g.clearRect(0, 0, width, height);
        g.setTextBaseline(VPos.CENTER);
        double left = places.headWidth();
        double top = MatrixPlaces.HEAD_HEIGHT;
        inside(left, 0, width - left, top, this::paintColumnHeads);
        inside(0, top, left, height - top, this::paintRowHeads);
        if (geometry.zoom().labelled()) {
            inside(left, top, width - left, height - top, this::paintMarks);
        }
    }

    private void inside(double x, double y, double wide, double high, Runnable painting) {
        g.save();
        g.beginPath();
        g.rect(x, y, wide, high);
        g.clip();
        painting.run();
        g.restore();
    }

    private void paintColumnHeads() {
        g.setTextAlign(TextAlignment.CENTER);
        int step = stepFor(geometry.columnPitch(), 36);
        int first = places.firstColumn() / step * step;
        for (int column = first; column < geometry.columns() && places.cellX(column) < width; column += step) {
            int domain = geometry.domainAt(column);
            g.setFont(Fonts.mono(12));
            g.setFill(theme.color("dim"));
            g.fillText("%04x".formatted(domain), places.columnMiddle(column), MatrixPlaces.HEAD_HEIGHT / 2);
        }
    }

    private void paintRowHeads() {
        g.setTextAlign(TextAlignment.LEFT);
        int step = stepFor(geometry.rowPitch(), 14);
        int first = places.firstRow() / step * step;
        for (int row = first; row < geometry.rows() && places.cellY(row) < height; row += step) {
            int adapter = geometry.adapterAt(row);
            double middle = places.rowMiddle(row);
            boolean labelled = geometry.zoom().labelled();
            g.setFont(labelled ? Fonts.monoBold(13) : Fonts.mono(12));
            g.setFill(theme.color(labelled ? "text" : "dim"));
            g.fillText("%02x".formatted(adapter), 0, labelled ? middle - 8 : middle);
            if (labelled) {
                paintCard(model.state().situation().card(adapter), middle);
            }
        }
    }

    private void paintCard(Optional<Card> card, double middle) {
        g.setFont(Fonts.sans(13));
        g.setFill(theme.color("text"));
        g.fillText(card.map(MatrixWords::type).orElse(text("card.absent")), 22, middle - 8);
        g.setFont(Fonts.sans(11));
        g.setFill(theme.color("dim"));
        card.ifPresent(present -> g.fillText(condition(present), 0, middle + 9));
    }

    private static String type(Card card) {
        return card.type().map(CardType::toString).orElse(text("unknown"));
    }

    /** Mode and state of a card: {@code CCA · online}. */
    private static String condition(Card card) {
        String mode = card.type().map(type -> text("mode." + type.mode())).orElse(text("unknown"));
        String state = !card.configured().isKnown()
                ? text("unknown")
                : !card.configured().get()
                        ? text("card.deconfigured")
                        : card.checkstopped().orElse(false)
                                ? text("card.checkstopped")
                                : text(card.online().orElse(false) ? "card.online" : "card.offline");
        return mode + " · " + state;
    }

    private void paintMarks() {
        g.setTextAlign(TextAlignment.RIGHT);
        g.setFont(Fonts.sans(10));
        int firstColumn = places.firstColumn();
        for (int row = places.firstRow(); row < geometry.rows(); row++) {
            if (places.cellY(row) > height) {
                break;
            }
            for (int column = firstColumn; column < geometry.columns() && places.cellX(column) < width; column++) {
                CellLook look = model.look(geometry.apqn(row, column));
                if (look.marks().isEmpty()) {
                    continue;
                }
                double right = places.cellX(column) + geometry.zoom().cellWidth() - 4;
                double top = places.cellY(row) + 8;
                String words = look.marks().stream()
                        .sorted()
                        .map(mark -> text("mark." + mark))
                        .collect(Collectors.joining(" "));
                g.setFill(markColor(look));
                g.fillText(words, right, top);
            }
        }
    }

    private Color markColor(CellLook look) {
        return switch (look.fill()) {
            case EFFECTIVE -> theme.onGuest(look.hue());
            case ASSIGNED, FILTERED, CONFLICT -> theme.color("text");
            case ABSENT, UNKNOWN, HOST, FREE, GHOST -> theme.color("dim");
        };
    }

    /** How many heads there are from one that is written to the next. */
    private static int stepFor(int pitch, int room) {
        int step = 1;
        while (step * pitch < room) {
            step *= 2;
        }
        return step;
    }
}
