package io.zmdev.sim.flow;

import io.zmdev.model.ErrorCode;
import io.zmdev.model.ZmdevException;
import io.zmdev.sim.channel.Device;
import io.zmdev.sim.channel.Medium;
import io.zmdev.sim.channel.StorageDevice;
import io.zmdev.sim.flow.CostModel.Cost;
import io.zmdev.sim.kernel.EventCalendar;
import io.zmdev.sim.trace.Area;
import io.zmdev.sim.trace.StateSpace;
import io.zmdev.sim.vfioccw.DmaMappings;
import io.zmdev.sim.vfioccw.VfioCcwDriver;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** The machine of a scenario while its requests are made: memory, devices, and what has yet to happen. */
final class Session {

    /** What happens later, on a thread of its own. */
    enum Task {
        /** The workqueue of the driver. */
        IO_WORK(0),
        /** Whoever polls the eventfds. */
        WAKE(1),
        /** The channel subsystem. */
        ADVANCE(2),
        /** The work item that an eventfd into the kernel queues. */
        KICK(3),
        /** The end of the driver's work, where orders are explored. */
        SIGNAL(4);

        private static final List<Task> ALL = List.of(values());

        private final int number;

        Task(int number) {
            this.number = number;
        }
    }

    private final StateSpace space = new StateSpace();
    private final Area guestMemory;
    private final List<DmaMappings.Mapping> mapped;
    private final DmaMappings mappings;
    private final Timeline timeline;
    private final EventCalendar calendar = new EventCalendar();
    private final List<HostDevice> hostDevices = new ArrayList<>();
    private final Map<Attachment, StorageDevice> stored = new LinkedHashMap<>();
    private final List<Runnable> wakers = new ArrayList<>();
    private final List<FsmEntry> fsm = new ArrayList<>();
    private final List<Integer> fsmPositions = new ArrayList<>();
    private final List<Attachment> attachments;
    private final @Nullable Choices choices;
    private final List<Fault> waiting = new ArrayList<>();
    private boolean tracing;

    /** @param choices which thread goes on where several can; null to have it by the time that steps take */
    Session(Scenario scenario, @Nullable Choices choices) {
        this.choices = choices;
        attachments = scenario.devices();
        timeline = new Timeline(new CostModel(scenario.costs()), scenario.transport());
        guestMemory = space.add("guest", scenario.memory().size());
        MemoryImage.load(scenario, guestMemory);
        mapped = scenario.memory().mapped();
        mappings = new DmaMappings(space, guestMemory, mapped.size());
        for (int number = 0; number < attachments.size(); number++) {
            Attachment attachment = attachments.get(number);
            if (attachment.way() == Attachment.Way.VFIO_CCW) {
                hostDevices.add(new HostDevice(
                        this, hostDevices.size(), number, attachment, scenario.channel(), scenario.kernel(), mappings));
                wakers.add(() -> {});
            }
        }
    }

    /** Makes the device of an attachment, with what its store holds. */
    Device device(Attachment attachment) {
        Device device = Devices.of(attachment.model(), space, attachment.id());
        attachment.store().ifPresent(store -> load(attachment, store, device));
        return device;
    }

    private void load(Attachment attachment, Store store, Device device) {
        if (!(device instanceof StorageDevice storage)) {
            throw new ZmdevException(
                    ErrorCode.UNSUPPORTED,
                    "device '%s': a %s has no medium that a store could keep"
                            .formatted(attachment.id(), attachment.model().id()));
        }
        try {
            storage.load(store.medium());
        } catch (IllegalArgumentException e) {
            throw new ZmdevException(ErrorCode.FILE_UNUSABLE, store.name() + ": " + e.getMessage(), e);
        }
        stored.put(attachment, storage);
    }

    /** The attachments with a store, and what their media hold by now. */
    Map<Attachment, Medium> media() {
        Map<Attachment, Medium> media = new LinkedHashMap<>();
        stored.forEach((attachment, device) -> media.put(attachment, device.save()));
        return media;
    }

    /** Lets a fault happen, at once or after the step that it waits for. */
    void inject(Fault fault) {
        if (fault.when().afterStep().isEmpty()) {
            suffer(fault);
            runDue();
        } else {
            waiting.add(fault);
            timeline.watch(this::stepped);
        }
    }

    private void stepped(StepId id) {
        List<Fault> due = waiting.stream()
                .filter(fault -> fault.when().afterStep().filter(id::isPartOf).isPresent())
                .toList();
        waiting.removeAll(due);
        due.forEach(this::suffer);
    }

    private void suffer(Fault fault) {
        switch (fault.what()) {
            case Fault.Host host -> hostDevice(fault.on()).suffer(host);
            case Fault.UnitCheck check -> hostDevice(fault.on()).failNextCommand(check);
            case Fault.ConditionCode(int cc) -> hostDevice(fault.on()).answerNextStart(cc);
            case Fault.ForgedSubmission forgery -> hostDevice(fault.on()).forgeNext(forgery);
            case Fault.MemoryChanged(long at, byte[] bytes) -> {
                guestMemory.put(at, bytes);
                timeline.step(ClientStep.GUEST_MEMORY, bytes.length, at);
            }
            case Fault.DmaUnmapped(long at, long size) -> {
                int result = mappings.unmap(at, size);
                timeline.step(ClientStep.UNMAP, size, at, result);
                if (result == 0) {
                    hostDevices.forEach(device -> device.driver().unmap(at, size));
                }
            }
        }
    }

    StateSpace space() {
        return space;
    }

    Area guestMemory() {
        return guestMemory;
    }

    /** The ranges of guest memory that user space maps. */
    List<DmaMappings.Mapping> mapped() {
        return mapped;
    }

    DmaMappings mappings() {
        return mappings;
    }

    Timeline timeline() {
        return timeline;
    }

    List<HostDevice> hostDevices() {
        return hostDevices;
    }

    /** The passed-through device of this id; the first for an empty one. */
    HostDevice hostDevice(String id) {
        int index = 0;
        for (Attachment attachment : attachments) {
            if (attachment.way() == Attachment.Way.VFIO_CCW) {
                if (id.isEmpty() || id.equals(attachment.id())) {
                    return hostDevices.get(index);
                }
                index++;
            }
        }
        throw new ZmdevException(
                ErrorCode.UNSUPPORTED,
                id.isEmpty()
                        ? "no device of the scenario is passed through"
                        : "device '%s' is not passed through: the driver does not know it".formatted(id));
    }

    /** What is done when an eventfd of this device becomes readable. */
    void onWake(int device, Runnable waker) {
        wakers.set(device, waker);
    }

    /** The driver's trace since {@link #startTracing}. */
    List<FsmEntry> fsm() {
        return List.copyOf(fsm);
    }

    /** For each entry of {@link #fsm()} how many steps were recorded before it. */
    List<Integer> fsmPositions() {
        return List.copyOf(fsmPositions);
    }

    void startTracing() {
        tracing = true;
    }

    void trace(FsmEntry entry) {
        if (tracing) {
            fsm.add(entry);
            fsmPositions.add(timeline.recordedSteps());
        }
    }

    void schedule(Cost delay, int device, Task task) {
        calendar.schedule(timeline.now() + timeline.cost(delay), task.number, device * Task.ALL.size() + task.number);
    }

    /** Schedules in place of what was scheduled for the same task. */
    void reschedule(long delay, int device, Task task) {
        int event = device * Task.ALL.size() + task.number;
        calendar.cancel(event);
        calendar.schedule(timeline.now() + delay, task.number, event);
    }

    /** Lets everything happen that is due. */
    void runDue() {
        if (choices == null) {
            runUntil(() -> false, timeline.now());
            return;
        }
        letOthersGoOn();
    }

    /** Whether every order of the threads is explored, so that a thread may be stopped between any two steps. */
    boolean exploresOrders() {
        return choices != null;
    }

    /** Between two steps of the guest's CPU where nothing is due by the time: others may go on only when orders are explored. */
    void mayBePreempted() {
        if (choices != null) {
            letOthersGoOn();
        }
    }

    private void letOthersGoOn() {
        while ((!calendar.isEmpty() || isInterruptionPending()) && othersGoOn()) {
            if (isInterruptionPending() && (calendar.isEmpty() || !othersGoOn())) {
                hostDevices.forEach(HostDevice::interruptionGoesOn);
            } else {
                runNextOrSecond();
            }
        }
    }

    /** What is next by the time, or what comes after it: threads overtake each other. */
    private void runNextOrSecond() {
        timeline.advanceTo(calendar.nextTime());
        int event = calendar.take();
        if (!calendar.isEmpty() && othersGoOn()) {
            timeline.advanceTo(calendar.nextTime());
            int second = calendar.take();
            calendar.schedule(timeline.now(), event % Task.ALL.size(), event);
            event = second;
        }
        happen(event);
    }

    private boolean isInterruptionPending() {
        return hostDevices.stream().anyMatch(HostDevice::hasPendingInterruption);
    }

    /** Whether another thread, or an interruption that is pending, goes on here; an interruption always does as timed. */
    boolean othersGoOn() {
        return choices == null || choices.next(timeline.now());
    }

    /** Whether the processor that has taken an interruption falls behind the others; only where orders are explored. */
    boolean isOvertaken() {
        return choices != null && choices.next(timeline.now());
    }

    /**
     * Lets time pass until the condition holds, nothing is left to happen, or the deadline has come.
     *
     * @param deadline in ns; what is due then still happens
     * @return whether the condition holds
     */
    boolean runUntil(BooleanSupplier condition, long deadline) {
        while (!condition.getAsBoolean()) {
            hostDevices.forEach(HostDevice::takePendingInterruptions);
            if (calendar.isEmpty() || calendar.nextTime() > deadline) {
                timeline.advanceTo(deadline);
                return condition.getAsBoolean();
            }
            runNext();
        }
        return true;
    }

    private void runNext() {
        timeline.advanceTo(calendar.nextTime());
        happen(calendar.take());
    }

    private void happen(int event) {
        int device = event / Task.ALL.size();
        int before = timeline.turnTo(hostDevices.get(device).number());
        switch (Task.ALL.get(event % Task.ALL.size())) {
            case IO_WORK -> hostDevices.get(device).driver().ioWork();
            case WAKE -> wakers.get(device).run();
            case SIGNAL -> hostDevices.get(device).driver().signal(VfioCcwDriver.IO_IRQ);
            case KICK -> hostDevices.get(device).kicked();
            case ADVANCE -> hostDevices.get(device).advance();
        }
        timeline.turnTo(before);
    }
}
