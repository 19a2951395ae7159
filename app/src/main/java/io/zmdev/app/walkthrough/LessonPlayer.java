package io.zmdev.app.walkthrough;

import io.zmdev.sim.channel.Field;
import io.zmdev.sim.flow.Lesson;
import io.zmdev.sim.flow.Lesson.Task;
import io.zmdev.sim.flow.Player;
import io.zmdev.sim.flow.Run;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/** A lesson while it is learned: the question that is asked, and whether the open run was read right. */
final class LessonPlayer {

    /**
     * Where the learner is.
     *
     * @param number of the question, from 0
     */
    record Place(Lesson lesson, int number, Verdict verdict) {

        Task task() {
            return lesson.tasks().get(number);
        }

        boolean isLast() {
            return number == lesson.tasks().size() - 1;
        }
    }

    /** What is said of the answer. */
    enum Verdict {
        ASKED,
        WRONG,
        RIGHT
    }

    private final WalkthroughViewModel model;
    private final ReadOnlyObjectWrapper<Optional<Place>> place = new ReadOnlyObjectWrapper<>(Optional.empty());

    LessonPlayer(WalkthroughViewModel model) {
        this.model = model;
        model.positionProperty().subscribe(position -> moved(position.intValue()));
    }

    List<Lesson> lessons() {
        return model.lessonsProperty().get();
    }

    /** Empty while there is no lesson. */
    ReadOnlyObjectProperty<Optional<Place>> placeProperty() {
        return place.getReadOnlyProperty();
    }

    /** Begins a lesson with its scenario. */
    void begin(Lesson lesson) {
        place.set(Optional.of(new Place(lesson, 0, Verdict.ASKED)));
        model.choose(lesson.scenario());
    }

    /** Takes what was typed for an answer: a count in decimal, a field in hexadecimal as it is shown everywhere. */
    void answer(String typed) {
        run().ifPresent(run -> place.get()
                .ifPresent(at -> judge(
                        at,
                        switch (at.task()) {
                            case Lesson.GoTo there ->
                                Lesson.isThere(
                                        there, run, model.positionProperty().get());
                            case Lesson.Count count -> typed.strip().equals(Long.toString(Lesson.answer(count, run)));
                            case Lesson.ReadField field -> isValue(typed, fieldOf(field, run));
                        })));
    }

    /** Shows the right answer: goes to the place, or gives the words. */
    String show() {
        return run().flatMap(run -> place.get().map(at -> shown(at, run))).orElse("");
    }

    /** On to the next question. */
    void next() {
        place.get()
                .filter(at -> !at.isLast())
                .ifPresent(at -> place.set(Optional.of(new Place(at.lesson(), at.number() + 1, Verdict.ASKED))));
    }

    private String shown(Place at, Run run) {
        return switch (at.task()) {
            case Lesson.GoTo there -> {
                new Player(run).positionsOf(there.condition()).findFirst().ifPresent(model::seek);
                yield "";
            }
            case Lesson.Count count -> Long.toString(Lesson.answer(count, run));
            case Lesson.ReadField field -> fieldOf(field, run).hex().substring(2);
        };
    }

    /** The run stands where it stood after it was read. */
    private Field fieldOf(Lesson.ReadField field, Run run) {
        Field value = Lesson.answer(field, run);
        run.timeTravel().seek(model.positionProperty().get());
        return value;
    }

    private static boolean isValue(String typed, Field field) {
        String digits = typed.strip().toLowerCase(Locale.ROOT).replaceFirst("^0x", "");
        return digits.matches("[0-9a-f]{1,16}") && Long.parseUnsignedLong(digits, 16) == field.value();
    }

    /** Coming to the right place answers; passing a wrong one is no mistake. */
    private void moved(int position) {
        place.get()
                .filter(at -> at.verdict() != Verdict.RIGHT)
                .ifPresent(at -> run().ifPresent(run -> {
                    if (at.task() instanceof Lesson.GoTo there && Lesson.isThere(there, run, position)) {
                        judge(at, true);
                    }
                }));
    }

    private void judge(Place at, boolean right) {
        place.set(Optional.of(new Place(at.lesson(), at.number(), right ? Verdict.RIGHT : Verdict.WRONG)));
    }

    /** The open run, if it is of the lesson's scenario. */
    private Optional<Run> run() {
        return model.runProperty()
                .get()
                .filter(run -> place.get()
                        .filter(at -> at.lesson()
                                .scenario()
                                .name()
                                .equals(run.scenario().name()))
                        .isPresent());
    }
}
