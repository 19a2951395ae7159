package io.zmdev.sim.host;

import io.zmdev.io.HostDocument;
import io.zmdev.model.host.Answer;
import io.zmdev.model.host.HostDefinition;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Writes to an emulated machine with two matrix devices: assign and unassign in turn, all checks and filters included. */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@State(Scope.Thread)
public class SysfsWriteBenchmark {

    private static final String TYPE = "/sys/devices/vfio_ap/matrix/mdev_supported_types/vfio_ap-passthrough/create";
    private static final String DEVICE = "/sys/devices/vfio_ap/matrix/11111111-1111-4111-8111-111111111111/";

    private EmulatedMachine machine;
    private boolean assigned;

    @Setup
    public void create() throws IOException {
        try (InputStream in = HostDocument.class.getResourceAsStream("/io/zmdev/assets/hosts/few.json")) {
            HostDefinition definition =
                    HostDocument.parse("few", Objects.requireNonNull(in).readAllBytes());
            machine = new EmulatedMachine(definition);
        }
        write("/sys/bus/ap/apmask", "-5,-6");
        write(TYPE, "11111111-1111-4111-8111-111111111111");
        write(TYPE, "22222222-2222-4222-8222-222222222222");
        write(DEVICE + "assign_domain", "4");
    }

    @Benchmark
    public Answer<Integer> assignAndUnassignAnAdapter() {
        assigned = !assigned;
        return write(DEVICE + (assigned ? "assign_adapter" : "unassign_adapter"), "5\n");
    }

    private Answer<Integer> write(String path, String value) {
        return machine.write(path, value.getBytes(StandardCharsets.ISO_8859_1));
    }
}
