package io.zmdev.app.queuelab;

import static io.zmdev.app.fx.Texts.text;

import io.zmdev.app.fx.Drawing;
import io.zmdev.app.theme.Appearance;
import io.zmdev.app.theme.Fonts;
import io.zmdev.model.ap.Apqn;
import io.zmdev.sim.ap.ApCard;
import io.zmdev.sim.ap.load.ApScenario;
import io.zmdev.sim.ap.load.QueueCourse;
import io.zmdev.sim.ap.load.QueueCourse.Look;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import javafx.geometry.VPos;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.paint.Color;
import javafx.scene.text.TextAlignment;

/**
 * What there is to see at a look, a column for each policy: the queues of each card with the messages on them, its engines and how
 * busy it was so far; what each guest waits for; how long answers took so far.
 */
final class LiveQueues extends Drawing {

    private static final double MARGIN = 14;
    private static final double GAP = 18;
    private static final double LINE = 18;
    private static final double QUEUE_HEIGHT = 46;
    private static final double WIDEST_QUEUE = 16;
    private static final double ENGINE = 8;
    private static final double HISTOGRAM = 90;
    private static final double US = 1000;

    private final QueueLabViewModel model;
    private final Appearance appearance;

    LiveQueues(QueueLabViewModel model, Appearance appearance) {
        super(text("queue.liveAccessible"));
        this.model = model;
        this.appearance = appearance;
        setId("live-queues");
        appearance.themeProperty().subscribe(theme -> request());
        model.lookProperty().subscribe(look -> request());
        model.coursesProperty().subscribe(courses -> {
            setMinHeight(courses.isEmpty() ? 0 : height());
            request();
        });
    }

    private double height() {
        ApScenario scenario = model.scenarioProperty().get().orElseThrow();
        return 2 * MARGIN
                + LINE
                + scenario.machine().cards().size() * (2 * LINE + QUEUE_HEIGHT)
                + (scenario.guests().size() + 2) * LINE
                + HISTOGRAM
                + LINE;
    }

    @Override
    protected void paint(GraphicsContext g, double width, double height) {
        List<QueueCourse> courses = model.coursesProperty().get();
        g.setTextBaseline(VPos.CENTER);
        g.setTextAlign(TextAlignment.LEFT);
        if (courses.isEmpty()) {
            g.setFont(Fonts.sans(13));
            g.setFill(color("dim"));
            g.fillText(text("queue.noLive"), MARGIN, MARGIN + LINE, width - 2 * MARGIN);
            return;
        }
        double column = (width - 2 * MARGIN - (courses.size() - 1) * GAP) / courses.size();
        int look = model.lookProperty().get();
        for (int i = 0; i < courses.size(); i++) {
            paintCourse(g, courses.get(i), look, MARGIN + i * (column + GAP), column);
        }
    }

    private void paintCourse(GraphicsContext g, QueueCourse course, int place, double x, double width) {
        Look look = course.looks().get(place);
        ApScenario scenario = model.scenarioProperty().get().orElseThrow();
        double y = MARGIN + LINE / 2;
        words(g, course.policy(), x, y, width, "text");
        y += LINE;
        for (int card = 0; card < scenario.machine().cards().size(); card++) {
            paintCard(g, course, look, card, x, y, width);
            y += 2 * LINE + QUEUE_HEIGHT;
        }
        words(g, text("queue.waitsFor"), x, y, width, "dim");
        for (int guest = 0; guest < scenario.guests().size(); guest++) {
            y += LINE;
            words(
                    g,
                    text(
                            "queue.inFlight",
                            scenario.guests().get(guest).name(),
                            look.inFlight().get(guest)),
                    x,
                    y,
                    width,
                    "text");
        }
        y += LINE;
        words(g, text("queue.answered", look.answered()), x, y, width, "dim");
        paintAnswers(g, look, x, y + LINE, width);
    }

    private void paintCard(
            GraphicsContext g, QueueCourse course, Look look, int card, double x, double y, double width) {
        ApCard described =
                model.scenarioProperty().get().orElseThrow().machine().cards().get(card);
        words(
                g,
                text(
                        "queue.cardBusy",
                        described.id().toString(),
                        Math.round(100 * look.utilisation().get(card))),
                x,
                y,
                width,
                "dim");
        double engineY = y + LINE - ENGINE;
        for (int engine = 0; engine < described.engines(); engine++) {
            double engineX = x + engine * (ENGINE + 3);
            g.setStroke(color("dim"));
            g.strokeRect(engineX + 0.5, engineY + 0.5, ENGINE - 1, ENGINE - 1);
            if (engine < look.busyEngines().get(card)) {
                g.setFill(color("accent"));
                g.fillRect(engineX, engineY, ENGINE, ENGINE);
            }
        }
        int[] queues = IntStream.range(0, course.queues().size())
                .filter(queue -> isOf(described, course.queues().get(queue)))
                .toArray();
        double pitch = Math.min(WIDEST_QUEUE, width / Math.max(1, queues.length));
        for (int i = 0; i < queues.length; i++) {
            paintQueue(
                    g,
                    x + i * pitch,
                    y + LINE + 4,
                    Math.max(1, pitch - 2),
                    look.outstanding().get(queues[i]),
                    course.depths().get(queues[i]));
        }
    }

    private static boolean isOf(ApCard card, Apqn queue) {
        return queue.adapter().equals(card.id());
    }

    /** A column that is as full as the queue; a full one has a lid. */
    private void paintQueue(GraphicsContext g, double x, double y, double width, int outstanding, int depth) {
        double height = QUEUE_HEIGHT - 8;
        double full = height * outstanding / depth;
        g.setFill(color("host"));
        g.fillRect(x, y, width, height);
        g.setFill(color(outstanding == depth ? "bad" : "accent"));
        g.fillRect(x, y + height - full, width, full);
        if (outstanding == depth) {
            g.setStroke(color("text"));
            g.strokeLine(x, y - 1.5, x + width, y - 1.5);
        }
    }

    /** How long answers took: each bar is twice as long a time as the one before; all policies have the same scales. */
    private void paintAnswers(GraphicsContext g, Look look, double x, double y, double width) {
        List<Look> ends = model.coursesProperty().get().stream()
                .map(other -> other.looks().getLast())
                .toList();
        int first = first(ends);
        int last = last(ends);
        long most = ends.stream()
                .flatMap(end -> end.answers().stream())
                .mapToLong(Long::longValue)
                .max()
                .orElse(1);
        double pitch = width / (last - first + 1);
        double base = y + HISTOGRAM - LINE;
        for (int place = first; place <= last; place++) {
            double high = (base - y) * look.answers().get(place) / Math.max(1, most);
            g.setFill(color("accent"));
            g.fillRect(x + (place - first) * pitch, base - high, Math.max(1, pitch - 2), high);
        }
        g.setStroke(color("line"));
        g.strokeLine(x, base + 0.5, x + width, base + 0.5);
        words(g, microseconds(first), x, base + LINE / 2, width, "dim");
        g.setTextAlign(TextAlignment.RIGHT);
        words(g, microseconds(last + 1), x + width, base + LINE / 2, width, "dim");
        g.setTextAlign(TextAlignment.LEFT);
    }

    private static int first(List<Look> looks) {
        return IntStream.range(0, Long.SIZE)
                .filter(place -> looks.stream().anyMatch(look -> look.answers().get(place) > 0))
                .findFirst()
                .orElse(0);
    }

    private static int last(List<Look> looks) {
        return IntStream.range(0, Long.SIZE)
                .filter(place -> looks.stream().anyMatch(look -> look.answers().get(place) > 0))
                .max()
                .orElse(0);
    }

    private static String microseconds(int magnitude) {
        return text("queue.us", String.format(Locale.ENGLISH, "%,.0f", Math.pow(2, magnitude) / US));
    }

    private void words(GraphicsContext g, String words, double x, double y, double width, String token) {
        g.setFont(Fonts.sans(12));
        g.setFill(color(token));
        g.fillText(words, x, y, width);
    }

    private Color color(String token) {
        return appearance.theme().color(token);
    }
}
