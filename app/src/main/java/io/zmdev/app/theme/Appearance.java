package io.zmdev.app.theme;

import javafx.application.ColorScheme;
import javafx.application.Platform;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.scene.Scene;

/** What the user or the system wants the program to look like. */
public final class Appearance {

    /** Whether things move. */
    public enum Motion {
        FULL,
        REDUCED
    }

    private final ObjectProperty<Theme> theme = new SimpleObjectProperty<>();
    private final ObjectProperty<Motion> motion = new SimpleObjectProperty<>();

    public Appearance(Theme theme, Motion motion) {
        this.theme.set(theme);
        this.motion.set(motion);
    }

    /** What the system prefers. */
    public static Appearance ofSystem() {
        Platform.Preferences preferences = Platform.getPreferences();
        return new Appearance(
                preferences.getColorScheme() == ColorScheme.DARK ? Theme.DARK : Theme.LIGHT,
                preferences.isReducedMotion() ? Motion.REDUCED : Motion.FULL);
    }

    public ObjectProperty<Theme> themeProperty() {
        return theme;
    }

    public Theme theme() {
        return theme.get();
    }

    public ObjectProperty<Motion> motionProperty() {
        return motion;
    }

    /** Dresses the scene and keeps it dressed when the theme changes. */
    public void dress(Scene scene) {
        theme.subscribe(now -> scene.getStylesheets().setAll(now.stylesheets()));
    }
}
