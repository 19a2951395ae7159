package io.zmdev.hw.host;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zmdev.model.Errno;
import io.zmdev.model.ErrorCode;
import io.zmdev.model.Guest;
import io.zmdev.model.ZmdevException;
import io.zmdev.model.host.Answer;
import io.zmdev.model.host.HostOperation;
import io.zmdev.model.mdev.MdevUuid;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An emulated machine that outlives the program. */
class StateFolderTest {

    private static final String APMASK = "/sys/bus/ap/apmask";
    private static final String CREATE = "/sys/devices/vfio_ap/matrix/mdev_supported_types/vfio_ap-passthrough/create";
    private static final MdevUuid UUID = new MdevUuid("c0ffee01-1111-4111-8111-000000000001");

    private final Path folder;
    private final List<String> notices = new ArrayList<>();

    StateFolderTest(@TempDir Path folder) {
        this.folder = folder;
    }

    private HostAccess open() {
        return open("few");
    }

    private HostAccess open(String name) {
        return Hosts.open(new HostUri.BuiltIn(name), Optional.of(folder), notices::add);
    }

    private Path operations() {
        return folder.resolve("operations.sysfs");
    }

    private static String read(HostAccess host, String path) {
        return host.read(path) instanceof Answer.Ok<byte[]>(byte[] bytes) ? new String(bytes, ISO_8859_1) : "";
    }

    private static void write(HostAccess host, String path, String value) {
        assertThat(host.write(path, value.getBytes(ISO_8859_1)).isOk()).isTrue();
    }

    private void assertUnusable(ErrorCode code, String message) {
        assertThatThrownBy(() -> open().facts())
                .isInstanceOf(ZmdevException.class)
                .hasMessageContaining(message)
                .extracting(e -> ((ZmdevException) e).code())
                .isEqualTo(code);
    }

    @Test
    void whatWasDoneIsThereAtTheNextCall() {
        try (HostAccess host = open()) {
            write(host, APMASK, "-5\n");
            write(host, CREATE, UUID.text());
            assertThat(host.execute(new HostOperation.GuestStart(UUID)).isOk()).isTrue();
        }
        try (HostAccess host = open()) {
            assertThat(read(host, APMASK)).startsWith("0xfbff");
            assertThat(host.list("/sys/bus/mdev/devices")).isEqualTo(Answer.ok(List.of(UUID.text())));
            assertThat(host.facts().guests()).containsExactly(new Guest("guest of " + UUID, true, List.of(UUID)));
        }
        assertThat(notices).isEmpty();
    }

    @Test
    void whatIsRefusedIsRefusedAgain() {
        try (HostAccess host = open()) {
            assertThat(host.write(APMASK, "+1,2".getBytes(ISO_8859_1))).isEqualTo(Answer.refused(Errno.EINVAL));
        }
        try (HostAccess host = open()) {
            assertThat(read(host, APMASK)).startsWith("0xffff");
        }
    }

    @Test
    void twoUsersSeeWhatTheOtherDid() {
        try (HostAccess one = open();
                HostAccess two = open()) {
            write(one, APMASK, "-5");
            assertThat(read(two, APMASK)).startsWith("0xfbff");
            write(two, APMASK, "-6");
            assertThat(read(one, APMASK)).startsWith("0xf9ff");
        }
    }

    @Test
    void concurrentUsersLoseNothing() throws Exception {
        try (ExecutorService executor = Executors.newFixedThreadPool(4)) {
            List<Future<?>> writers = new ArrayList<>();
            for (int writer = 0; writer < 4; writer++) {
                int first = writer * 20;
                writers.add(executor.submit(() -> {
                    try (HostAccess host = open()) {
                        for (int id = first; id < first + 20; id++) {
                            write(host, APMASK, "-" + id);
                        }
                    }
                }));
            }
            for (Future<?> writer : writers) {
                writer.get();
            }
        }
        try (HostAccess host = open()) {
            assertThat(read(host, APMASK)).startsWith("0x00000000000000000000ffff");
        }
    }

    @Test
    void aHeldLockKeepsOthersWaiting() throws Exception {
        try (HostAccess one = open();
                HostAccess two = open();
                ExecutorService executor = Executors.newSingleThreadExecutor()) {
            Future<String> reading;
            try (HostLock _ = one.lock()) {
                write(one, APMASK, "-5");
                reading = executor.submit(() -> read(two, APMASK));
                write(one, APMASK, "-6");
            }
            assertThat(reading.get())
                    .as("both writes or, had it come first, none")
                    .matches("0x(f9ff|ffff)[\\s\\S]*");
        }
    }

    @Test
    void aLastLineThatWasCutOffIsTakenAway() throws IOException {
        try (HostAccess host = open()) {
            write(host, APMASK, "-5");
        }
        Files.writeString(operations(), "write /sys/bus/ap/apm", UTF_8, StandardOpenOption.APPEND);
        try (HostAccess host = open()) {
            assertThat(read(host, APMASK)).startsWith("0xfbff");
            write(host, APMASK, "-6");
        }
        try (HostAccess host = open()) {
            assertThat(read(host, APMASK)).startsWith("0xf9ff");
        }
        assertThat(notices)
                .singleElement()
                .asString()
                .contains("operations.sysfs")
                .contains("cut off by a crash");
    }

    /** Cut after any byte, the machine is as it was after some operation: never something between. */
    @Test
    void aLogThatIsCutAnywhereGivesAMachineOfThatTime() throws IOException {
        try (HostAccess host = open()) {
            write(host, APMASK, "-5");
            write(host, APMASK, "-6");
        }
        byte[] whole = Files.readAllBytes(operations());
        for (int length = 0; length <= whole.length; length++) {
            Files.write(operations(), java.util.Arrays.copyOf(whole, length));
            try (HostAccess host = open()) {
                assertThat(read(host, APMASK).substring(0, 4))
                        .as("%d bytes", length)
                        .isIn("0xff", "0xfb", "0xf9");
            }
        }
    }

    @Test
    void aLineThatIsNoOperationIsNamed() throws IOException {
        open().close();
        Files.writeString(operations(), "write /sys/bus/ap/apmask -5\nnonsense\n");
        assertUnusable(ErrorCode.FILE_UNUSABLE, "operations.sysfs line 2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "{}", "{\"format\": \"zmdev.host/2\"}", "\0"})
    void aDefinitionThatIsDamagedIsNamed(String content) throws IOException {
        open().close();
        Files.writeString(folder.resolve("host.json"), content);
        assertUnusable(ErrorCode.FILE_UNUSABLE, "host.json");
    }

    @Test
    void operationsWithoutADefinitionAreNotGuessedAt() throws IOException {
        Files.writeString(operations(), "write /sys/bus/ap/apmask -5\n");
        assertUnusable(ErrorCode.FILE_UNUSABLE, "it is missing beside operations.sysfs");
    }

    @Test
    void anotherMachineDoesNotMoveIn() {
        open().close();
        assertThatThrownBy(() -> open("many"))
                .hasMessageContaining("the machine 'few' that lives here is not the 'many'")
                .extracting(e -> ((ZmdevException) e).code())
                .isEqualTo(ErrorCode.USAGE);
    }

    @Test
    void aFolderThatIsAFileIsNamed() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        assertThatThrownBy(() -> Hosts.open(new HostUri.BuiltIn("few"), Optional.of(file), notices::add))
                .hasMessageContaining(file.toString())
                .extracting(e -> ((ZmdevException) e).code())
                .isEqualTo(ErrorCode.OUTPUT_UNWRITABLE);
    }

    @Test
    void aStateFolderIsForEmulatedMachinesOnly() {
        assertThatThrownBy(() -> Hosts.open(HostUri.parse("bundle:few"), Optional.of(folder), notices::add))
                .extracting(e -> ((ZmdevException) e).code())
                .isEqualTo(ErrorCode.USAGE);
    }
}
