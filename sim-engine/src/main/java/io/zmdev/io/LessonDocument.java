package io.zmdev.io;

import io.zmdev.sim.flow.Condition;
import io.zmdev.sim.flow.Lesson;
import io.zmdev.sim.flow.Lesson.Block;
import io.zmdev.sim.flow.Lesson.Task;
import io.zmdev.sim.vfioccw.FsmState;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/** Reads a lesson, {@code zmdev.lesson/1} (docs/formats.md). */
public final class LessonDocument {

    public static final String FORMAT = "zmdev.lesson/1";

    private static final String ASSETS = "/io/zmdev/assets/lessons/";
    private static final String STEP = "[A-Z][0-9]+(\\.[0-9]+)?";

    private LessonDocument() {}

    /** The lessons that come with the program, the easiest first. */
    public static List<Lesson> builtIn() {
        return new String(resource("index.txt"), StandardCharsets.UTF_8)
                .lines()
                .map(name -> parse(name + ".json", resource(name + ".json")))
                .toList();
    }

    /**
     * Reads a lesson from memory.
     *
     * @param source what messages call it
     */
    public static Lesson parse(String source, byte[] json) {
        JsonValue top = JsonInput.parse(source, json).requireFormat(FORMAT);
        JsonValue tasks = top.required("tasks");
        List<Task> read = tasks.array(LessonDocument::task);
        if (read.isEmpty()) {
            throw tasks.error("at least one task is needed");
        }
        return new Lesson(
                top.required("name").name(),
                top.required("note").text(),
                ScenarioDocument.builtIn(top.required("scenario")
                        .oneOf(JsonValue.byId(
                                ScenarioDocument.builtInNames().toArray(String[]::new), Function.identity()))),
                read);
    }

    private static Task task(JsonValue task) {
        String ask = task.required("ask").text();
        String because = task.required("because").text();
        JsonValue what = onlyOf(task, List.of("goTo", "count", "field"));
        return switch (what.step()) {
            case "goTo" -> new Lesson.GoTo(ask, because, condition(what));
            case "count" -> new Lesson.Count(ask, because, condition(what));
            default -> field(ask, because, what);
        };
    }

    private static Task field(String ask, String because, JsonValue field) {
        Block block = field.required("of").oneOf(JsonValue.byId(Block.values(), Block::id));
        String name = field.required("name")
                .oneOf(JsonValue.byId(block.fields().toArray(String[]::new), Function.identity()));
        return new Lesson.ReadField(ask, because, condition(field.required("after")), block, name);
    }

    private static Condition condition(JsonValue condition) {
        JsonValue what = onlyOf(condition, List.of("step", "command", "cc", "state"));
        return switch (what.step()) {
            case "step" -> new Condition.StepIs(step(what));
            case "command" -> new Condition.CommandIs(what.integer(0, 0xff));
            case "cc" -> new Condition.ConditionCodeIs(what.integer(0, 3));
            default -> new Condition.StateBecomes(what.oneOf(JsonValue.byId(FsmState.values(), FsmState::name)));
        };
    }

    private static String step(JsonValue step) {
        if (!step.text().matches(STEP)) {
            throw step.error("the id of a step is needed, such as \"K2\" or \"K2.4\"");
        }
        return step.text();
    }

    /** The one of the keys that the object has. */
    private static JsonValue onlyOf(JsonValue object, List<String> keys) {
        List<JsonValue> found = object.object()
                .members()
                .filter(member -> keys.contains(member.getKey()))
                .map(Map.Entry::getValue)
                .toList();
        if (found.size() != 1) {
            throw object.error("exactly one of %s is needed".formatted(String.join(", ", keys)));
        }
        return found.getFirst();
    }

    private static byte[] resource(String name) {
        try (InputStream in = Objects.requireNonNull(LessonDocument.class.getResourceAsStream(ASSETS + name), name)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
