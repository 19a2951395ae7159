package io.zmdev.app;

import io.zmdev.app.fx.Memory;
import io.zmdev.app.project.RecentFiles;
import io.zmdev.app.theme.Appearance;
import io.zmdev.app.theme.Appearance.Motion;
import io.zmdev.app.theme.Theme;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;

/** What a person has set, kept between runs; what was not chosen is as the system has it. Belongs to the JavaFX thread. */
final class Settings {

    /** The theme that was asked for. */
    enum ThemeChoice {
        SYSTEM,
        LIGHT,
        DARK,
        CONTRAST;

        static ThemeChoice of(Theme theme) {
            return switch (theme) {
                case LIGHT -> LIGHT;
                case DARK -> DARK;
                case CONTRAST -> CONTRAST;
            };
        }
    }

    /** Whether things shall move. */
    enum MotionChoice {
        SYSTEM,
        FULL,
        REDUCED
    }

    private final Memory memory;
    private final Appearance system;
    private final Appearance appearance;
    private final ObjectProperty<ThemeChoice> theme;
    private final ObjectProperty<MotionChoice> motion;
    private final ObjectProperty<UiScale> scale;

    /** @param system what the system prefers */
    Settings(Memory memory, Appearance system) {
        this.memory = memory;
        this.system = system;
        theme = kept("theme", ThemeChoice.SYSTEM);
        motion = kept("motion", MotionChoice.SYSTEM);
        scale = kept(UiScale.NAME, UiScale.SYSTEM);
        appearance = new Appearance(themeNow(), motionNow());
        theme.subscribe(this::show);
        motion.subscribe(this::show);
        system.themeProperty().subscribe(this::show);
        system.motionProperty().subscribe(this::show);
    }

    /** How the program looks. */
    Appearance appearance() {
        return appearance;
    }

    RecentFiles recentFiles() {
        return new RecentFiles(memory);
    }

    WindowPlace windowPlace() {
        return new WindowPlace(memory);
    }

    ObjectProperty<ThemeChoice> themeProperty() {
        return theme;
    }

    ObjectProperty<MotionChoice> motionProperty() {
        return motion;
    }

    /** Of the next start. */
    ObjectProperty<UiScale> scaleProperty() {
        return scale;
    }

    /** What outlives the program. */
    Memory memory() {
        return memory;
    }

    /** A choice that outlives the program. */
    private <E extends Enum<E>> ObjectProperty<E> kept(String name, E otherwise) {
        ObjectProperty<E> choice = new SimpleObjectProperty<>(memory.recall(name, otherwise));
        choice.subscribe((before, now) -> memory.keep(name, now.name()));
        return choice;
    }

    private void show() {
        appearance.themeProperty().set(themeNow());
        appearance.motionProperty().set(motionNow());
    }

    private Theme themeNow() {
        return switch (theme.get()) {
            case SYSTEM -> system.theme();
            case LIGHT -> Theme.LIGHT;
            case DARK -> Theme.DARK;
            case CONTRAST -> Theme.CONTRAST;
        };
    }

    private Motion motionNow() {
        return switch (motion.get()) {
            case SYSTEM -> system.motionProperty().get();
            case FULL -> Motion.FULL;
            case REDUCED -> Motion.REDUCED;
        };
    }
}
