package io.zmdev.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.zmdev.app.Settings.MotionChoice;
import io.zmdev.app.Settings.ThemeChoice;
import io.zmdev.app.theme.Appearance;
import io.zmdev.app.theme.Appearance.Motion;
import io.zmdev.app.theme.Theme;
import org.junit.jupiter.api.Test;

class SettingsTest {

    private final MapMemory memory = new MapMemory();
    private final Appearance system = new Appearance(Theme.LIGHT, Motion.FULL);
    private final Settings settings = new Settings(memory, system);

    @Test
    void withoutAChoiceTheSystemIsFollowed() {
        system.themeProperty().set(Theme.DARK);
        system.motionProperty().set(Motion.REDUCED);

        assertThat(settings.appearance().theme()).isEqualTo(Theme.DARK);
        assertThat(settings.appearance().motionProperty().get()).isEqualTo(Motion.REDUCED);
    }

    @Test
    void aChoiceHoldsAgainstTheSystemAndInTheNextRun() {
        settings.themeProperty().set(ThemeChoice.CONTRAST);
        settings.motionProperty().set(MotionChoice.REDUCED);
        settings.scaleProperty().set(UiScale.PERCENT_150);
        system.themeProperty().set(Theme.DARK);
        Settings next = new Settings(memory, system);

        assertThat(settings.appearance().theme()).isEqualTo(Theme.CONTRAST);
        assertThat(next.appearance().theme()).isEqualTo(Theme.CONTRAST);
        assertThat(next.appearance().motionProperty().get()).isEqualTo(Motion.REDUCED);
        assertThat(next.scaleProperty().get()).isEqualTo(UiScale.PERCENT_150);
    }

    @Test
    void whatIsNoChoiceAnyMoreCountsAsNone() {
        memory.keep("theme", "SEPIA");

        assertThat(new Settings(memory, system).themeProperty().get()).isEqualTo(ThemeChoice.SYSTEM);
    }
}
