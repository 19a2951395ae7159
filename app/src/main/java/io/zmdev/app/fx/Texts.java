package io.zmdev.app.fx;

import java.text.MessageFormat;
import java.util.Locale;
import java.util.ResourceBundle;

/** The texts of the desktop, from the resource bundle {@code io.zmdev.assets.i18n.studio}. */
public final class Texts {

    private static final ResourceBundle BUNDLE = ResourceBundle.getBundle("io.zmdev.assets.i18n.studio");

    private Texts() {}

    /**
     * The text with its arguments filled in ({@link MessageFormat}).
     *
     * @throws java.util.MissingResourceException when the bundle lacks the key
     */
    public static String text(String key, Object... arguments) {
        return new MessageFormat(BUNDLE.getString(key), Locale.ENGLISH).format(arguments);
    }
}
