package io.zmdev.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.zmdev.model.ErrorCode;
import io.zmdev.model.ZmdevException;
import io.zmdev.sim.tracing.Evidence;
import io.zmdev.sim.tracing.Fact;
import io.zmdev.sim.tracing.TraceEvent;
import io.zmdev.sim.tracing.TraceHeader.Origin;
import io.zmdev.sim.tracing.TraceThread;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The texts of ftrace and of QEMU's log; the numbers are those of a recorded SENSE ID. */
class TraceImportTest {

    private static final String FTRACE = """
            # tracer: function
            #
                   CPU 0/TCG-92      [001] .....  1763700037.000305: sys_pwrite64(fd: a, buf: 2aa0a905e50, count: 7c, pos: 0)
                   CPU 0/TCG-92      [001] .....  1763700037.000344: vfio_ccw_mdev_write <-vfs_write
                   CPU 0/TCG-92      [001] .....  1763700037.000345: region_write: (vfio_ccw_mdev_write+0x0/0x1e0 [vfio_ccw]) count=124 pos=0x0 w0=0x11110002 w1=0xc0ff00 w2=0x48000 w3=0x804400
                   CPU 0/TCG-92      [001] .....  1763700037.000350: vfio_ccw_fsm_event: schid=0.0.0003 state=2 event=1
                   CPU 0/TCG-92      [001] .....  1763700037.000360: cp_init <-fsm_io_request
                   CPU 0/TCG-92      [001] .....  1763700037.000400: cp_init: (fsm_io_request+0x7a/0x2a0 [vfio_ccw] <- cp_init) ret=0
                   CPU 0/TCG-92      [001] .....  1763700037.000505: cp_prefetch <-fsm_io_request
                   CPU 0/TCG-92      [001] .....  1763700037.000637: hw_ssch: (ssch+0x0/0x90) schid=0x10003 intparm=0x148cc00 ctl=0xc3ff00 cpa=0x6863010
                   CPU 0/TCG-92      [001] .....  1763700037.000640: s390_cio_ssch: schid=0.0.0001 cc=3
                   CPU 0/TCG-92      [001] .....  1763700037.000650: s390_cio_ssch: schid=0.0.0003 cc=0
                   CPU 0/TCG-92      [001] d.h1.  1763700037.000744: do_cio_interrupt <-__handle_irq_event_percpu
                   CPU 0/TCG-92      [001] d.h1.  1763700037.000750: s390_cio_tsch: schid=0.0.0003 cc=0 dcc=0 pno=0 fctl=0x4 actl=0x0 stctl=0x7 dstat=0xc cstat=0x0
                   CPU 0/TCG-92      [001] .....  1763700037.000887: vfio_ccw_mdev_write: (vfs_write+0xd0/0x3f0 <- vfio_ccw_mdev_write) ret=124
                   CPU 0/TCG-92      [001] .....  1763700037.000906: sys_pwrite64 -> 0x7c
                kworker/u8:0-11      [000] .....  1763700037.001208: vfio_ccw_sch_io_todo <-process_one_work
                kworker/u8:0-11      [000] .....  1763700037.001343: eventfd_signal_mask <-vfio_ccw_sch_io_todo
             qemu-system-s39-88      [000] .....  1763700037.001650: sys_ppoll -> 0x2
             qemu-system-s39-88      [000] .....  1763700037.001660: sys_pread64(fd: a, buf: 2aa0a905e50, count: 7c, pos: 0)
            """;

    private static final String QEMU_LOG = """
            92@1763700000.000048:ioinst_sch_id IOINST: ssch (0.0.0000)
            88@1763700000.002088:css_io_interrupt CSS: I/O interrupt on sch fe.0.0000 (intparm 0x11110002, isc 0x3)
            92@1763700000.003626:ioinst_sch_id IOINST: tsch (0.0.0000)
            """;

    @TempDir
    private Path folder = Path.of("");

    private Path file(String name, String text) {
        try {
            return Files.writeString(folder.resolve(name), text);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static List<TraceEvent> events(TraceImport imported) {
        List<TraceEvent> events = new ArrayList<>();
        try (TraceImport.Events read = imported.events()) {
            read.forEachRemaining(events::add);
        }
        return events;
    }

    private static List<String> ids(List<TraceEvent> events) {
        return events.stream().map(event -> event.id().text()).toList();
    }

    private static String error(Origin origin, Path file) {
        ZmdevException e =
                catchThrowableOfType(ZmdevException.class, () -> events(TraceImport.of(origin, List.of(file), 0)));
        assertThat(e).isNotNull();
        assertThat(e.code()).isEqualTo(ErrorCode.FILE_UNUSABLE);
        return String.valueOf(e.getMessage());
    }

    @Test
    void ftraceTellsTheStepsOfTheKernel() {
        TraceImport imported = TraceImport.of(Origin.FTRACE, List.of(file("f", FTRACE)), 0);
        List<TraceEvent> events = events(imported);

        assertThat(ids(events))
                .containsExactly(
                        "Q4", "K1", "K1", "K1", "K1", "K1", "K2", "K3", "K3", "K5", "K5", "K4", "K4", "K5", "K6",
                        "Q6.1", "Q6.2");
        assertThat(events).allMatch(event -> event.evidence() == Evidence.OBSERVED && event.request() == 0);
        assertThat(events.get(2).facts())
                .containsEntry(Fact.INTPARM, "11110002")
                .containsEntry(Fact.ORB_CONTROL, "00c0ff00")
                .containsEntry(Fact.CPA, "00048000")
                .containsEntry(Fact.SCSW, "00804400");
        assertThat(events.get(5).durationNs()).hasValue(40_000);
        assertThat(events.get(7).facts()).containsEntry(Fact.HOST_ORB_CONTROL, "00c3ff00");
        assertThat(events.get(10).thread()).isEqualTo(TraceThread.INTERRUPT);
        assertThat(events.get(10).facts())
                .containsEntry(Fact.STATUS_CONTROL, "7")
                .containsEntry(Fact.DEVICE_STATUS, "12");
        assertThat(imported.header().covers()).doesNotContain("Q3").contains("K1", "K4", "Q4", "Q6");
        assertThat(imported.header().events()).isEqualTo(events.size());
    }

    @Test
    void bothLogsAreMergedOnOneClockAndTheAnswerIsInferred() {
        long ahead = 37_000_000_000L;
        List<TraceEvent> events =
                events(TraceImport.of(Origin.MERGED, List.of(file("q", QEMU_LOG), file("f", FTRACE)), ahead));

        assertThat(ids(events))
                .containsExactly(
                        "Q3", "Q4", "K1", "K1", "K1", "K1", "K1", "K2", "K3", "K3", "K5", "K5", "K4", "K4", "K5", "K6",
                        "Q6.1", "Q6.2", "Q7", "Q5", "Q8.2");
        assertThat(events).allMatch(event -> event.request() == 0);
        assertThat(events.get(1).timeNs()).isEqualTo(257_000);
        assertThat(events.get(19).evidence()).isEqualTo(Evidence.INFERRED);
        assertThat(events.get(18).thread()).isEqualTo(TraceThread.MAIN_LOOP);
    }

    @Test
    void qemusLogAloneAlignsWithItsOwnInstructions() {
        List<TraceEvent> events = events(TraceImport.of(
                Origin.QEMU_LOG, List.of(file("q", QEMU_LOG + QEMU_LOG.replace("1763700000", "1763700001"))), 0));

        assertThat(events.stream().map(TraceEvent::request)).containsExactly(0, 0, 0, 0, 1, 1, 1, 1);
    }

    @Test
    void aLogWithoutTimestampsKeepsItsOrder() {
        String untimed = QEMU_LOG.replaceAll("(?m)^\\d+@[\\d.]+:", "");

        assertThat(ids(events(TraceImport.of(Origin.MERGED, List.of(file("q", untimed)), 0))))
                .containsExactly("Q3", "Q7", "Q5", "Q8.2");
    }

    @ParameterizedTest
    @EnumSource(
            value = Origin.class,
            names = {"FTRACE", "QEMU_LOG", "MERGED"})
    void whatIsNoLogIsRefusedWithItsName(Origin origin) throws IOException {
        assertThat(error(origin, file("prose", "Once upon a time\nthere was a channel.\n")))
                .contains("prose: none of its 2 lines tells of an I/O");
        assertThat(error(origin, Files.write(folder.resolve("bin"), new byte[1 << 16])))
                .contains("bin: line 1 holds a zero byte");
        assertThat(error(origin, file("long", FTRACE + " ".repeat(10 << 20)))).contains("long: line 21 is longer");
        assertThat(error(origin, Files.write(folder.resolve("wide"), FTRACE.getBytes(StandardCharsets.UTF_16LE))))
                .contains("wide: line 1");
        assertThat(error(origin, folder.resolve("none"))).contains("there is no such file");
    }
}
