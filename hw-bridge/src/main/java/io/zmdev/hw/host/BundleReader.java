package io.zmdev.hw.host;

import io.zmdev.model.Errno;
import io.zmdev.model.ErrorCode;
import io.zmdev.model.ZmdevException;
import io.zmdev.model.host.Answer;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/**
 * Reads a bundle into memory, whole or not at all. A bundle comes from elsewhere and may be broken or hostile: nothing is
 * unpacked to the disk, no link is followed outside it, and every size has a limit.
 */
final class BundleReader {

    /** The list of attributes: path, mode, and the size or the errno of the read, separated by tabs. */
    static final String MANIFEST = "MANIFEST.tsv";

    /** A sysfs attribute is at most a page; some list files of old kernels ran over it. Bytes. */
    static final int MAX_ATTRIBUTE_SIZE = 64 << 10;

    /** The output of a command, the manifest. Bytes. */
    static final int MAX_FILE_SIZE = 16 << 20;

    /** Everything that comes out of the compressed file. Bytes. */
    static final long MAX_TOTAL_SIZE = 512L << 20;

    static final int MAX_ENTRIES = 500_000;
    static final int MAX_PATH_LENGTH = 4096;

    private final String source;
    private final BundleTree tree = new BundleTree();
    private final Map<String, Integer> sizes = new HashMap<>();
    private final List<String> links = new ArrayList<>();
    private int entries;
    private long total;

    private BundleReader(String source) {
        this.source = source;
    }

    /**
     * Reads a {@code .tar.gz} or a directory.
     *
     * @throws ZmdevException BUNDLE_UNUSABLE
     */
    static BundleTree read(Path path) {
        BundleReader reader = new BundleReader(path.toString());
        try {
            if (Files.isDirectory(path)) {
                reader.readDirectory(path);
                return reader.content();
            }
            try (InputStream in = Files.newInputStream(path)) {
                return reader.readArchive(in);
            }
        } catch (NoSuchFileException e) {
            throw reader.unusable("there is no such file", e);
        } catch (IOException e) {
            throw reader.unusable("it can't be read: " + e.getMessage(), e);
        }
    }

    /**
     * Reads a {@code .tar.gz} from a stream.
     *
     * @param source what messages call it
     * @throws ZmdevException BUNDLE_UNUSABLE
     */
    static BundleTree read(String source, InputStream in) {
        return new BundleReader(source).readArchive(in);
    }

    private BundleTree readArchive(InputStream in) {
        String last = "the start";
        try (TarArchiveInputStream tar = new TarArchiveInputStream(
                new LimitedInputStream(new GZIPInputStream(new BufferedInputStream(in)), MAX_TOTAL_SIZE))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                String name = path(entry.getName());
                last = name.isEmpty() ? last : name;
                addEntry(name, entry, tar);
            }
        } catch (EOFException e) {
            throw unusable("the file ends in the middle, after " + last + "; copy it again", e);
        } catch (IOException | IllegalArgumentException e) {
            throw unusable("it is damaged after " + last + ": " + e.getMessage(), e);
        }
        return content();
    }

    private void addEntry(String name, TarArchiveEntry entry, InputStream tar) throws IOException {
        if (name.isEmpty()) {
            return;
        }
        if (entry.isSymbolicLink()) {
            addLink(name, entry.getLinkName());
        } else if (entry.isDirectory()) {
            count(name);
            add(name, () -> tree.addDirectory(name));
        } else if (isRegular(entry)) {
            checkSize(name, entry.getSize());
            addFile(name, tar.readNBytes((int) entry.getSize()), entry.getSize());
        } else {
            throw unusable(name, "it is neither a file nor a directory nor a symbolic link");
        }
    }

    /** {@link TarArchiveEntry#isFile} is true for device nodes too. */
    private static boolean isRegular(TarArchiveEntry entry) {
        return entry.getLinkFlag() == TarArchiveEntry.LF_NORMAL || entry.getLinkFlag() == TarArchiveEntry.LF_OLDNORM;
    }

    private void readDirectory(Path folder) throws IOException {
        try (Stream<Path> walk = Files.walk(folder)) {
            for (Path file : (Iterable<Path>) walk::iterator) {
                String name = path(folder.relativize(file).toString());
                if (name.isEmpty()) {
                    continue;
                }
                if (Files.isSymbolicLink(file)) {
                    addLink(name, Files.readSymbolicLink(file).toString());
                } else if (Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
                    count(name);
                    tree.addDirectory(name);
                } else if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                    long size = Files.size(file);
                    checkSize(name, size);
                    addFile(name, Files.readAllBytes(file), size);
                } else {
                    throw unusable(name, "it is neither a file nor a directory nor a symbolic link");
                }
            }
        } catch (UncheckedIOException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    /** The path of an entry without a leading {@code ./} and a trailing slash; empty for the top itself. */
    private String path(String raw) {
        String name = raw;
        while (name.startsWith("./")) {
            name = name.substring(2);
        }
        if (name.endsWith("/")) {
            name = name.substring(0, name.length() - 1);
        }
        if (name.isEmpty() || name.equals(".")) {
            return "";
        }
        if (name.length() > MAX_PATH_LENGTH) {
            throw unusable(name.substring(0, 60) + "…", "its path has more than " + MAX_PATH_LENGTH + " characters");
        }
        for (String part : name.split("/", -1)) {
            if (part.isEmpty() || part.equals(".") || part.equals("..")) {
                throw unusable(printable(name), "its path is absolute or leads through '" + part + "'");
            }
        }
        if (name.chars().anyMatch(Character::isISOControl)) {
            throw unusable(printable(name), "its path holds control characters");
        }
        return name;
    }

    private void addFile(String name, byte[] content, long size) {
        count(name);
        if (content.length != size) {
            throw unusable(name, "%d of %d bytes are there; copy the bundle again".formatted(content.length, size));
        }
        total += size;
        if (total > MAX_TOTAL_SIZE) {
            throw unusable(name, "the bundle holds more than " + MAX_TOTAL_SIZE + " bytes");
        }
        add(name, () -> tree.addFile(name, content));
        sizes.put(name, content.length);
    }

    private void addLink(String name, String target) {
        count(name);
        int depth = (int) name.chars().filter(c -> c == '/').count();
        if (target.isEmpty() || target.startsWith("/")) {
            throw unusable(name, "the link leads outside the bundle, to '" + printable(target) + "'");
        }
        for (String part : target.split("/", -1)) {
            depth += part.equals("..") ? -1 : part.isEmpty() || part.equals(".") ? 0 : 1;
            if (depth < 0) {
                throw unusable(name, "the link leads outside the bundle, to '" + printable(target) + "'");
            }
        }
        add(name, () -> tree.addLink(name, target));
        links.add(name);
    }

    private void add(String name, Runnable addition) {
        try {
            addition.run();
        } catch (IllegalStateException e) {
            throw unusable(name, String.valueOf(e.getMessage()), e);
        }
    }

    private void count(String name) {
        entries++;
        if (entries > MAX_ENTRIES) {
            throw unusable(name, "the bundle has more than " + MAX_ENTRIES + " entries");
        }
    }

    private void checkSize(String name, long size) {
        int limit = name.startsWith("sys/") ? MAX_ATTRIBUTE_SIZE : MAX_FILE_SIZE;
        if (size < 0 || size > limit) {
            throw unusable(name, "it has %d bytes, at most %d are taken".formatted(size, limit));
        }
    }

    private BundleTree content() {
        for (String link : links) {
            if (tree.loops("/" + link)) {
                throw unusable(link, "the link leads in a circle");
            }
        }
        applyManifest();
        return tree;
    }

    private void applyManifest() {
        if (!(tree.read("/" + MANIFEST) instanceof Answer.Ok<byte[]>(byte[] bytes))) {
            throw unusable(MANIFEST, "it is missing: the file was cut off or is not a bundle");
        }
        int number = 0;
        for (String line : new String(bytes, StandardCharsets.UTF_8).lines().toList()) {
            number++;
            String[] fields = line.split("\t", -1);
            if (fields.length != 3 || !fields[0].startsWith("/") || !fields[1].matches("[0-7]{4}")) {
                throw unusable(
                        MANIFEST, "line %d is not path, mode and size or errno: %s".formatted(number, printable(line)));
            }
            applyManifestLine(fields[0].substring(1), fields[2], number);
        }
    }

    private void applyManifestLine(String path, String result, int number) {
        Integer size = sizes.get(path);
        if (size == null) {
            throw unusable(path, MANIFEST + " lists it, but it is missing; copy the bundle again");
        }
        if (result.matches("[0-9]{1,9}")) {
            if (Integer.parseInt(result) != size) {
                throw unusable(path, "it has %d bytes, %s says %s".formatted(size, MANIFEST, result));
            }
            return;
        }
        try {
            tree.refuse(path, Errno.valueOf(result));
        } catch (IllegalArgumentException e) {
            throw unusable(MANIFEST, "line %d: '%s' is no size and no errno".formatted(number, printable(result)), e);
        }
    }

    private static String printable(String text) {
        String shown = text.length() <= 80 ? text : text.substring(0, 80) + "…";
        return shown.replaceAll("\\p{Cntrl}", "?");
    }

    private ZmdevException unusable(String file, String message) {
        return new ZmdevException(ErrorCode.BUNDLE_UNUSABLE, source + ": " + file + ": " + message);
    }

    private ZmdevException unusable(String file, String message, Exception cause) {
        return new ZmdevException(ErrorCode.BUNDLE_UNUSABLE, source + ": " + file + ": " + message, cause);
    }

    private ZmdevException unusable(String message, Exception cause) {
        return new ZmdevException(ErrorCode.BUNDLE_UNUSABLE, source + ": " + message, cause);
    }
}
