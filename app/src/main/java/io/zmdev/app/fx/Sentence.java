package io.zmdev.app.fx;

import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javafx.scene.text.Text;
import javafx.scene.text.TextFlow;

/** A sentence in which ids, numbers with 0x, paths and names with an underscore stand in the fixed-width font, and given words in bold. */
public final class Sentence extends TextFlow {

    /** A word without the punctuation that ends it. */
    private static final Pattern WORD = Pattern.compile("[^\\s,;:()]*[^\\s,;:().]");

    private static final Pattern CODE = Pattern.compile(
            "[0-9a-f]{2}\\.[0-9a-f]{4}" // APQN
                    + "|[0-9a-f]{1,2}\\.[0-9]\\.[0-9a-f]{4}" // bus id
                    + "|[0-9a-f]{4}|0x[0-9a-f]+" // domain, number
                    + "|0[0-9a-f]" // adapter
                    + "|/[^\\s]+" // path
                    + "|[a-z0-9]+(_[a-z0-9]+)+" // attribute, driver
                    + "|E[A-Z0-9]{3,}"); // errno

    private final String text;

    /** @param bold words that stand out */
    public Sentence(String text, Set<String> bold) {
        this.text = text;
        getStyleClass().add("sentence");
        Matcher word = WORD.matcher(text);
        int at = 0;
        while (word.find()) {
            if (bold.contains(word.group())) {
                add(text.substring(at, word.start()), "text");
                add(word.group(), "strong");
                at = word.end();
            } else if (CODE.matcher(word.group()).matches()) {
                add(text.substring(at, word.start()), "text");
                add(word.group(), "code");
                at = word.end();
            }
        }
        add(text.substring(at), "text");
    }

    /** The whole sentence. */
    public String text() {
        return text;
    }

    private void add(String part, String style) {
        if (!part.isEmpty()) {
            Text run = new Text(part);
            run.getStyleClass().setAll("sentence-" + style);
            getChildren().add(run);
        }
    }
}
