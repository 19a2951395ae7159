package io.zmdev.sim.ap.load;

import io.zmdev.model.ap.AdapterId;
import io.zmdev.model.ap.ApMatrix;
import io.zmdev.model.ap.CardType;
import io.zmdev.model.ap.Mask256;
import io.zmdev.model.mdev.VirtualMapping;
import io.zmdev.sim.ap.ApCard;
import io.zmdev.sim.ap.ApMachine;
import io.zmdev.sim.ap.RequestClass;
import io.zmdev.sim.ap.dispatch.IntRing;
import io.zmdev.sim.kernel.EventCalendar;
import io.zmdev.sim.kernel.RandomStream;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import umontreal.ssj.randvar.ExponentialGen;
import umontreal.ssj.randvar.RandomVariateGen;
import umontreal.ssj.rng.MRG32k3a;
import umontreal.ssj.simevents.Event;
import umontreal.ssj.simevents.Simulator;

/** Events per second of one core: the queue M/M/4 at 80 % load here and in SSJ, and a farm of eight cards behind one virtual queue. */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
public class MmcBenchmark {

    private static final int EVENTS = 200_000;
    private static final int SERVERS = 4;
    private static final int CARDS = 8;
    private static final double LOAD = 0.8;
    private static final double SERVICE_NS = 54_000;

    private final ApScenario mm4 = scenario(
            1,
            SERVERS,
            new Access.Passthrough(
                    new ApMatrix(Mask256.of(0), Mask256.of(4), Mask256.NONE), Access.Interception.INTERPRETED));
    private final ApScenario farm = scenario(
            CARDS,
            1,
            new Access.Virtual(
                    new VirtualMapping(
                            new TreeMap<>(Map.of(0, Mask256.range(0, CARDS - 1))),
                            new TreeMap<>(Map.of(0, Mask256.of(4)))),
                    4096));

    private static ApScenario scenario(int cards, int engines, Access access) {
        double rate = LOAD * cards * engines * 1e9 / SERVICE_NS;
        long duration = Math.round(EVENTS / 2 / rate * 1e9);
        return new ApScenario(
                "benchmark",
                ApMachine.of(
                        IntStream.range(0, cards)
                                .mapToObj(
                                        id -> new ApCard(new AdapterId(id), CardType.parse("CEX8A"), engines, 16, true))
                                .toList(),
                        Mask256.of(4)),
                Costs.SERVICE_ONLY,
                List.of(new GuestLoad(
                        "guest",
                        access,
                        true,
                        new Arrivals.Poisson(rate),
                        List.of(new ClassShare(RequestClass.CRT_2K, 1, new ServiceTime.Exponential())))),
                List.of(),
                List.of("shortest-delay"),
                16,
                RunPlan.of(duration, 0, 1, 1));
    }

    @Benchmark
    @OperationsPerInvocation(EVENTS)
    public long mm4() {
        return ApSimulation.countEvents(mm4, "shortest-delay", 0);
    }

    @Benchmark
    @OperationsPerInvocation(EVENTS)
    public long eightCardsBehindAVirtualQueue() {
        return ApSimulation.countEvents(farm, "shortest-delay", 0);
    }

    /** The same model as SSJ's below, on our event calendar and random streams alone. */
    @Benchmark
    @OperationsPerInvocation(EVENTS)
    public double mm4OnTheKernel() {
        return new KernelMmc().run();
    }

    @Benchmark
    @OperationsPerInvocation(EVENTS)
    public double mm4InSsj() {
        return new SsjMmc().run();
    }

    /** An event for each arrival and each departure, waiting requests in a list. */
    private static final class KernelMmc {
        private static final int ARRIVAL = -1;
        private static final double INTERARRIVAL_NS = SERVICE_NS / (LOAD * SERVERS);

        private final EventCalendar calendar = new EventCalendar();
        private final RandomStream arrivals = RandomStream.named(1, "arrivals");
        private final RandomStream services = RandomStream.named(1, "services");
        private final Queue<Long> waiting = new ArrayDeque<>();
        private final IntRing idle = new IntRing();
        private final long[] arrived = new long[SERVERS];
        private double responses;

        double run() {
            for (int server = 0; server < SERVERS; server++) {
                idle.addLast(server);
            }
            schedule(0, arrivals, INTERARRIVAL_NS, ARRIVAL);
            for (int events = 0; events < EVENTS; events++) {
                long now = calendar.nextTime();
                int event = calendar.take();
                if (event == ARRIVAL) {
                    schedule(now, arrivals, INTERARRIVAL_NS, ARRIVAL);
                    if (idle.isEmpty()) {
                        waiting.add(now);
                    } else {
                        serve(now, idle.removeFirst(), now);
                    }
                } else {
                    responses += now - arrived[event];
                    Long next = waiting.poll();
                    if (next == null) {
                        idle.addLast(event);
                    } else {
                        serve(now, event, next);
                    }
                }
            }
            return responses;
        }

        private void serve(long now, int server, long arrival) {
            arrived[server] = arrival;
            schedule(now, services, SERVICE_NS, server);
        }

        private void schedule(long now, RandomStream stream, double mean, int event) {
            calendar.schedule(now + Math.round(stream.nextExponential(mean)), 0, event);
        }
    }

    /** The same queue in SSJ: an event for each arrival and each departure, waiting requests in a list. */
    private static final class SsjMmc {
        private final Simulator simulator = new Simulator();
        private final RandomVariateGen arrivals = new ExponentialGen(new MRG32k3a(), LOAD * SERVERS / SERVICE_NS);
        private final RandomVariateGen services = new ExponentialGen(new MRG32k3a(), 1 / SERVICE_NS);
        private final Queue<Double> waiting = new ArrayDeque<>();
        private int busy;
        private double responses;
        private int events;

        double run() {
            simulator.init();
            new Arrival().schedule(arrivals.nextDouble());
            simulator.start();
            return responses;
        }

        private void countEvent() {
            if (++events == EVENTS) {
                simulator.stop();
            }
        }

        private final class Arrival extends Event {
            Arrival() {
                super(simulator);
            }

            @Override
            public void actions() {
                schedule(arrivals.nextDouble());
                if (busy < SERVERS) {
                    busy++;
                    new Departure(simulator.time()).schedule(services.nextDouble());
                } else {
                    waiting.add(simulator.time());
                }
                countEvent();
            }
        }

        private final class Departure extends Event {
            private final double arrived;

            Departure(double arrived) {
                super(simulator);
                this.arrived = arrived;
            }

            @Override
            public void actions() {
                responses += simulator.time() - arrived;
                Double next = waiting.poll();
                if (next == null) {
                    busy--;
                } else {
                    new Departure(next).schedule(services.nextDouble());
                }
                countEvent();
            }
        }
    }
}
