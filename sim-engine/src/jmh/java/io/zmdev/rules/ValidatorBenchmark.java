package io.zmdev.rules;

import io.zmdev.model.Configuration;
import io.zmdev.model.KernelVersion;
import io.zmdev.model.Machine;
import io.zmdev.model.MaskRequest;
import io.zmdev.model.Observed;
import io.zmdev.model.ap.ApBus;
import io.zmdev.model.ap.ApMatrix;
import io.zmdev.model.ap.Mask256;
import io.zmdev.model.css.ChannelSubsystem;
import io.zmdev.model.mdev.DesiredDevice;
import io.zmdev.model.mdev.DesiredDevice.State;
import io.zmdev.model.mdev.MdevUuid;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;

/** 256 adapters x 256 domains, 1,000 devices of four adapters and one domain each. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@org.openjdk.jmh.annotations.State(Scope.Thread)
public class ValidatorBenchmark {

    private static final int DEVICES = 1000;

    private final Machine machine = machine();
    private final Configuration configuration = configuration();
    private final Configuration oneQueue = oneQueue();
    private final Situation situation = Situation.of(configuration, machine);

    @Benchmark
    public List<Finding> everything() {
        return Validator.validate(configuration, machine);
    }

    /** The worst that sharing can do: every device wants the same queue. */
    @Benchmark
    public List<Finding> everybodyWantsOneQueue() {
        return Validator.validate(oneQueue, machine);
    }

    @Benchmark
    public EditCheck oneEditOverTheWholeProduct() {
        return EditCheck.of(situation, Optional.of(uuid(0)), Mask256.ALL, Mask256.ALL);
    }

    private static Machine machine() {
        Observed<Mask256> all = Observed.known(Mask256.ALL);
        return new Machine(
                "large",
                Observed.known(new KernelVersion(6, 12)),
                new TreeSet<>(List.of("vfio_ap")),
                Optional.of(new ApBus(255, 255, all, all, all, all, all, List.of(), List.of())),
                ChannelSubsystem.EMPTY,
                List.of(),
                List.of());
    }

    private static Configuration configuration() {
        List<DesiredDevice> devices = new ArrayList<>();
        for (int i = 0; i < DEVICES; i++) {
            int firstAdapter = i / 256 * 4;
            devices.add(new DesiredDevice.Matrix(
                    uuid(i),
                    "guest" + i,
                    true,
                    State.PRESENT,
                    new ApMatrix(
                            Mask256.of(IntStream.range(firstAdapter, firstAdapter + 4)),
                            Mask256.of(i % 256),
                            Mask256.of(i % 256))));
        }
        MaskRequest masks = new MaskRequest(
                Mask256.range(0, 15), Mask256.NONE, Mask256.NONE, Mask256.NONE, Optional.empty(), Optional.empty());
        return new Configuration("large", masks, devices, List.of());
    }

    private static Configuration oneQueue() {
        Configuration spread = configuration();
        ApMatrix matrix = new ApMatrix(Mask256.single(5), Mask256.single(4), Mask256.NONE);
        return new Configuration(
                "one queue",
                spread.masks(),
                spread.mediatedDevices().stream()
                        .map(DesiredDevice.Matrix.class::cast)
                        .<DesiredDevice>map(device -> device.withMatrix(matrix))
                        .toList(),
                List.of());
    }

    private static MdevUuid uuid(int i) {
        return new MdevUuid("00000000-0000-4000-8000-%012x".formatted(i));
    }
}
