package io.zmdev.hw.host;

import io.zmdev.io.GuestsDocument;
import io.zmdev.io.WholeFile;
import io.zmdev.model.Errno;
import io.zmdev.model.Guest;
import io.zmdev.model.KernelVersion;
import io.zmdev.model.Observed;
import io.zmdev.model.host.Answer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/**
 * Records what was looked at on a host as a bundle that {@link BundleHost} opens: sysfs, swap, which block device is mounted
 * where, and the guests' names and mediated devices, so that no password, key or guest definition can be in it. The same host in the same state gives the same bytes.
 */
public final class BundleRecording {

    private static final String MOUNTS = "/proc/self/mountinfo";

    /** {@code ID PARENT MAJOR:MINOR ROOT MOUNTPOINT OPTIONS ... - TYPE SOURCE OPTIONS}, of a device of the host. */
    private static final Pattern BLOCK_MOUNT = Pattern.compile("((?:[^ ]+ ){5})[^ ]+ .*?- ([^ ]+ /dev/[^ ]+) .*");

    private final SortedMap<String, byte[]> files = new TreeMap<>();
    private final SortedMap<String, Errno> refused = new TreeMap<>();
    private final SortedMap<String, String> links = new TreeMap<>();
    private final SortedSet<String> directories = new TreeSet<>();

    private BundleRecording() {}

    /** Looks at a host in two round trips. Patterns have wildcards in one name at most. */
    public static BundleRecording of(HostAccess host, Collection<Look> looks, List<Guest> guests) {
        HostAccess view = host.view(looks);
        BundleRecording recording = new BundleRecording();
        for (Look look : looks) {
            if (look.kind() == Look.Kind.TARGET) {
                recording.paths(view, look).forEach(path -> recording.link(view, path));
            }
        }
        for (Look look : looks) {
            switch (look.kind()) {
                case CONTENT, LINE -> recording.paths(view, look).forEach(path -> recording.content(view, path));
                case NAMES -> recording.paths(view, look).forEach(path -> recording.names(view, path));
                case TARGET -> {}
            }
        }
        recording.directories(
                host,
                looks.stream()
                        .filter(look -> look.kind() == Look.Kind.NAMES)
                        .flatMap(look -> recording.paths(view, look).stream())
                        .flatMap(path -> recording.children(view, path))
                        .toList());
        HostFacts facts = view.facts();
        String kernel = facts.kernel() instanceof Observed.Known<KernelVersion>(KernelVersion version)
                ? version.toString()
                : "unknown";
        recording.files.put(
                BundleHost.UNAME,
                "Linux %s %s\n".formatted(facts.name(), kernel).getBytes(StandardCharsets.UTF_8));
        recording.files.put(BundleHost.GUESTS, GuestsDocument.text(guests).getBytes(StandardCharsets.UTF_8));
        return recording;
    }

    private List<String> paths(HostAccess view, Look look) {
        String literal = look.literal();
        if (look.isExact()) {
            return List.of(look.pattern());
        }
        String parent = literal.substring(0, literal.lastIndexOf('/'));
        int end = look.pattern().indexOf('/', parent.length() + 1);
        String rest = end < 0 ? "" : look.pattern().substring(end);
        return view.list(parent).asOptional().orElse(List.of()).stream()
                .map(name -> parent + "/" + name + rest)
                .filter(look::matches)
                .toList();
    }

    private void link(HostAccess view, String path) {
        if (view.link(path) instanceof Answer.Ok<String>(String target)) {
            links.put(path, Path.of(parent(path)).resolve(target).normalize().toString());
        }
    }

    private void content(HostAccess view, String path) {
        switch (view.read(path)) {
            case Answer.Ok<byte[]>(byte[] bytes) ->
                files.put(real(path), path.equals(MOUNTS) ? withoutOptions(bytes) : bytes);
            case Answer.Refused<byte[]>(Errno errno) when errno == Errno.ENOENT || errno == Errno.EISDIR -> {}
            case Answer.Refused<byte[]>(Errno errno) -> refused.put(real(path), errno);
        }
    }

    /** Mounts of block devices, without the options: those of network file systems may say more than is anybody's business. */
    private static byte[] withoutOptions(byte[] mounts) {
        StringBuilder kept = new StringBuilder();
        for (String line : new String(mounts, StandardCharsets.ISO_8859_1).split("\n", -1)) {
            Matcher matcher = BLOCK_MOUNT.matcher(line);
            if (matcher.matches()) {
                kept.append(matcher.group(1))
                        .append("rw - ")
                        .append(matcher.group(2))
                        .append('\n');
            }
        }
        return kept.toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    private void names(HostAccess view, String path) {
        if (view.list(path).isOk()) {
            directories.add(real(path));
        }
    }

    private Stream<String> children(HostAccess view, String path) {
        return view.list(path).asOptional().orElse(List.of()).stream()
                .map(name -> path + "/" + name)
                .filter(child -> !links.containsKey(child));
    }

    /** Of what lies in the directories, the directories: one more round trip. */
    private void directories(HostAccess host, List<String> entries) {
        HostAccess view = host.view(entries.stream().map(Look::content).toList());
        entries.stream()
                .filter(entry ->
                        view.read(entry).refusal().filter(Errno.EISDIR::equals).isPresent())
                .forEach(entry -> directories.add(real(entry)));
    }

    private static String parent(String path) {
        return path.substring(0, path.lastIndexOf('/'));
    }

    /** The path without the links that are recorded. */
    private String real(String path) {
        for (String at = path; at.length() > 1; at = at.substring(0, Math.max(1, at.lastIndexOf('/')))) {
            String target = links.get(at);
            if (target != null && !at.equals(path)) {
                return real(target + path.substring(at.length()));
            }
        }
        return path;
    }

    /** Writes it as a whole or not at all. @throws io.zmdev.model.ZmdevException OUTPUT_UNWRITABLE */
    public void write(Path file) {
        StringBuilder manifest = new StringBuilder();
        files.forEach((path, bytes) -> manifest.append("%s\t0444\t%d\n".formatted(path, bytes.length)));
        refused.forEach((path, errno) -> manifest.append("%s\t0444\t%s\n".formatted(path, errno)));
        ByteArrayOutputStream bundle = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(new GZIPOutputStream(bundle), "UTF-8")) {
            tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
            for (String directory : directories) {
                put(tar, new TarArchiveEntry(directory.substring(1) + "/"), new byte[0]);
            }
            for (var entry : files.entrySet()) {
                put(tar, new TarArchiveEntry(entry.getKey().substring(1)), entry.getValue());
            }
            for (String path : refused.keySet()) {
                put(tar, new TarArchiveEntry(path.substring(1)), new byte[0]);
            }
            for (var entry : links.entrySet()) {
                String real = real(entry.getKey());
                TarArchiveEntry link = new TarArchiveEntry(real.substring(1), TarConstants.LF_SYMLINK);
                link.setLinkName(Path.of(parent(real))
                        .relativize(Path.of(entry.getValue()))
                        .toString());
                put(tar, link, new byte[0]);
            }
            put(
                    tar,
                    new TarArchiveEntry(BundleReader.MANIFEST),
                    manifest.toString().getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("an archive in memory can't be written", e);
        }
        WholeFile.replace(file, bundle.toByteArray());
    }

    private static void put(TarArchiveOutputStream tar, TarArchiveEntry entry, byte[] content) throws IOException {
        entry.setSize(content.length);
        entry.setModTime(0);
        tar.putArchiveEntry(entry);
        tar.write(content);
        tar.closeArchiveEntry();
    }
}
