package io.zmdev.hw.host;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/** Makes bundles for tests, good and bad, entry by entry. */
final class BundleFiles {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final TarArchiveOutputStream tar;
    private final StringBuilder manifest = new StringBuilder();

    private BundleFiles() throws IOException {
        tar = new TarArchiveOutputStream(new GZIPOutputStream(bytes), "UTF-8");
        tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
    }

    /** A bundle with the entries that the consumer adds, and a manifest of the files among them. */
    static byte[] bundle(Consumer<BundleFiles> entries) {
        try {
            BundleFiles files = new BundleFiles();
            entries.accept(files);
            files.plain("MANIFEST.tsv", files.manifest.toString());
            files.tar.close();
            return files.bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A file that the manifest lists. */
    BundleFiles file(String name, String content) {
        manifest.append("/")
                .append(name)
                .append("\t0444\t")
                .append(content.length())
                .append('\n');
        return plain(name, content);
    }

    BundleFiles manifestLine(String line) {
        manifest.append(line).append('\n');
        return this;
    }

    BundleFiles plain(String name, String content) {
        byte[] data = content.getBytes(StandardCharsets.UTF_8);
        TarArchiveEntry entry = new TarArchiveEntry(name, true);
        entry.setSize(data.length);
        return put(entry, data);
    }

    BundleFiles link(String name, String target) {
        TarArchiveEntry entry = new TarArchiveEntry(name, TarArchiveEntry.LF_SYMLINK);
        entry.setLinkName(target);
        return put(entry, new byte[0]);
    }

    /** An entry of another type, such as a device node or a hard link. */
    BundleFiles special(String name, byte type) {
        TarArchiveEntry entry = new TarArchiveEntry(name, type);
        if (type == TarArchiveEntry.LF_LINK) {
            entry.setLinkName("MANIFEST.tsv");
        }
        return put(entry, new byte[0]);
    }

    private BundleFiles put(TarArchiveEntry entry, byte[] data) {
        try {
            tar.putArchiveEntry(entry);
            tar.write(data);
            tar.closeArchiveEntry();
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
