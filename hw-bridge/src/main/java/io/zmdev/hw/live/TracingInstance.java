package io.zmdev.hw.live;

import io.zmdev.exchange.TraceLog;
import io.zmdev.hw.nativecalls.SystemCalls;
import io.zmdev.io.TraceImport;
import io.zmdev.model.ErrorCode;
import io.zmdev.model.ZmdevException;
import io.zmdev.model.css.SubchannelId;
import io.zmdev.model.host.Answer;
import io.zmdev.sim.flow.FsmEntry;
import io.zmdev.sim.tracing.Fact;
import io.zmdev.sim.tracing.TraceEvent;
import io.zmdev.sim.tracing.TraceHeader;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * An ftrace of its own, {@code instances/zmdev-PID}, which records what the driver and the channel subsystem do for one subchannel and
 * the system calls of the thread that opened it; removed when it is closed. Other traces go on undisturbed.
 */
public final class TracingInstance implements AutoCloseable {

    /** What is recorded beside the events. */
    public enum Detail {
        EVENTS,
        /** Each function of vfio_ccw, of whatever device, and those of VFIO that it calls. */
        FUNCTIONS
    }

    private static final String BUFFER_KB = "4096";
    private static final List<String> DRIVER_EVENTS =
            List.of("vfio_ccw_fsm_event", "vfio_ccw_fsm_io_request", "vfio_ccw_fsm_async_request");
    private static final List<String> CHANNEL_EVENTS = List.of(
            "s390_cio_ssch", "s390_cio_hsch", "s390_cio_csch", "s390_cio_tsch", "s390_cio_interrupt", "s390_cio_stsch");

    /** What reads so much looks at the ret_code of a request, which is no step of an I/O. */
    private static final int RET_CODE_SIZE = Integer.BYTES;

    private static final List<String> FUNCTIONS = List.of(
            "*:mod:vfio_ccw",
            "vfio_device_fops_write",
            "vfio_device_fops_read",
            "vfio_pin_pages",
            "vfio_unpin_pages",
            "vfio_dma_rw",
            "eventfd_signal",
            "eventfd_signal_mask");

    private final Path instance;
    private final Path log;

    private TracingInstance(Path instance, Path log) {
        this.instance = instance;
        this.log = log;
    }

    /**
     * Makes the instance for requests of the calling thread; nothing is recorded yet.
     *
     * @param tracefs {@code /sys/kernel/tracing}
     * @throws ZmdevException UNSUPPORTED where there is no ftrace or it cannot be used
     */
    public static TracingInstance open(Path tracefs, SubchannelId subchannel, Detail detail) {
        Path folder =
                tracefs.resolve("instances/zmdev-" + ProcessHandle.current().pid());
        try {
            TracingInstance tracing = new TracingInstance(folder, Files.createTempFile("zmdev-", ".ftrace"));
            try {
                Files.createDirectory(folder);
                tracing.setUp(subchannel, detail);
                return tracing;
            } catch (IOException | ZmdevException e) {
                tracing.close();
                throw e;
            }
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    private static ZmdevException unusable(IOException e) {
        return new ZmdevException(
                ErrorCode.UNSUPPORTED, "the kernel's trace cannot be used: %s".formatted(e.getMessage()), e);
    }

    private void setUp(SubchannelId subchannel, Detail detail) {
        set("tracing_on", "0");
        set("trace_clock", "mono");
        set("buffer_size_kb", BUFFER_KB);
        DRIVER_EVENTS.forEach(event -> enable("vfio_ccw/" + event, subchannel));
        CHANNEL_EVENTS.forEach(event -> enable("s390/" + event, subchannel));
        String thread = "common_pid==" + thread();
        for (String call : List.of("pwrite64", "ppoll")) {
            enable("syscalls/sys_enter_" + call, thread);
            enable("syscalls/sys_exit_" + call, thread);
        }
        enable("syscalls/sys_enter_pread64", thread + " && count!=" + RET_CODE_SIZE);
        enable("syscalls/sys_exit_pread64", thread + " && ret!=" + RET_CODE_SIZE);
        if (detail == Detail.FUNCTIONS) {
            FUNCTIONS.forEach(this::watch);
            set("current_tracer", "function");
        }
    }

    /** The number of the subchannel is a field schno of some events and sch_no of others. */
    private void enable(String event, SubchannelId subchannel) {
        try {
            Path format = instance.resolve("events").resolve(event).resolve("format");
            String number = Files.exists(format) && Files.readString(format).contains(" sch_no;") ? "sch_no" : "schno";
            enable(
                    event,
                    "cssid==%d && ssid==%d && %s==%d"
                            .formatted(subchannel.cssid(), subchannel.ssid(), number, subchannel.number()));
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    /** An event that the kernel does not have is left out. */
    private void enable(String event, String filter) {
        if (Files.isDirectory(instance.resolve("events").resolve(event))) {
            set("events/" + event + "/filter", filter);
            set("events/" + event + "/enable", "1");
        }
    }

    /** Adds a function to those that are traced; one that the kernel does not have is left out. */
    private void watch(String function) {
        write("set_ftrace_filter", function + "\n");
    }

    /** The number of this thread as the kernel has it. */
    private static String thread() {
        Path self = Path.of("/proc/thread-self");
        try {
            return String.valueOf(Files.readSymbolicLink(self).getFileName());
        } catch (IOException e) {
            throw new ZmdevException(
                    ErrorCode.HOST_UNREADABLE, "%s cannot be read: %s".formatted(self, e.getMessage()), e);
        }
    }

    private void set(String file, String value) {
        write(file, value).refusal().ifPresent(errno -> {
            throw new ZmdevException(
                    ErrorCode.UNSUPPORTED,
                    "%s does not take '%s': %s".formatted(instance.resolve(file), value, errno.text()));
        });
    }

    private Answer<Integer> write(String file, String value) {
        return SystemCalls.write(instance.resolve(file).toString(), value.getBytes(StandardCharsets.US_ASCII));
    }

    /** Records from here on. */
    void start() {
        set("trace", "0");
        set("tracing_on", "1");
    }

    /** Ends the recording; the answer is what the driver's own events told. */
    List<FsmEntry> stop() {
        set("tracing_on", "0");
        TraceLog reader = TraceLog.of(TraceHeader.Origin.FTRACE);
        List<FsmEntry> fsm = new ArrayList<>();
        try (BufferedReader lines = Files.newBufferedReader(instance.resolve("trace"), StandardCharsets.ISO_8859_1);
                var copy = Files.newBufferedWriter(log)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                copy.write(line);
                copy.newLine();
                reader.read(line).stream().flatMap(TracingInstance::entry).forEach(fsm::add);
            }
        } catch (IOException e) {
            throw new ZmdevException(
                    ErrorCode.HOST_UNREADABLE, "the kernel's trace cannot be read: %s".formatted(e.getMessage()), e);
        }
        return fsm;
    }

    private static Stream<FsmEntry> entry(TraceEvent event) {
        Map<Fact, String> facts = event.facts();
        return switch (event.source()) {
            case "vfio_ccw_fsm_event" ->
                Stream.of(new FsmEntry.Event(number(facts, Fact.STATE), number(facts, Fact.EVENT)));
            case "vfio_ccw_fsm_io_request" ->
                Stream.of(new FsmEntry.IoRequest(
                        number(facts, Fact.FUNCTION_CONTROL),
                        number(facts, Fact.ERRNO),
                        facts.getOrDefault(Fact.INFO, "")));
            case "vfio_ccw_fsm_async_request" ->
                Stream.of(new FsmEntry.AsyncRequest(number(facts, Fact.COMMAND), number(facts, Fact.ERRNO)));
            default -> Stream.empty();
        };
    }

    private static int number(Map<Fact, String> facts, Fact fact) {
        return Integer.parseInt(facts.getOrDefault(fact, "0"));
    }

    /**
     * What was recorded, as long as this is open.
     *
     * @throws ZmdevException FILE_UNUSABLE when it tells of no I/O
     */
    public TraceImport trace() {
        return TraceImport.of(TraceHeader.Origin.FTRACE, List.of(log), 0);
    }

    @Override
    public void close() {
        try {
            Files.deleteIfExists(instance);
            Files.deleteIfExists(log);
        } catch (IOException e) {
            throw new ZmdevException(
                    ErrorCode.OUTPUT_UNWRITABLE, "%s cannot be removed: %s".formatted(instance, e.getMessage()), e);
        }
    }
}
