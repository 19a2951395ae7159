package io.zmdev.app.matrix;

import static io.zmdev.app.fx.Texts.text;

import io.zmdev.app.matrix.VirtualChip.Side;
import io.zmdev.app.theme.Fonts;
import io.zmdev.app.theme.Theme;
import io.zmdev.model.ap.Card;
import io.zmdev.model.ap.CardType;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import javafx.geometry.Bounds;
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
        double top = places.headHeight();
        inside(left, places.headY(), width - left, top - places.headY(), this::paintColumnHeads);
        inside(places.headX(), top, left - places.headX(), height - top, this::paintRowHeads);
        if (places.links()) {
            List<VirtualChip> chips = VirtualChip.of(places, model.state().virtualDevices());
            inside(0, top, places.headX(), height - top, () -> paintChips(chips, Side.ADAPTER));
            inside(left, 0, width - left, places.headY(), () -> paintChips(chips, Side.DOMAIN));
        }
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
            g.fillText(
                    "%04x".formatted(domain), places.columnMiddle(column), (places.headY() + places.headHeight()) / 2);
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
            g.fillText("%02x".formatted(adapter), places.headX(), labelled ? middle - 8 : middle);
            if (labelled) {
                paintCard(model.state().situation().card(adapter), middle);
            }
        }
    }

    private void paintCard(Optional<Card> card, double middle) {
        g.setFont(Fonts.sans(13));
        g.setFill(theme.color("text"));
        g.fillText(card.map(MatrixWords::type).orElse(text("card.absent")), places.headX() + 22, middle - 8);
        g.setFont(Fonts.sans(11));
        g.setFill(theme.color("dim"));
        card.ifPresent(present -> g.fillText(condition(present), places.headX(), middle + 9));
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

    /** The links lie under the chips. */
    private void paintChips(List<VirtualChip> chips, Side side) {
        List<VirtualChip> here =
                chips.stream().filter(chip -> chip.side() == side).toList();
        here.forEach(this::paintLinks);
        g.setTextAlign(TextAlignment.LEFT);
        g.setFont(Fonts.mono(11));
        here.forEach(this::paintChip);
    }

    private void paintLinks(VirtualChip chip) {
        Bounds from = chip.bounds();
        g.setStroke(theme.color(
                isLit(chip) ? "accent" : Theme.guestToken(chip.device().hue())));
        g.setLineWidth(isLit(chip) ? 2.5 : 1.2);
        chip.ends(places).forEach(end -> {
            switch (chip.side()) {
                case ADAPTER -> {
                    double x = (from.getMaxX() + places.headX()) / 2;
                    curve(from.getMaxX(), from.getCenterY(), x, from.getCenterY(), x, end, places.headX() - 4, end);
                }
                case DOMAIN -> {
                    double y = (from.getMaxY() + places.headY()) / 2;
                    curve(from.getCenterX(), from.getMaxY(), from.getCenterX(), y, end, y, end, places.headY() + 2);
                }
            }
        });
    }

    private void curve(double x1, double y1, double cx1, double cy1, double cx2, double cy2, double x2, double y2) {
        g.beginPath();
        g.moveTo(x1, y1);
        g.bezierCurveTo(cx1, cy1, cx2, cy2, x2, y2);
        g.stroke();
    }

    private void paintChip(VirtualChip chip) {
        Bounds at = chip.bounds();
        g.setFill(theme.color(isLit(chip) ? "selection" : "panel"));
        g.fillRoundRect(at.getMinX(), at.getMinY(), at.getWidth(), at.getHeight(), 6, 6);
        g.setLineWidth(1);
        g.setStroke(theme.color(isLit(chip) ? "accent" : "line"));
        g.strokeRoundRect(at.getMinX() + 0.5, at.getMinY() + 0.5, at.getWidth() - 1, at.getHeight() - 1, 6, 6);
        g.setFill(theme.color(Theme.guestToken(chip.device().hue())));
        g.fillRect(at.getMinX() + 4, at.getCenterY() - 4, 8, 8);
        g.setFill(theme.color("text"));
        g.fillText(chip.label(), at.getMinX() + 15, at.getCenterY());
    }

    /** By what it is: where it is changes with scrolling. */
    private boolean isLit(VirtualChip chip) {
        return model.litProperty()
                .get()
                .filter(lit -> lit.device().equals(chip.device()) && lit.side() == chip.side() && lit.id() == chip.id())
                .isPresent();
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
