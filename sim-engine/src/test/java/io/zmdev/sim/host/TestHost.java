package io.zmdev.sim.host;

import io.zmdev.exchange.SysfsScript;
import io.zmdev.model.Errno;
import io.zmdev.model.Guest;
import io.zmdev.model.KernelVersion;
import io.zmdev.model.host.Answer;
import io.zmdev.model.host.HostDefinition;
import io.zmdev.model.host.HostDefinition.MatrixType;
import io.zmdev.model.host.HostOperation;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** An emulated machine with short ways to do and to see what the tests are about. */
final class TestHost {

    static final String MATRIX = "/sys/devices/vfio_ap/matrix/";
    static final String M1 = "11111111-1111-4111-8111-111111111111";
    static final String M2 = "22222222-2222-4222-8222-222222222222";

    private static final String CREATE = MATRIX + "mdev_supported_types/vfio_ap-passthrough/create";

    private final EmulatedMachine machine;

    TestHost(HostDefinition definition) {
        machine = new EmulatedMachine(definition);
    }

    /** The recorded machine {@code few} (cards 3, 5, 6, usage domains 4, 6) with another kernel. */
    static TestHost few(String kernel) {
        HostDefinition few = Recordings.host("few");
        return new TestHost(new HostDefinition(
                few.name(),
                KernelVersion.parse(kernel),
                few.matrixType(),
                few.ap(),
                few.css(),
                few.guests(),
                few.modules()));
    }

    static TestHost few() {
        return few("6.12");
    }

    static TestHost fewVirtual() {
        HostDefinition few = Recordings.host("few");
        return new TestHost(new HostDefinition(
                few.name(), few.kernel(), MatrixType.VIRTUAL, few.ap(), few.css(), few.guests(), few.modules()));
    }

    static TestHost fewWithGuests(String kernel, Guest... guests) {
        HostDefinition few = Recordings.host("few");
        return new TestHost(new HostDefinition(
                few.name(),
                KernelVersion.parse(kernel),
                few.matrixType(),
                few.ap(),
                few.css(),
                List.of(guests),
                few.modules()));
    }

    EmulatedMachine machine() {
        return machine;
    }

    /** The errno of a write, empty when it succeeded. */
    Optional<Errno> write(String path, String value) {
        return machine.execute(new HostOperation.Write(path, value)).refusal();
    }

    /** A write to an attribute of a matrix device. */
    Optional<Errno> assign(String uuid, String attribute, String value) {
        return write(MATRIX + uuid + "/" + attribute, value);
    }

    Optional<Errno> create(String uuid) {
        return write(CREATE, uuid);
    }

    /** A line of a script that must succeed. */
    void run(String line) {
        for (HostOperation operation : SysfsScript.parse("test", line)) {
            machine.execute(operation).refusal().ifPresent(errno -> {
                throw new AssertionError(line + ": " + errno);
            });
        }
    }

    /** A line of a script and the errno that it met. */
    Optional<Errno> tried(String line) {
        return machine.execute(SysfsScript.parse("test", line).getFirst()).refusal();
    }

    /** What reading gives, or {@code !ERRNO}. */
    String text(String path) {
        return switch (machine.read(path)) {
            case Answer.Ok<byte[]>(byte[] bytes) -> new String(bytes, StandardCharsets.ISO_8859_1);
            case Answer.Refused<byte[]>(Errno errno) -> "!" + errno;
        };
    }

    /** An attribute of a matrix device, its lines joined by blanks. */
    String matrix(String uuid, String attribute) {
        return text(MATRIX + uuid + "/" + attribute).strip().replace('\n', ' ');
    }

    /** The driver of a queue, or {@code -}. */
    String driver(String queue) {
        return machine.link("/sys/bus/ap/devices/" + queue + "/driver")
                .asOptional()
                .map(target -> target.substring(target.lastIndexOf('/') + 1))
                .orElse("-");
    }
}
