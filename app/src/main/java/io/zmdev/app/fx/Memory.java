package io.zmdev.app.fx;

import java.util.Arrays;
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

    /** The value whose name was kept last; a name that is none of the values any more counts as nothing. */
    default <E extends Enum<E>> E recall(String name, E otherwise) {
        Optional<String> text = recall(name);
        return Arrays.stream(otherwise.getDeclaringClass().getEnumConstants())
                .filter(value -> text.equals(Optional.of(value.name())))
                .findFirst()
                .orElse(otherwise);
    }

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
