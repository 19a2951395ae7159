package io.zmdev.hw.live;

import static io.zmdev.hw.live.OpenFiles.must;

import io.zmdev.hw.nativecalls.AnonymousMemory;
import io.zmdev.model.ErrorCode;
import io.zmdev.model.ZmdevException;
import io.zmdev.sim.flow.Attachment;
import io.zmdev.sim.flow.FsmEntry;
import io.zmdev.sim.flow.KernelAnswers;
import io.zmdev.sim.flow.MemoryImage;
import io.zmdev.sim.flow.Request;
import io.zmdev.sim.flow.Result;
import io.zmdev.sim.flow.Run;
import io.zmdev.sim.flow.Scenario;
import io.zmdev.sim.flow.Transport;
import io.zmdev.sim.vfioccw.Region;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes the requests of a scenario on a real device, as a program that uses its regions itself. */
public final class LiveRun {

    private final LiveDevice device;
    private final AnonymousMemory memory;
    private final Optional<Duration> longestWait;

    private LiveRun(LiveDevice device, AnonymousMemory memory, Optional<Duration> longestWait) {
        this.device = device;
        this.memory = memory;
        this.longestWait = longestWait;
    }

    /** Why a program cannot make what the scenario asks for on a real device; empty when it can. */
    public static Optional<String> obstacle(Scenario scenario) {
        if (scenario.devices().size() != 1 || scenario.devices().getFirst().way() != Attachment.Way.VFIO_CCW) {
            return Optional.of("it has more than one device that is passed through");
        }
        if (scenario.transport() != Transport.REGION_EVENTFD) {
            return Optional.of(
                    "no kernel has the transport " + scenario.transport().id());
        }
        if (!scenario.faults().isEmpty()) {
            return Optional.of("a real device makes faults of its own alone");
        }
        return scenario.requests().stream()
                .filter(request -> !isPossible(request))
                .findFirst()
                .map(request -> "the driver has no region for the request '%s'".formatted(request.operation()));
    }

    private static boolean isPossible(Request request) {
        return switch (request) {
            case Request.Instruction(String on, Request.Instruction.Kind kind) ->
                switch (kind) {
                    case TSCH, HSCH, CSCH, STSCH -> true;
                    case XSCH, RSCH -> false;
                };
            case Request.Msch msch -> false;
            case Request.Path path -> false;
            case Request.Attention attention -> false;
            case Request.Ssch ssch -> true;
            case Request.Wait wait -> true;
            case Request.Store store -> true;
            case Request.Reset reset -> true;
            case Request.WriteRegion write -> true;
            case Request.ReadRegion read -> true;
        };
    }

    /**
     * Opens the device, makes the requests and closes it.
     *
     * @param wanted how to open it; the first way that the kernel has without it
     * @param longestWait for an interrupt; what the scenario says without it
     * @param tracing records the requests; the driver's trace is missing without it
     * @throws ZmdevException UNSUPPORTED when the scenario is nothing for a real device, DISTURBS when the device is in use,
     *     HOST_UNREADABLE without permission, HOST_UNREACHABLE
     */
    public static KernelAnswers of(
            Scenario scenario,
            CcwMdev mdev,
            Optional<VfioWay> wanted,
            Optional<Duration> longestWait,
            Optional<TracingInstance> tracing) {
        obstacle(scenario).ifPresent(reason -> {
            throw new ZmdevException(
                    ErrorCode.UNSUPPORTED,
                    "scenario '%s' cannot run on a device: %s".formatted(scenario.name(), reason));
        });
        VfioWay way = mdev.way(wanted);
        MemoryImage image = MemoryImage.of(scenario);
        long size = scenario.memory().size();
        try (AnonymousMemory memory = must(AnonymousMemory.of(size), "memory of 0x%x bytes".formatted(size));
                OpenFiles files = new OpenFiles()) {
            image.forEachPage(memory::put);
            VfioAccess access = VfioAccess.open(way, mdev, files);
            scenario.memory()
                    .mapped()
                    .forEach(range -> access.map(memory.address() + range.iova(), range.iova(), range.size()));
            LiveRun run = new LiveRun(new LiveDevice(access.device(), files), memory, longestWait);
            tracing.ifPresent(TracingInstance::start);
            List<Result> results = run.answers(scenario.requests());
            Optional<List<FsmEntry>> fsm = tracing.map(TracingInstance::stop);
            List<Run.MemoryChange> changes = image.changes(at -> memory.get(at, MemoryImage.PAGE));
            return new KernelAnswers(scenario, results, fsm, changes);
        }
    }

    private List<Result> answers(List<Request> requests) {
        List<Result> results = new ArrayList<>();
        requests.forEach(request -> results.add(answer(request)));
        return results;
    }

    private Result answer(Request request) {
        return switch (request) {
            case Request.Ssch ssch -> device.start(ssch);
            case Request.Instruction(String on, Request.Instruction.Kind kind) ->
                switch (kind) {
                    case TSCH -> device.readIrb();
                    case HSCH -> device.command(Region.COMMAND_HSCH);
                    case CSCH -> device.command(Region.COMMAND_CSCH);
                    case STSCH -> device.readSchib();
                    case XSCH, RSCH -> throw impossible(request);
                };
            case Request.Wait(String on, long timeoutMs) -> {
                Duration asked = Duration.ofMillis(timeoutMs);
                yield device.await(
                        longestWait.filter(limit -> limit.compareTo(asked) < 0).orElse(asked));
            }
            case Request.Store(long at, byte[] bytes) -> {
                memory.put(at, bytes);
                yield new Result.Done();
            }
            case Request.Reset reset -> device.reset();
            case Request.WriteRegion write -> device.write(write.region(), write.offset(), write.bytes());
            case Request.ReadRegion read -> device.read(read.region(), read.offset(), read.length());
            case Request.Msch msch -> throw impossible(request);
            case Request.Path path -> throw impossible(request);
            case Request.Attention attention -> throw impossible(request);
        };
    }

    private static IllegalStateException impossible(Request request) {
        return new IllegalStateException(request.operation());
    }
}
