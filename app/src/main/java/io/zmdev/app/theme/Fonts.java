package io.zmdev.app.theme;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import javafx.scene.text.Font;

/**
 * The fonts of painters; the style sheet names the same. JavaFX knows each weight of IBM Plex as a family of its own, so a
 * weight is chosen by the name.
 */
public final class Fonts {

    private static final List<String> FILES =
            List.of("IBMPlexSans-Regular", "IBMPlexSans-SemiBold", "IBMPlexMono-Regular", "IBMPlexMono-SemiBold");

    private Fonts() {}

    /** Makes the fonts available; needed once, before the first scene. */
    public static void load() {
        for (String name : FILES) {
            try (InputStream in = Theme.resource("fonts/" + name + ".ttf")) {
                Font.loadFont(in, 13);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** @param size in px */
    public static Font sans(double size) {
        return new Font("IBM Plex Sans", size);
    }

    /** @param size in px */
    public static Font mono(double size) {
        return new Font("IBM Plex Mono", size);
    }

    /** @param size in px */
    public static Font monoBold(double size) {
        return new Font("IBM Plex Mono SmBld", size);
    }
}
