package io.zmdev.app.theme;

import java.util.Objects;
import javafx.application.ColorScheme;
import javafx.application.Platform;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.collections.MapChangeListener;
import javafx.scene.Scene;

/** What the user or the system wants the program to look like. */
public final class Appearance {

    /** Whether things move. */
    public enum Motion {
        FULL,
        REDUCED
    }

    /** What JavaFX calls the name of the theme on Linux; the ones of GNOME for high contrast begin alike. */
    private static final String GTK_THEME = "GTK.theme_name";

    private static final String GTK_HIGH_CONTRAST = "HighContrast";

    private final ObjectProperty<Theme> theme = new SimpleObjectProperty<>();
    private final ObjectProperty<Motion> motion = new SimpleObjectProperty<>();

    public Appearance(Theme theme, Motion motion) {
        this.theme.set(theme);
        this.motion.set(motion);
    }

    /** What the system prefers, at each moment. */
    public static Appearance ofSystem() {
        Platform.Preferences preferences = Platform.getPreferences();
        Appearance appearance = new Appearance(themeOf(preferences), motionOf(preferences));
        preferences.addListener((MapChangeListener<String, Object>) change -> {
            appearance.theme.set(themeOf(preferences));
            appearance.motion.set(motionOf(preferences));
        });
        return appearance;
    }

    private static Theme themeOf(Platform.Preferences preferences) {
        if (Objects.toString(preferences.get(GTK_THEME), "").startsWith(GTK_HIGH_CONTRAST)) {
            return Theme.CONTRAST;
        }
        return preferences.getColorScheme() == ColorScheme.DARK ? Theme.DARK : Theme.LIGHT;
    }

    private static Motion motionOf(Platform.Preferences preferences) {
        return preferences.isReducedMotion() ? Motion.REDUCED : Motion.FULL;
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
