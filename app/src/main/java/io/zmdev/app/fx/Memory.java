package io.zmdev.app.fx;

import java.util.Optional;
import java.util.prefs.Preferences;

/** Short texts by name that outlive the program. */
public interface Memory {

    /** Keeps nothing. */
    Memory NONE = new Memory() {
        @Override
        public Optional<String> recall(String name) {
            return Optional.empty();
        }

        @Override
        public void keep(String name, String text) {}
    };

    /** What was kept last under the name. */
    Optional<String> recall(String name);

    /** @param text at most {@link Preferences#MAX_VALUE_LENGTH} characters */
    void keep(String name, String text);

    /** What the platform keeps for the user. */
    static Memory of(Preferences preferences) {
        return new Memory() {
            @Override
            public Optional<String> recall(String name) {
                return Optional.ofNullable(preferences.get(name, null));
            }

            @Override
            public void keep(String name, String text) {
                preferences.put(name, text);
            }
        };
    }
}
