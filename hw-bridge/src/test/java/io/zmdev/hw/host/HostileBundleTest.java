package io.zmdev.hw.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zmdev.hw.inventory.Inventory;
import io.zmdev.model.Errno;
import io.zmdev.model.ErrorCode;
import io.zmdev.model.Machine;
import io.zmdev.model.ZmdevException;
import io.zmdev.model.css.SubchannelId;
import io.zmdev.model.host.Answer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A bundle comes from elsewhere: whatever is wrong with it is BUNDLE_UNUSABLE and names the file in it, and a machine that is damaged has its damages. */
class HostileBundleTest {

    private static final String MASK = "0x" + "f".repeat(64) + "\n";

    static Stream<Arguments> badBundles() {
        return Stream.of(
                bad("../etc/passwd", files -> files.plain("../etc/passwd", "x"), "leads through '..'"),
                bad("/etc/passwd", files -> files.plain("/etc/passwd", "x"), "absolute"),
                bad("sys//x", files -> files.plain("sys//x", "x"), "leads through ''"),
                bad("sys/a?b", files -> files.plain("sys/a\nb", "x"), "control characters"),
                bad("sys/out", files -> files.link("sys/out", "../../etc"), "outside the bundle"),
                bad("sys/out", files -> files.link("sys/out", "a/../../../etc"), "outside the bundle"),
                bad("sys/out", files -> files.link("sys/out", "/etc/passwd"), "outside the bundle"),
                bad("sys/a", files -> files.link("sys/a", "b").link("sys/b", "a"), "in a circle"),
                bad("sys/self", files -> files.link("sys/self", "self"), "in a circle"),
                bad("sys/x", files -> files.file("sys/x", "1").file("sys/x", "2"), "twice"),
                bad("sys/x/y", files -> files.file("sys/x", "1").file("sys/x/y", "2"), "no directory"),
                bad("sys/x/y", files -> files.link("sys/x", "z").file("sys/x/y", "2"), "no directory"),
                bad("dev/sda", files -> files.special("dev/sda", TarArchiveEntry.LF_BLK), "neither a file"),
                bad("dev/tty", files -> files.special("dev/tty", TarArchiveEntry.LF_CHR), "neither a file"),
                bad("pipe", files -> files.special("pipe", TarArchiveEntry.LF_FIFO), "neither a file"),
                bad("hard", files -> files.special("hard", TarArchiveEntry.LF_LINK), "neither a file"),
                bad(
                        "sys/bus/ap/apmask",
                        files -> files.file("sys/bus/ap/apmask", "f".repeat(10 << 20)),
                        "10485760 bytes, at most 65536"),
                bad("cmd/big.txt", files -> files.plain("cmd/big.txt", "f".repeat(17 << 20)), "at most 16777216"),
                bad("MANIFEST.tsv", files -> files.manifestLine("no tabs"), "line 1"),
                bad(
                        "MANIFEST.tsv",
                        files -> files.plain("sys/x", "").manifestLine("/sys/x\t0444\tENONSENSE"),
                        "'ENONSENSE' is no size and no errno"),
                bad("sys/gone", files -> files.manifestLine("/sys/gone\t0444\t5"), "it is missing"),
                bad(
                        "sys/short",
                        files -> files.plain("sys/short", "12").manifestLine("/sys/short\t0444\t5"),
                        "2 bytes, MANIFEST.tsv says 5"));
    }

    private static Arguments bad(String name, Consumer<BundleFiles> entries, String message) {
        return Arguments.of(name, entries, message);
    }

    @ParameterizedTest(name = "{0}: {2}")
    @MethodSource("badBundles")
    void aBadEntryIsRefusedByName(String name, Consumer<BundleFiles> entries, String message) {
        byte[] bundle = BundleFiles.bundle(entries);
        assertThatThrownBy(() -> read(bundle))
                .isInstanceOf(ZmdevException.class)
                .hasMessageStartingWith("test.tar.gz: " + name + ": ")
                .hasMessageContaining(message)
                .extracting(e -> ((ZmdevException) e).code())
                .isEqualTo(ErrorCode.BUNDLE_UNUSABLE);
    }

    @Test
    @Tag("slow")
    void whatUnpacksToTooMuchIsRefusedWhileItIsRead() {
        byte[] bundle = BundleFiles.bundle(files -> {
            String zeros = "\0".repeat(16 << 20);
            for (int i = 0; i < 40; i++) {
                files.plain("cmd/" + i, zeros);
            }
        });
        assertThat(bundle.length).isLessThan(2 << 20);
        assertThatThrownBy(() -> read(bundle)).hasMessageContaining("more than 536870912 bytes");
    }

    @Test
    void aFileThatIsNoBundleIsRefused() {
        assertUnusable(new byte[0]);
        assertUnusable(new byte[1000]);
        assertUnusable("#!/bin/sh\n".getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    /** Cut anywhere, it is refused: half a machine must not look like a small one. */
    @Test
    void aBundleThatIsCutOffIsRefusedWhereverItIsCut() throws IOException {
        byte[] whole = recording();
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 60; i++) {
            assertUnusable(Arrays.copyOf(whole, random.nextInt(whole.length - 8)));
        }
    }

    @Test
    void aDamagedBundleIsRefusedOrReadsAsAWholeOne() throws IOException {
        byte[] whole = recording();
        for (int seed = 0; seed < 100; seed++) {
            byte[] damaged = whole.clone();
            SplittableRandom random = new SplittableRandom(seed);
            damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
            try {
                read(damaged);
            } catch (ZmdevException e) {
                assertThat(e.code()).as("seed %d", seed).isEqualTo(ErrorCode.BUNDLE_UNUSABLE);
            }
        }
    }

    @Test
    void aMissingFileIsRefused(@TempDir Path folder) {
        assertThatThrownBy(() -> BundleHost.open(folder.resolve("none.tar.gz")))
                .hasMessageContaining("none.tar.gz: there is no such file");
    }

    @Test
    void aFolderIsReadLikeTheFileItWasUnpackedFrom(@TempDir Path folder) throws IOException {
        Files.createDirectories(folder.resolve("sys/bus/ap"));
        Files.writeString(folder.resolve("sys/bus/ap/apmask"), MASK);
        Files.createSymbolicLink(folder.resolve("sys/bus/ap/link"), Path.of("apmask"));
        Files.writeString(folder.resolve("sys/bus/ap/secret"), "");
        Files.writeString(
                folder.resolve("MANIFEST.tsv"), "/sys/bus/ap/apmask\t0644\t67\n/sys/bus/ap/secret\t0400\tEACCES\n");
        try (BundleHost host = BundleHost.open(folder)) {
            assertThat(host.read("/sys/bus/ap/link").map(String::new)).isEqualTo(Answer.ok(MASK));
            assertThat(host.read("/sys/bus/ap/secret")).isEqualTo(Answer.refused(Errno.EACCES));
            assertThat(host.list("/sys/bus/ap")).isEqualTo(Answer.ok(java.util.List.of("apmask", "link", "secret")));
            assertThat(host.write("/sys/bus/ap/apmask", new byte[0])).isEqualTo(Answer.refused(Errno.EROFS));
        }
    }

    @Test
    void aLinkInAFolderThatLeadsOutsideIsRefused(@TempDir Path folder) throws IOException {
        Files.createSymbolicLink(folder.resolve("out"), Path.of("/etc/passwd"));
        assertThatThrownBy(() -> BundleHost.open(folder)).hasMessageContaining("out: the link leads outside");
    }

    static Stream<Arguments> absurdMachines() {
        return Stream.of(
                absurd("/sys/bus/ap/apmask", files -> files.file("sys/bus/ap/apmask", "0xzz\n")),
                absurd("/sys/bus/ap/devices/garbage", files -> files.file("sys/bus/ap/devices/garbage/online", "1\n")),
                absurd("/sys/bus/ap/devices/card3e7", files -> files.file("sys/bus/ap/devices/card3e7/online", "1\n")),
                absurd("/sys/bus/ap/devices/05.0999", files -> files.file("sys/bus/ap/devices/05.0999/config", "1\n")),
                absurd(
                        "/sys/bus/ap/devices/card05",
                        files -> files.file("sys/bus/ap/ap_max_adapter_id", "3\n")
                                .file("sys/bus/ap/devices/card05/online", "1\n")),
                absurd("/sys/bus/ap/ap_max_domain_id", files -> files.file("sys/bus/ap/ap_max_domain_id", "999\n")),
                absurd(
                        "/sys/bus/ap/devices/card05/online",
                        files -> files.file("sys/bus/ap/devices/card05/online", "yes\n")),
                absurd("/sys/bus/mdev/devices/x", files -> files.link("sys/bus/mdev/devices/x", "../y")),
                absurd(
                        "/sys/bus/css/devices/0.0.00000",
                        files -> files.file("sys/bus/css/devices/0.0.00000/type", "0\n")),
                absurd(
                        "/sys/bus/css/devices/0.0.0001/pimpampom",
                        files -> files.file("sys/bus/css/devices/0.0.0001/pimpampom", "80 80\n")));
    }

    private static Arguments absurd(String path, Consumer<BundleFiles> entries) {
        return Arguments.of(path, entries);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("absurdMachines")
    void whatNoKernelPrintsIsNamedAndEverythingElseIsRead(String path, Consumer<BundleFiles> entries) {
        BundleHost host = BundleHost.open(
                new HostUri.Bundle(Path.of("test.tar.gz")),
                "test",
                new ByteArrayInputStream(BundleFiles.bundle(
                        entries.andThen(files -> files.file("sys/bus/css/devices/0.0.0abc/type", "0\n")
                                .file("sys/bus/css/devices/0.0.0abc/pimpampom", "80 80 80\n")))));
        Machine machine = Inventory.read(host);
        assertThat(machine.damages())
                .anySatisfy(damage -> assertThat(damage.path()).isEqualTo(path));
        assertThat(machine.css()
                        .subchannel(SubchannelId.parse("0.0.0abc"))
                        .orElseThrow()
                        .masks()
                        .isKnown())
                .isTrue();
    }

    private static void assertUnusable(byte[] bundle) {
        assertThatThrownBy(() -> read(bundle))
                .as("%d bytes", bundle.length)
                .isInstanceOf(ZmdevException.class)
                .extracting(e -> ((ZmdevException) e).code())
                .isEqualTo(ErrorCode.BUNDLE_UNUSABLE);
    }

    private static BundleTree read(byte[] bundle) {
        return BundleReader.read("test.tar.gz", new ByteArrayInputStream(bundle));
    }

    private static byte[] recording() throws IOException {
        try (InputStream in = Objects.requireNonNull(
                HostileBundleTest.class.getResourceAsStream("/io/zmdev/assets/hosts/few.tar.gz"))) {
            return in.readAllBytes();
        }
    }
}
