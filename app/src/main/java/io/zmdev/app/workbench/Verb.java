package io.zmdev.app.workbench;

import java.util.Optional;
import javafx.scene.input.KeyCombination;

/**
 * Something that the program does when asked, by key or by name.
 *
 * @param title as the command palette lists it
 */
public record Verb(String title, Optional<KeyCombination> keys, Runnable action) {

    public static Verb of(String title, Runnable action) {
        return new Verb(title, Optional.empty(), action);
    }

    /** @param keys as {@link KeyCombination#valueOf} reads them: {@code Shortcut+Z} */
    public static Verb of(String title, String keys, Runnable action) {
        return new Verb(title, Optional.of(KeyCombination.valueOf(keys)), action);
    }

    /** The keys as people read them, empty without any. */
    String keysText() {
        return keys.map(KeyCombination::getDisplayText).orElse("");
    }
}
