package io.zmdev.hw.host;

import io.zmdev.io.GuestsDocument;
import io.zmdev.model.Errno;
import io.zmdev.model.KernelVersion;
import io.zmdev.model.Observed;
import io.zmdev.model.host.Answer;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** A recorded machine. */
public final class BundleHost implements ReadOnlyHost {

    static final String UNAME = "/cmd/uname.txt";
    static final String GUESTS = "/cmd/guests.json";

    private final HostUri uri;
    private final String name;
    private final BundleTree tree;

    private BundleHost(HostUri uri, String name, BundleTree tree) {
        this.uri = uri;
        this.name = name;
        this.tree = tree;
    }

    /**
     * Opens a {@code .tar.gz} or a directory.
     *
     * @throws io.zmdev.model.ZmdevException BUNDLE_UNUSABLE
     */
    public static BundleHost open(Path path) {
        Path file = path.toAbsolutePath().normalize().getFileName();
        String name = file == null ? path.toString() : file.toString().replaceFirst("\\.(tar\\.gz|tgz)$", "");
        return new BundleHost(new HostUri.Bundle(path), name, BundleReader.read(path));
    }

    /** Opens a {@code .tar.gz} that comes with zmdev. */
    static BundleHost open(HostUri uri, String name, InputStream in) {
        return new BundleHost(uri, name, BundleReader.read(uri.toString(), in));
    }

    @Override
    public HostUri uri() {
        return uri;
    }

    @Override
    public HostFacts facts() {
        return new HostFacts(
                name,
                kernel(),
                tree.read(GUESTS)
                        .map(json -> GuestsDocument.parse(uri + GUESTS, json))
                        .asOptional()
                        .orElse(List.of()));
    }

    /** The third word of {@code uname -a}. */
    private Observed<KernelVersion> kernel() {
        return switch (tree.read(UNAME)) {
            case Answer.Refused<byte[]>(Errno errno) -> Observed.unknown(UNAME, errno.text());
            case Answer.Ok<byte[]>(byte[] bytes) -> {
                String[] words = new String(bytes, StandardCharsets.UTF_8).split("\\s+", 4);
                try {
                    yield Observed.known(KernelVersion.parse(words.length > 2 ? words[2] : ""));
                } catch (IllegalArgumentException e) {
                    yield Observed.unknown(UNAME, String.valueOf(e.getMessage()));
                }
            }
        };
    }

    @Override
    public Answer<byte[]> read(String path) {
        return tree.read(path);
    }

    @Override
    public Answer<List<String>> list(String path) {
        return tree.list(path);
    }

    @Override
    public Answer<String> link(String path) {
        return tree.link(path);
    }
}
