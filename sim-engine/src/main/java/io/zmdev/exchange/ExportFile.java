package io.zmdev.exchange;

/**
 * A file of an export.
 *
 * @param path relative to the export's folder, names separated by single slashes, none of them {@code ..}
 * @param content the whole text
 * @param executable whether it is a program
 */
public record ExportFile(String path, String content, boolean executable) {

    static ExportFile text(String path, String content) {
        return new ExportFile(path, content, false);
    }

    static ExportFile program(String path, String content) {
        return new ExportFile(path, content, true);
    }
}
