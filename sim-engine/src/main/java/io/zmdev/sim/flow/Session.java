package io.zmdev.sim.flow;

import io.zmdev.sim.flow.CostModel.Cost;
import io.zmdev.sim.kernel.EventCalendar;
import io.zmdev.sim.trace.Area;
import io.zmdev.sim.trace.StateSpace;
import io.zmdev.sim.vfioccw.DmaMappings;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/** The machine of a scenario while its requests are made: memory, devices, and what has yet to happen. */
final class Session {

    /** What happens later, on a thread of its own. */
    enum Task {
        /** The workqueue of the driver. */
        IO_WORK(0),
        /** Whoever polls the eventfds. */
        WAKE(1);

        private static final List<Task> ALL = List.of(values());

        private final int number;

        Task(int number) {
            this.number = number;
        }
    }

    private final StateSpace space = new StateSpace();
    private final Area guestMemory;
    private final Timeline timeline;
    private final EventCalendar calendar = new EventCalendar();
    private final List<HostDevice> hostDevices = new ArrayList<>();
    private final List<Runnable> wakers = new ArrayList<>();
    private final List<FsmEntry> fsm = new ArrayList<>();
    private boolean tracing;

    Session(Scenario scenario) {
        timeline = new Timeline(new CostModel(scenario.costs()));
        guestMemory = space.add("guest", scenario.memory().size());
        load(scenario);
        DmaMappings mappings = new DmaMappings(guestMemory, mappings(scenario.memory()));
        for (Attachment attachment : scenario.devices()) {
            if (attachment.way() == Attachment.Way.VFIO_CCW) {
                hostDevices.add(new HostDevice(this, hostDevices.size(), attachment, scenario.kernel(), mappings));
                wakers.add(() -> {});
            }
        }
    }

    private void load(Scenario scenario) {
        for (GuestMemory.Data data : scenario.memory().data()) {
            guestMemory.put(data.at(), data.bytes());
        }
        for (Scenario.Segment segment : scenario.program()) {
            long at = segment.at();
            for (long ccw : segment.ccws()) {
                guestMemory.putLong(at, ccw);
                at += Long.BYTES;
            }
        }
    }

    private static List<DmaMappings.Mapping> mappings(GuestMemory memory) {
        List<DmaMappings.Mapping> mappings = new ArrayList<>();
        long at = 0;
        List<GuestMemory.Hole> holes = memory.unmapped().stream()
                .sorted((a, b) -> Long.compare(a.at(), b.at()))
                .toList();
        for (GuestMemory.Hole hole : holes) {
            if (hole.at() > at) {
                mappings.add(new DmaMappings.Mapping(at, hole.at() - at));
            }
            at = Math.max(at, hole.at() + hole.size());
        }
        if (at < memory.size()) {
            mappings.add(new DmaMappings.Mapping(at, memory.size() - at));
        }
        return mappings;
    }

    StateSpace space() {
        return space;
    }

    Area guestMemory() {
        return guestMemory;
    }

    Timeline timeline() {
        return timeline;
    }

    List<HostDevice> hostDevices() {
        return hostDevices;
    }

    /** What is done when an eventfd of this device becomes readable. */
    void onWake(int device, Runnable waker) {
        wakers.set(device, waker);
    }

    /** The driver's trace since {@link #startTracing}. */
    List<FsmEntry> fsm() {
        return List.copyOf(fsm);
    }

    void startTracing() {
        tracing = true;
    }

    void trace(FsmEntry entry) {
        if (tracing) {
            fsm.add(entry);
        }
    }

    void schedule(Cost delay, int device, Task task) {
        calendar.schedule(timeline.now() + timeline.cost(delay), task.number, device * Task.ALL.size() + task.number);
    }

    /** Lets everything happen that is due. */
    void runDue() {
        runUntil(() -> false, timeline.now());
    }

    /**
     * Lets time pass until the condition holds, nothing is left to happen, or the deadline has come.
     *
     * @param deadline in ns; what is due then still happens
     * @return whether the condition holds
     */
    boolean runUntil(BooleanSupplier condition, long deadline) {
        while (!condition.getAsBoolean()) {
            hostDevices.forEach(HostDevice::interruptsEnabled);
            if (calendar.isEmpty() || calendar.nextTime() > deadline) {
                timeline.advanceTo(deadline);
                return condition.getAsBoolean();
            }
            timeline.advanceTo(calendar.nextTime());
            int event = calendar.take();
            int device = event / Task.ALL.size();
            switch (Task.ALL.get(event % Task.ALL.size())) {
                case IO_WORK -> hostDevices.get(device).driver().ioWork();
                case WAKE -> wakers.get(device).run();
            }
        }
        return true;
    }
}
