package io.zmdev.plan;

import io.zmdev.model.Configuration;
import io.zmdev.model.KernelVersion;
import io.zmdev.model.Machine;
import io.zmdev.model.MaskRequest;
import io.zmdev.model.Observed;
import io.zmdev.model.ap.AdapterId;
import io.zmdev.model.ap.ApBus;
import io.zmdev.model.ap.ApMatrix;
import io.zmdev.model.ap.Apqn;
import io.zmdev.model.ap.Card;
import io.zmdev.model.ap.CardType;
import io.zmdev.model.ap.DomainId;
import io.zmdev.model.ap.Mask256;
import io.zmdev.model.ap.Queue;
import io.zmdev.model.css.ChannelSubsystem;
import io.zmdev.model.mdev.DesiredDevice;
import io.zmdev.model.mdev.DesiredDevice.State;
import io.zmdev.model.mdev.MdevUuid;
import io.zmdev.rules.Finding;
import io.zmdev.rules.Validator;
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

/** A machine with 256 x 256 queues, all the host's, and 256 devices of one adapter and all domains each. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@org.openjdk.jmh.annotations.State(Scope.Thread)
public class PlanBenchmark {

    private static final int IDS = 256;

    private final Machine machine = machine();
    private final Configuration configuration = configuration();

    @Benchmark
    public Plan plan() {
        return Planner.plan(machine, configuration);
    }

    @Benchmark
    public List<Finding> validate() {
        return Validator.validate(configuration, machine);
    }

    private static Machine machine() {
        Observed<Mask256> all = Observed.known(Mask256.ALL);
        Observed<Optional<Boolean>> online = Observed.known(Optional.of(true));
        List<Card> cards = new ArrayList<>();
        List<Queue> queues = new ArrayList<>();
        for (int adapter = 0; adapter < IDS; adapter++) {
            AdapterId id = new AdapterId(adapter);
            cards.add(new Card(
                    id,
                    Observed.known(CardType.parse("CEX8P")),
                    Observed.known(true),
                    Observed.known(false),
                    Observed.known(true)));
            for (int domain = 0; domain < IDS; domain++) {
                queues.add(new Queue(
                        new Apqn(id, new DomainId(domain)),
                        Observed.known(Optional.of("cex4queue")),
                        Optional.empty(),
                        online,
                        Observed.known(Optional.empty())));
            }
        }
        return new Machine(
                "large",
                Observed.known(new KernelVersion(6, 12)),
                new TreeSet<>(List.of("ap", "vfio_ap")),
                Optional.of(new ApBus(255, 255, all, all, all, all, all, cards, queues)),
                ChannelSubsystem.EMPTY,
                List.of(),
                List.of());
    }

    private static Configuration configuration() {
        List<DesiredDevice> devices = IntStream.range(0, IDS)
                .<DesiredDevice>mapToObj(i -> new DesiredDevice.Matrix(
                        new MdevUuid("00000000-0000-4000-8000-%012x".formatted(i)),
                        "guest" + i,
                        true,
                        State.PRESENT,
                        new ApMatrix(Mask256.single(i), Mask256.ALL, Mask256.ALL)))
                .toList();
        MaskRequest masks = new MaskRequest(
                Mask256.ALL, Mask256.NONE, Mask256.NONE, Mask256.NONE, Optional.empty(), Optional.empty());
        return new Configuration("256 devices", masks, devices, List.of());
    }
}
