package io.zmdev.app.theme;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javafx.scene.paint.Color;

/**
 * A set of colours. Each is a named token in {@code assets/themes}; the style sheet refers to the token {@code accent} as
 * {@code -zm-accent}, painters ask {@link #color}.
 */
public enum Theme {
    LIGHT,
    DARK,
    CONTRAST;

    /** How many hues there are for guests. */
    public static final int GUEST_HUES = 8;

    private static final String ASSETS = "/io/zmdev/assets/";

    private static final Map<Theme, Map<String, Color>> TOKENS = loadAll();

    /** The style sheets of this theme, to be set on a scene: its tokens, then the rules that use them. */
    public List<String> stylesheets() {
        String rules = Objects.requireNonNull(Theme.class.getResource(ASSETS + "css/studio.css"))
                .toExternalForm();
        return List.of(tokenSheet(), rules);
    }

    /**
     * The colour of a token.
     *
     * @throws IllegalArgumentException when the theme has no such token
     */
    public Color color(String token) {
        Color color = tokens().get(token);
        if (color == null) {
            throw new IllegalArgumentException("theme " + this + " has no token '" + token + "'");
        }
        return color;
    }

    /** The colour of words on a guest's hue: the light or the dark one, whichever is read better. */
    public Color onGuest(int hue) {
        Color under = color(guestToken(hue));
        Color light = color("on-guest");
        Color dark = color("on-bright-guest");
        return contrast(light, under) >= contrast(dark, under) ? light : dark;
    }

    /** The contrast ratio of two opaque colours as WCAG 2 defines it, from 1 for the same colour to 21 for black and white. */
    public static double contrast(Color one, Color other) {
        double lighter = Math.max(luminance(one), luminance(other));
        double darker = Math.min(luminance(one), luminance(other));
        return (lighter + 0.05) / (darker + 0.05);
    }

    private static double luminance(Color color) {
        return 0.2126 * linear(color.getRed()) + 0.7152 * linear(color.getGreen()) + 0.0722 * linear(color.getBlue());
    }

    /** A channel of sRGB, 0..1, without its gamma. */
    private static double linear(double channel) {
        return channel <= 0.04045 ? channel / 12.92 : Math.pow((channel + 0.055) / 1.055, 2.4);
    }

    /** The token of a guest's hue; hues repeat after {@link #GUEST_HUES} guests. */
    public static String guestToken(int hue) {
        return "guest-" + (hue % GUEST_HUES + 1);
    }

    private String tokenSheet() {
        String sheet = tokens().entrySet().stream()
                .map(token -> "-zm-%s: %s;".formatted(token.getKey(), cssColor(token.getValue())))
                .collect(Collectors.joining("", ".root{", "}"));
        return "data:text/css;base64," + Base64.getEncoder().encodeToString(sheet.getBytes(StandardCharsets.US_ASCII));
    }

    /** The colour of a token as SVG has it, {@code #rrggbb}. */
    public String web(String token) {
        return web(color(token));
    }

    /** A colour as SVG has it, {@code #rrggbb}. */
    public static String web(Color color) {
        return cssColor(color).substring(0, 7);
    }

    /** JavaFX prints a colour as {@code 0xrrggbbaa}; css wants {@code #rrggbbaa}. */
    private static String cssColor(Color color) {
        return "#" + color.toString().substring(2);
    }

    private Map<String, Color> tokens() {
        return Objects.requireNonNull(TOKENS.get(this));
    }

    private static Map<Theme, Map<String, Color>> loadAll() {
        Map<Theme, Map<String, Color>> all = new EnumMap<>(Theme.class);
        for (Theme theme : values()) {
            all.put(theme, load(theme));
        }
        return all;
    }

    private static Map<String, Color> load(Theme theme) {
        Properties properties = new Properties();
        try (InputStream in = resource("themes/" + theme.name().toLowerCase(Locale.ROOT) + ".properties")) {
            properties.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Map<String, Color> colors = new TreeMap<>();
        properties.stringPropertyNames().forEach(name -> colors.put(name, Color.web(properties.getProperty(name))));
        return colors;
    }

    /** A file of the assets. */
    static InputStream resource(String path) {
        return Objects.requireNonNull(Theme.class.getResourceAsStream(ASSETS + path), path);
    }
}
