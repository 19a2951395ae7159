package io.zmdev.exchange;

/** Text that goes into XML 1.0. */
final class XmlText {

    private static final int REPLACEMENT = 0xfffd;

    private XmlText() {}

    /** The text with U+FFFD for each character that XML 1.0 can't hold (production 2, Char) or folds into a blank. */
    static String legal(String text) {
        StringBuilder legal = new StringBuilder();
        text.codePoints().map(c -> isLegal(c) ? c : REPLACEMENT).forEach(legal::appendCodePoint);
        return legal.toString();
    }

    /** The text as character data or as an attribute's value. */
    static String escaped(String text) {
        return legal(text)
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("'", "&apos;")
                .replace("\"", "&quot;");
    }

    private static boolean isLegal(int c) {
        boolean control = c < 0x20 || (c >= 0x7f && c <= 0x9f);
        boolean surrogateOrNone = (c >= 0xd800 && c <= 0xdfff) || c == 0xfffe || c == 0xffff;
        return !control && !surrogateOrNone;
    }
}
