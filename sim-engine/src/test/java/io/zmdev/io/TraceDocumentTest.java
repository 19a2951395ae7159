package io.zmdev.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Schema;
import io.zmdev.model.ErrorCode;
import io.zmdev.model.ZmdevException;
import io.zmdev.sim.flow.Client;
import io.zmdev.sim.flow.Lane;
import io.zmdev.sim.flow.Run;
import io.zmdev.sim.flow.Scenario;
import io.zmdev.sim.flow.Simulation;
import io.zmdev.sim.flow.StepId;
import io.zmdev.sim.flow.Transport;
import io.zmdev.sim.mmio.MmioSimulation;
import io.zmdev.sim.tracing.Evidence;
import io.zmdev.sim.tracing.Fact;
import io.zmdev.sim.tracing.SimulatedTrace;
import io.zmdev.sim.tracing.TraceComparison;
import io.zmdev.sim.tracing.TraceEvent;
import io.zmdev.sim.tracing.TraceHeader;
import io.zmdev.sim.tracing.TraceKind;
import io.zmdev.sim.tracing.TraceThread;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TraceDocumentTest {

    @TempDir
    private Path folder = Path.of("");

    private static List<TraceEvent> read(Path file) {
        List<TraceEvent> events = new ArrayList<>();
        try (TraceDocument.Reader reader = TraceDocument.open(file)) {
            reader.forEachRemaining(events::add);
        }
        return events;
    }

    private Path simulated() {
        Path file = folder.resolve("sense-id.jsonl");
        SimulatedTrace trace = SimulatedTrace.of(Simulation.run(ScenarioDocument.builtIn("sense-id")));
        TraceDocument.write(file, trace.header(), trace.iterator());
        return file;
    }

    private static String error(Path file) {
        ZmdevException e = catchThrowableOfType(ZmdevException.class, () -> read(file));
        assertThat(e).isNotNull();
        assertThat(e.code()).isEqualTo(ErrorCode.FILE_UNUSABLE);
        return String.valueOf(e.getMessage());
    }

    private Path with(byte[] bytes) throws IOException {
        return Files.write(folder.resolve("bad.jsonl"), bytes);
    }

    private static List<SimulatedTrace> library() {
        List<SimulatedTrace> traces = new ArrayList<>();
        for (String name : ScenarioDocument.builtInNames()) {
            traces.add(SimulatedTrace.of(Simulation.run(ScenarioDocument.builtIn(name))));
        }
        for (String name : MmioScenarioDocument.builtInNames()) {
            traces.add(SimulatedTrace.of(
                    MmioSimulation.run(MmioScenarioDocument.builtIn(name).value())));
        }
        return traces;
    }

    @Test
    void everyBuiltInScenarioReadsBackAsItWasWritten() {
        for (SimulatedTrace trace : library()) {
            String name = trace.header().name();
            Path file = folder.resolve(name + ".jsonl");
            TraceDocument.write(file, trace.header(), trace.iterator());

            assertThat(read(file)).as(name).containsExactlyElementsOf(trace);
        }
    }

    @Test
    void everyBuiltInScenarioIsExportedAndEqualsItself() {
        for (SimulatedTrace trace : library()) {
            String name = trace.header().name();
            Path file = folder.resolve(name + ".json");
            PerfettoDocument.write(file, trace.header(), trace.iterator());
            TraceComparison comparison =
                    TraceComparison.of(trace.header(), trace.iterator(), trace.header(), trace.iterator());

            assertThat(JsonInput.read(file).required("traceEvents").array())
                    .as(name)
                    .isNotEmpty();
            assertThat(comparison.differences()).as(name).isEmpty();
        }
    }

    @Test
    void whateverTheTransportAStartIsOneRequest() {
        for (Client client : Client.values()) {
            for (Transport transport : Transport.values()) {
                Run run = Simulation.run(
                        with(client, ScenarioDocument.builtIn("sense-id").over(transport)));

                assertThat(SimulatedTrace.of(run))
                        .as("%s over %s", client, transport)
                        .extracting(TraceEvent::request)
                        .containsOnly(TraceEvent.NO_REQUEST, 0);
            }
        }
    }

    private static Scenario with(Client client, Scenario s) {
        return new Scenario(
                s.name(),
                s.note(),
                s.kernel(),
                s.transport(),
                s.channel(),
                client,
                s.devices(),
                s.memory(),
                s.program(),
                s.requests(),
                s.faults(),
                s.schedule(),
                s.costs());
    }

    @Test
    void theSchemaAcceptsEveryLine() throws IOException {
        Schema schema = SchemaTest.schema("trace");
        for (String line : Files.readAllLines(simulated())) {
            assertThat(schema.validate(
                            JsonInput.parse("line", DocumentFiles.bytes(line)).node()))
                    .as(line)
                    .isEmpty();
        }
    }

    @Test
    void whatTheSchemaRefusesTheReaderRefusesToo() throws IOException {
        Schema schema = SchemaTest.schema("trace");
        List<String> lines = Files.readAllLines(simulated());
        String header = lines.getFirst().replaceFirst("\"events\":\\d+", "\"events\":1");
        String event = lines.stream()
                .filter(line -> line.contains("orbControl"))
                .findFirst()
                .orElseThrow();
        int refused = 0;
        for (int changed = 0; changed < 2; changed++) {
            JsonNode example = JsonInput.parse("line", DocumentFiles.bytes(changed == 0 ? header : event))
                    .node();
            for (int place = 0; place < SchemaTest.places(example).size(); place++) {
                for (JsonNode value : SchemaTest.VALUES) {
                    JsonNode copy = example.deepCopy();
                    List<Consumer<JsonNode>> places = SchemaTest.places(copy);
                    places.get(place).accept(value);
                    if (!schema.validate(copy).isEmpty()) {
                        refused++;
                        String text = changed == 0 ? copy + "\n" + event : header + "\n" + copy;
                        assertThat(error(with(DocumentFiles.bytes(text))))
                                .as(text)
                                .contains("bad.jsonl");
                    }
                }
            }
        }
        assertThat(refused).isGreaterThan(100);
    }

    @Test
    void aTruncatedFileIsNoticed() throws IOException {
        String text = Files.readString(simulated());
        String without = text.substring(0, text.lastIndexOf('\n', text.length() - 2) + 1);

        assertThat(error(with(DocumentFiles.bytes(without))))
                .contains("of " + text.lines().skip(1).count() + " events (truncated?)");
        assertThat(error(with(DocumentFiles.bytes(text.substring(0, text.length() - 20)))))
                .contains("bad.jsonl: line " + text.lines().count())
                .contains("the file ends in the middle");
        assertThat(error(with(DocumentFiles.bytes(
                        text + text.lines().skip(1).findFirst().orElseThrow()))))
                .contains("here is one more");
    }

    @Test
    void filesThatAreNoTracesAreRefusedWithFileAndLine() throws IOException {
        String header = Files.readAllLines(simulated()).getFirst();

        assertThat(error(with(new byte[0]))).isEqualTo(folder.resolve("bad.jsonl") + ": the file is empty");
        assertThat(error(with(new byte[] {0x7f, 'E', 'L', 'F', 0, 0, 0, '\n'}))).contains("line 1 holds a zero byte");
        assertThat(error(with(header.getBytes(StandardCharsets.UTF_16)))).contains("line 1");
        assertThat(error(with((header + "\nZoë\n").getBytes(StandardCharsets.ISO_8859_1))))
                .contains("line 2 is not UTF-8");
        assertThat(error(with(DocumentFiles.bytes(header + "\n{\"what\":\"" + "x".repeat(10 << 20)))))
                .contains("line 2 is longer than 1048576 bytes");
        assertThat(error(with(DocumentFiles.bytes(header.replace("trace/1", "trace/9")))))
                .contains("version");
        assertThat(error(folder)).contains("this is a directory");
        assertThat(error(folder.resolve("none"))).contains("there is no such file");
    }

    /** The reader keeps no event: what it holds is a line and the texts that recur. */
    @Test
    @Tag("slow")
    void aMillionEventsAreWrittenAndRead() {
        int count = 1_000_000;
        TraceHeader header = new TraceHeader(
                "long", TraceKind.CHANNEL_IO, TraceHeader.Origin.SIMULATION, TraceKind.CHANNEL_IO.steps(), count);
        Path file = folder.resolve("long.jsonl");
        Iterator<TraceEvent> events =
                IntStream.range(0, count).mapToObj(TraceDocumentTest::event).iterator();
        TraceDocument.write(file, header, events);

        long inOrder = 0;
        try (TraceDocument.Reader reader = TraceDocument.open(file)) {
            while (reader.hasNext()) {
                inOrder += reader.next().timeNs() == inOrder ? 1 : 0;
            }
        }
        assertThat(inOrder).isEqualTo(count);
    }

    private static TraceEvent event(int n) {
        return new TraceEvent(
                n,
                OptionalLong.of(1),
                n / 30,
                new StepId("K1.1"),
                Lane.VFIO,
                Lane.VFIO_CCW,
                TraceThread.SUBMITTER,
                Evidence.SIMULATED,
                "event " + n,
                "test",
                Map.of(Fact.CC, "0"));
    }
}
