package io.zmdev.sim.plot;

/** Text in SVG. */
final class SvgText {

    private SvgText() {}

    /** The text with what XML has a meaning for written as entities; for content, not for attributes. */
    static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
