package io.zmdev.hw.host;

/**
 * Where the same files of entries are found.
 *
 * @param folder what stands before the entries' names in the paths that are asked for
 * @param start the folder where they are found
 * @param entries patterns of the names from there on, with slashes between; the last one is that of the entries
 */
record Place(String folder, String start, String entries) {

    /** That of a look with a shortcut. */
    static Place of(Look look) {
        Look.Shortcut shortcut = look.shortcut().orElseThrow();
        String folder = Look.folder(look.pattern());
        String names = look.pattern().substring(folder.length(), look.pattern().lastIndexOf('/'));
        String start = shortcut.start();
        return new Place(folder, start, shortcut.folders().substring(start.length()) + "/" + names);
    }

    /**
     * Those of the entries whose first name that a pattern stands for ends with one of some characters.
     *
     * @param characters as a shell writes a set of them, {@code [ab]} or {@code [!ab]}
     */
    Place ending(String characters) {
        int end = entries.indexOf('/', Math.max(entries.indexOf('*'), 0));
        String first = end < 0 ? entries : entries.substring(0, end);
        String rest = end < 0 ? "" : entries.substring(end);
        return new Place(folder, start, first + characters + rest);
    }
}
