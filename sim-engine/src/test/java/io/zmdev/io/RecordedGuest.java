package io.zmdev.io;

import io.zmdev.sim.flow.GuestMemory;
import io.zmdev.sim.flow.Request;
import io.zmdev.sim.flow.Scenario;
import io.zmdev.sim.tracing.TraceEvent;
import io.zmdev.sim.tracing.TraceHeader;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The guest whose runs on QEMU 10.0 and Linux 6.12 were recorded: its programs as scenarios, and the recordings. */
final class RecordedGuest {

    private RecordedGuest() {}

    /** One test of the guest alone, with the memory and the subchannel as the tests before it left them. */
    record Part(int firstRequest, int requests, Scenario scenario) {}

    static Path file(String name) {
        try {
            return Path.of(RecordedGuest.class
                    .getResource("/recordings/nested/" + name)
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(name, e);
        }
    }

    static TraceImport timeline(String name) {
        return TraceImport.of(TraceHeader.Origin.MERGED, List.of(file(name)), 0);
    }

    static List<TraceEvent> events(TraceImport imported) {
        List<TraceEvent> events = new ArrayList<>();
        try (TraceImport.Events read = imported.events()) {
            read.forEachRemaining(events::add);
        }
        return events;
    }

    static List<Part> parts(Scenario whole) {
        List<Part> parts = new ArrayList<>();
        List<GuestMemory.Data> data = new ArrayList<>(whole.memory().data());
        List<Request> setup = new ArrayList<>();
        List<Request> test = new ArrayList<>();
        int number = 0;
        for (Request request : whole.requests()) {
            boolean prepares = request instanceof Request.Store || request instanceof Request.Msch || isStsch(request);
            if (prepares) {
                number = end(parts, whole, data, setup, test, number);
            }
            switch (request) {
                case Request.Store(long at, byte[] bytes) -> data.add(new GuestMemory.Data(at, bytes));
                case Request.Msch msch -> setup.add(msch);
                default -> {
                    if (!prepares) {
                        test.add(request);
                    }
                }
            }
            if (request instanceof Request.Instruction(String on, Request.Instruction.Kind kind)
                    && kind == Request.Instruction.Kind.TSCH) {
                number = end(parts, whole, data, setup, test, number);
            }
        }
        end(parts, whole, data, setup, test, number);
        return parts;
    }

    private static boolean isStsch(Request request) {
        return request instanceof Request.Instruction(String on, Request.Instruction.Kind kind)
                && kind == Request.Instruction.Kind.STSCH;
    }

    private static int end(
            List<Part> parts,
            Scenario whole,
            List<GuestMemory.Data> data,
            List<Request> setup,
            List<Request> test,
            int number) {
        if (test.isEmpty()) {
            return number;
        }
        int instructions = (int) test.stream()
                .filter(request -> request instanceof Request.Ssch
                        || (request instanceof Request.Instruction(String on, Request.Instruction.Kind kind)
                                && kind != Request.Instruction.Kind.TSCH))
                .count();
        List<Request> requests = new ArrayList<>(setup);
        requests.addAll(test);
        test.clear();
        parts.add(new Part(
                number,
                instructions,
                new Scenario(
                        whole.name(),
                        whole.note(),
                        whole.kernel(),
                        whole.transport(),
                        whole.channel(),
                        whole.client(),
                        whole.devices(),
                        new GuestMemory(whole.memory().size(), whole.memory().unmapped(), data),
                        whole.program(),
                        requests,
                        whole.faults(),
                        whole.schedule(),
                        whole.costs())));
        return number + instructions;
    }
}
