package io.zmdev.sim.plot;

/** Text in SVG. */
public final class SvgText {

    private SvgText() {}

    /** The text with what XML has a meaning for written as entities; for content, not for attributes. */
    public static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
