package io.zmdev.sim.ap.load;

import io.zmdev.sim.ap.ApHardware;
import io.zmdev.sim.ap.ApMachine;
import io.zmdev.sim.ap.ResponseCode;
import io.zmdev.sim.ap.dispatch.Candidates;
import io.zmdev.sim.ap.dispatch.IntRing;
import io.zmdev.sim.ap.dispatch.Policies;
import io.zmdev.sim.ap.dispatch.VirtualMatrixDriver;
import io.zmdev.sim.kernel.EventCalendar;
import io.zmdev.sim.kernel.RandomStream;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One run of a scenario under one policy.
 *
 * <p>A guest sends a request; its zcrypt picks one of its queues; NQAP puts it there, at once when AP instructions are interpreted,
 * after an exit when they are intercepted; for a virtual queue the driver's policy picks the real one. The reply comes back by an
 * interruption or a poll, and DQAP takes it. When a queue loses a request, the guest's zcrypt tries again, {@value #MAX_ATTEMPTS}
 * times in all; the driver of virtual devices does so unseen.
 */
public final class ApSimulation {

    /** TRACK_AGAIN_MAX: then the request ends with EIO. */
    static final int MAX_ATTEMPTS = 10;

    private static final int NO_CLIENT = -1;

    /** The number of a run that no replication is. */
    private static final int PILOT = -1;

    private final ApScenario scenario;
    private final Costs costs;
    private final EventCalendar calendar = new EventCalendar();
    private final ApHardware hardware;
    private final VirtualMatrixDriver driver;
    private final SimulatedGuest[] guests;
    private final GuestQueues queues;
    private final Clients clients;
    private final IntRing toRetry = new IntRing();

    private final MeanServiceTimes meanServiceTimes;
    private final Measurement measurement;
    private long events;
    private long now;

    private ApSimulation(ApScenario scenario, String policy, int replication, @Nullable AnswerWatch watch) {
        this.scenario = scenario;
        this.costs = scenario.costs();
        String run = "replication " + replication;
        long seed = scenario.run().seed();
        ApMachine machine = scenario.machine();
        hardware = new ApHardware(machine, new EngineTimes());
        driver = new VirtualMatrixDriver(
                hardware,
                Policies.create(policy, RandomStream.named(seed, run + "/policy")),
                scenario.window(),
                new VirtualQueueEvents());
        guests = new SimulatedGuest[scenario.guests().size()];
        meanServiceTimes = new MeanServiceTimes(scenario);
        for (int g = 0; g < guests.length; g++) {
            GuestLoad load = scenario.guests().get(g);
            String name = run + "/" + load.name();
            guests[g] = new SimulatedGuest(
                    g,
                    load,
                    !(load.access() instanceof Access.Passthrough passthrough)
                            || passthrough.interception() == Access.Interception.INTERCEPTED,
                    Policies.create(Policies.OF_THE_KERNEL, RandomStream.named(seed, name + "/zcrypt")),
                    ArrivalTimes.of(load.arrivals(), RandomStream.named(seed, name + "/arrivals")),
                    new RequestSource(load.mix(), seed, name));
        }
        measurement = new Measurement(hardware, machine.cards().size(), guests, watch);
        queues = new GuestQueues(machine, hardware, driver, guests);
        clients = new Clients(guests, seed, run);
    }

    /**
     * Runs one replication.
     *
     * @param replication its number; its random numbers depend on it and on the scenario's seed, not on the policy
     * @param warmUp the first part that is not measured, in ns
     */
    public static Replication run(ApScenario scenario, String policy, int replication, long warmUp) {
        ApSimulation simulation = new ApSimulation(scenario, policy, replication, null);
        simulation.runUntil(scenario.run().duration(), warmUp);
        return simulation.measurement.figures(simulation.now);
    }

    /** How many events a replication has, for benchmarks. */
    public static long countEvents(ApScenario scenario, String policy, int replication) {
        ApSimulation simulation = new ApSimulation(scenario, policy, replication, null);
        simulation.runUntil(scenario.run().duration(), 0);
        return simulation.events;
    }

    /**
     * A run that is measured from the start and is at its beginning; {@link #goOn} brings it further.
     *
     * @param watch is told every answer
     */
    static ApSimulation begun(ApScenario scenario, String policy, AnswerWatch watch) {
        ApSimulation simulation = new ApSimulation(scenario, policy, PILOT, watch);
        simulation.begin(0);
        return simulation;
    }

    ApHardware hardware() {
        return hardware;
    }

    /** How many requests each guest waits for, in the order of the scenario. */
    List<Integer> inFlight() {
        return Arrays.stream(guests).map(guest -> guest.psmids.outstanding()).toList();
    }

    /** The part of its time that a card's engines worked so far, 0..1. */
    double utilisation(int card) {
        return measurement.utilisation(card, now);
    }

    // ---- running

    private void runUntil(long end, long warmUp) {
        begin(warmUp);
        goOn(end);
        for (int engine = 0; engine < hardware.engines(); engine++) {
            if (hardware.isBusy(engine)) {
                measurement.engineStopped(engine, now);
            }
        }
    }

    private void begin(long warmUp) {
        schedule(warmUp, Happening.MEASURE, 0);
        for (int i = 0; i < scenario.events().size(); i++) {
            schedule(scenario.events().get(i).at(), Happening.HARDWARE, i);
        }
        for (SimulatedGuest guest : guests) {
            for (GuestQueue queue : guest.queues) {
                if (guest.load.interrupts()) {
                    measurement.exit(); // AQIC leaves every guest, interpreted or not
                    enableInterrupts(queue);
                }
            }
            scheduleArrival(guest);
        }
        for (int client = 0; client < clients.count(); client++) {
            scheduleThought(client);
        }
    }

    /** Does what happens up to a time, in ns. */
    void goOn(long end) {
        while (!calendar.isEmpty() && calendar.nextTime() <= end) {
            now = calendar.nextTime();
            events++;
            happen(calendar.take());
        }
        now = end;
    }

    private void enableInterrupts(GuestQueue queue) {
        if (queue.isVirtual()) {
            driver.aqic(queue.virtualQueue, true);
        } else {
            hardware.aqic(queue.realQueue, true);
        }
    }

    private void happen(int event) {
        int index = Happening.index(event);
        switch (Happening.kind(event)) {
            case Happening.ENGINE_DONE -> engineDone(index);
            case Happening.ARRIVAL -> {
                send(guests[index], guests[index].source, NO_CLIENT);
                scheduleArrival(guests[index]);
            }
            case Happening.NQAP -> nqap(guestOfBody(index), MessageBody.ticket(index));
            case Happening.ANSWER -> answered(guestOfBody(index), MessageBody.ticket(index));
            case Happening.GUEST_INTERRUPT -> {
                queues.all().get(index).interruptPending = false;
                readReplies(queues.all().get(index));
            }
            case Happening.HOST_INTERRUPT -> driver.collect(index);
            case Happening.POLL -> poll(guests[index]);
            case Happening.THOUGHT -> send(clients.guest(index), clients.source(index), index);
            case Happening.HARDWARE -> hardwareEvent(scenario.events().get(index));
            case Happening.RESET_DONE -> {
                hardware.resetDone(index);
                roomMayHaveCome();
            }
            case Happening.MEASURE -> measurement.restart(now);
            default -> throw new IllegalStateException("event " + event + " has no meaning");
        }
    }

    private void schedule(long time, int kind, int index) {
        calendar.schedule(time, kind, Happening.event(kind, index));
    }

    private void scheduleArrival(SimulatedGuest guest) {
        long next = guest.arrivals.next(now);
        if (next != Long.MAX_VALUE) {
            schedule(next, Happening.ARRIVAL, guest.number);
        }
    }

    private void scheduleThought(int client) {
        schedule(now + clients.think(client), Happening.THOUGHT, client);
    }

    // ---- a request's way

    private void send(SimulatedGuest guest, RequestSource source, int client) {
        guest.sent++;
        guest.sentMeasured++;
        if (guest.psmids.isFull()) { // as if its memory were
            guest.refused++;
            return;
        }
        int ticket = guest.psmids.take();
        Requests requests = guest.requests;
        requests.reach(ticket);
        int positionInMix = source.drawClass();
        requests.arrival[ticket] = now;
        requests.positionInMix[ticket] = positionInMix;
        requests.size[ticket] = source.drawSize(positionInMix);
        requests.client[ticket] = client;
        requests.queue[ticket] = -1;
        requests.attempts[ticket] = 0;
        submit(guest, ticket);
    }

    /** The guest's zcrypt picks a queue; without one that works the request ends with ENODEV. */
    private void submit(SimulatedGuest guest, int ticket) {
        Requests requests = guest.requests;
        int positionInMix = requests.positionInMix[ticket];
        Candidates candidates = guest.candidates[positionInMix];
        if (++requests.attempts[ticket] > MAX_ATTEMPTS
                || candidates == null
                || !candidates.open(
                        (queue, card) -> works(guest.queues.get(queue), positionInMix), requests.queue[ticket])) {
            refuse(guest, ticket);
            return;
        }
        GuestQueue queue = guest.queues.get(candidates.queue(guest.zcrypt.choose(ticket, candidates)));
        requests.queue[ticket] = queue.positionInGuest;
        if (queue.requestq.isEmpty() && hasRoom(queue)) {
            enqueue(queue, ticket);
        } else {
            queue.requestq.addLast(ticket);
        }
    }

    private boolean works(GuestQueue queue, int positionInMix) {
        return queue.isVirtual()
                ? queue.lanes[positionInMix] >= 0 && driver.works(queue.lanes[positionInMix])
                : hardware.isUsable(hardware.cardOfQueue(queue.realQueue));
    }

    private boolean hasRoom(GuestQueue queue) {
        return queue.outstanding < queue.depth
                && (queue.isVirtual() || hardware.state(queue.realQueue) == ResponseCode.NORMAL);
    }

    private void enqueue(GuestQueue queue, int ticket) {
        queue.outstanding++;
        if (queue.guest.intercepted) {
            measurement.exit();
            if (costs.exit() > 0) {
                schedule(now + costs.exit(), Happening.NQAP, MessageBody.of(queue.guest.number, ticket));
                return;
            }
        }
        nqap(queue.guest, ticket);
    }

    private void nqap(SimulatedGuest guest, int ticket) {
        GuestQueue queue = guest.queues.get(guest.requests.queue[ticket]);
        long psmid = guest.psmids.psmid(ticket);
        int body = MessageBody.of(guest.number, ticket);
        ResponseCode answer = queue.isVirtual()
                ? driver.nqap(queue.lanes[guest.requests.positionInMix[ticket]], psmid, body)
                : hardware.nqap(queue.realQueue, psmid, body);
        if (answer == ResponseCode.NORMAL) {
            startPolling(guest);
        } else {
            queue.outstanding--;
            guest.zcrypt.done(ticket);
            submit(guest, ticket);
        }
    }

    private void engineDone(int engine) {
        measurement.engineStopped(engine, now);
        int real = hardware.finish(engine);
        GuestQueue owner = queues.ofRealQueue(real);
        if (owner != null) {
            notifyGuest(owner);
        } else if (costs.interrupt() == 0) {
            driver.collect(real);
        } else {
            schedule(now + costs.interrupt(), Happening.HOST_INTERRUPT, real);
        }
    }

    private void notifyGuest(GuestQueue queue) {
        if (!queue.guest.load.interrupts() || queue.interruptPending) {
            return;
        }
        if (costs.interrupt() == 0) {
            readReplies(queue);
        } else {
            queue.interruptPending = true;
            schedule(now + costs.interrupt(), Happening.GUEST_INTERRUPT, queue.number);
        }
    }

    /** The AP bus reads while a queue gives replies, and once more when it expects others ({@code ap_sm_read}). */
    private void readReplies(GuestQueue queue) {
        SimulatedGuest guest = queue.guest;
        long exitTime = guest.intercepted ? costs.exit() : 0;
        long delay = 0;
        while (queue.isVirtual() ? driver.hasReply(queue.virtualQueue) : hardware.hasReply(queue.realQueue)) {
            long psmid = queue.isVirtual() ? driver.dqap(queue.virtualQueue) : hardware.dqap(queue.realQueue);
            countExit(guest);
            int ticket = expected(queue, psmid);
            queue.outstanding--;
            guest.zcrypt.done(ticket);
            delay += exitTime;
            if (delay == 0) {
                answered(guest, ticket);
            } else {
                schedule(now + delay, Happening.ANSWER, MessageBody.of(guest.number, ticket));
            }
        }
        if (queue.outstanding > 0) {
            countExit(guest);
        }
        fill(queue);
    }

    private int expected(GuestQueue queue, long psmid) {
        int ticket = queue.guest.psmids.ticket(psmid);
        if (ticket < 0 || queue.guest.requests.queue[ticket] != queue.positionInGuest) {
            throw new IllegalStateException("guest %s has a reply with PSMID %016x on a queue that it is not for"
                    .formatted(queue.guest.load.name(), psmid));
        }
        return ticket;
    }

    private void countExit(SimulatedGuest guest) {
        if (guest.intercepted) {
            measurement.exit();
        }
    }

    private void fill(GuestQueue queue) {
        while (!queue.requestq.isEmpty() && hasRoom(queue)) {
            enqueue(queue, queue.requestq.removeFirst());
        }
    }

    private void startPolling(SimulatedGuest guest) {
        if (!guest.load.interrupts() && !guest.polling) {
            guest.polling = true;
            schedule(now + costs.poll(), Happening.POLL, guest.number);
        }
    }

    private void poll(SimulatedGuest guest) {
        guest.polling = false;
        for (GuestQueue queue : guest.queues) {
            if (queue.outstanding > 0) {
                readReplies(queue);
                if (queue.outstanding > 0) {
                    startPolling(guest);
                }
            }
        }
    }

    private void answered(SimulatedGuest guest, int ticket) {
        long response = now - guest.requests.arrival[ticket];
        guest.answered++;
        guest.responses.record(response);
        guest.serviceSum += guest.requests.service[ticket];
        measurement.answered(now, response);
        leave(guest, ticket);
    }

    private void refuse(SimulatedGuest guest, int ticket) {
        guest.refused++;
        leave(guest, ticket);
    }

    private void leave(SimulatedGuest guest, int ticket) {
        int client = guest.requests.client[ticket];
        guest.psmids.giveBack(ticket);
        if (client != NO_CLIENT) {
            scheduleThought(client);
        }
    }

    // ---- hardware that comes and goes

    private void hardwareEvent(HardwareEvent event) {
        switch (event) {
            case HardwareEvent.Configure configure -> hardware.configure(hardware.card(configure.card()));
            case HardwareEvent.Recover recover -> hardware.recover(hardware.card(recover.card()));
            case HardwareEvent.Deconfigure deconfigure ->
                hardware.deconfigure(hardware.card(deconfigure.card()), this::lost);
            case HardwareEvent.Checkstop checkstop -> hardware.checkstop(hardware.card(checkstop.card()), this::lost);
            case HardwareEvent.Reset reset -> {
                int real = hardware.queue(reset.queue());
                hardware.reset(real, this::lost);
                schedule(now + costs.reset(), Happening.RESET_DONE, real);
            }
        }
        roomMayHaveCome();
    }

    private void lost(int real, long psmid) {
        GuestQueue owner = queues.ofRealQueue(real);
        if (owner == null) {
            driver.lost(real, psmid);
        } else {
            lostByGuest(owner, psmid);
        }
    }

    private void lostByGuest(GuestQueue queue, long psmid) {
        int ticket = expected(queue, psmid);
        queue.outstanding--;
        queue.guest.zcrypt.done(ticket);
        toRetry.addLast(MessageBody.of(queue.guest.number, ticket));
    }

    /** Requests that queues lost go elsewhere, also those that waited behind a queue that no longer works. */
    private void roomMayHaveCome() {
        driver.resend();
        for (GuestQueue queue : queues.all()) {
            for (int waiting = queue.requestq.size(); waiting > 0; waiting--) {
                int ticket = queue.requestq.removeFirst();
                if (works(queue, queue.guest.requests.positionInMix[ticket])) {
                    queue.requestq.addLast(ticket);
                } else {
                    queue.guest.zcrypt.done(ticket);
                    toRetry.addLast(MessageBody.of(queue.guest.number, ticket));
                }
            }
        }
        while (!toRetry.isEmpty()) {
            int body = toRetry.removeFirst();
            submit(guestOfBody(body), MessageBody.ticket(body));
        }
        queues.all().forEach(this::fill);
    }

    private final class VirtualQueueEvents implements VirtualMatrixDriver.Guests {

        @Override
        public void replyWaits(int virtualQueue) {
            notifyGuest(queues.ofVirtualQueue(virtualQueue));
        }

        @Override
        public void lost(int virtualQueue, long guestPsmid) {
            lostByGuest(queues.ofVirtualQueue(virtualQueue), guestPsmid);
        }
    }

    private final class EngineTimes implements ApHardware.Engines {

        @Override
        public void start(int engine, int body) {
            SimulatedGuest guest = guestOfBody(body);
            int ticket = MessageBody.ticket(body);
            double mean = meanServiceTimes.of(
                    guest.number, guest.requests.positionInMix[ticket], hardware.cardOfEngine(engine));
            long service = Math.round(mean * guest.requests.size[ticket]);
            guest.requests.service[ticket] = service;
            measurement.engineStarted(engine, now);
            schedule(now + service, Happening.ENGINE_DONE, engine);
        }

        @Override
        public void stop(int engine) {
            measurement.engineStopped(engine, now);
            calendar.cancel(Happening.event(Happening.ENGINE_DONE, engine));
        }
    }

    private SimulatedGuest guestOfBody(int body) {
        return guests[MessageBody.guest(body)];
    }
}
