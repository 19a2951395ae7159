package io.zmdev.app.fx;

import java.text.MessageFormat;
import java.util.Locale;
import java.util.ResourceBundle;

/** The texts of the desktop, from the resource bundle {@code io.zmdev.assets.i18n.studio}. */
public final class Texts {

    private static volatile ResourceBundle bundle = ResourceBundle.getBundle("io.zmdev.assets.i18n.studio");

    private Texts() {}

    /** Takes the texts from another bundle from here on; what is shown already stays. */
    static void use(ResourceBundle other) {
        bundle = other;
    }

    /**
     * The text with its arguments filled in ({@link MessageFormat}).
     *
     * @throws java.util.MissingResourceException when the bundle lacks the key
     */
    public static String text(String key, Object... arguments) {
        return new MessageFormat(bundle.getString(key), Locale.ENGLISH).format(arguments);
    }
}
