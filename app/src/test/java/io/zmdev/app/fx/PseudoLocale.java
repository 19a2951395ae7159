package io.zmdev.app.fx;

import java.util.Collections;
import java.util.Enumeration;
import java.util.ResourceBundle;

/**
 * Texts in a language that nobody speaks: the English ones between brackets, a third longer. Where a bracket is missing,
 * words were put together in the program or cut off on the screen.
 */
public final class PseudoLocale extends ResourceBundle implements AutoCloseable {

    public static final String OPENING = "⟦";
    public static final String CLOSING = "⟧";

    private static final int SHORTEST_PADDING = 1;

    private final ResourceBundle english = getBundle("io.zmdev.assets.i18n.studio");

    /** Makes the program speak it. */
    public PseudoLocale() {
        Texts.use(this);
    }

    @Override
    protected Object handleGetObject(String key) {
        String text = english.getString(key);
        return OPENING + text + "~".repeat(SHORTEST_PADDING + words(text) / 3) + CLOSING;
    }

    /** The length of a text without its {@code {0,choice,…}} arguments. */
    private static int words(String pattern) {
        return pattern.replaceAll("\\{[^{}]*(\\{[^{}]*}[^{}]*)*}", "").length();
    }

    @Override
    public Enumeration<String> getKeys() {
        return Collections.enumeration(english.keySet());
    }

    @Override
    public void close() {
        Texts.use(english);
    }
}
