package io.zmdev.sim.flow;

import io.zmdev.model.KernelVersion;
import java.util.List;
import java.util.Map;

/**
 * A channel-I/O scenario: machine, program and requests.
 *
 * @param name for people
 * @param kernel the host's
 * @param note what it teaches, may be empty
 * @param devices at least one; requests without a device mean the first
 * @param program segments that are written into memory after its data
 * @param faults what goes wrong on the way
 * @param schedule which interleaving of the threads
 * @param costs ns that replace those of the cost model, by name of the cost
 */
public record Scenario(
        String name,
        String note,
        KernelVersion kernel,
        Transport transport,
        ChannelBehaviour channel,
        Client client,
        List<Attachment> devices,
        GuestMemory memory,
        List<Segment> program,
        List<Request> requests,
        List<Fault> faults,
        Schedule schedule,
        Map<String, Long> costs) {

    public Scenario {
        devices = List.copyOf(devices);
        program = List.copyOf(program);
        requests = List.copyOf(requests);
        faults = List.copyOf(faults);
        costs = Map.copyOf(costs);
    }

    /** The same over another transport. */
    public Scenario over(Transport other) {
        return new Scenario(
                name, note, kernel, other, channel, client, devices, memory, program, requests, faults, schedule,
                costs);
    }

    /** The same with another channel program and other requests. */
    public Scenario withProgram(List<Segment> otherProgram, List<Request> otherRequests) {
        return new Scenario(
                name,
                note,
                kernel,
                transport,
                channel,
                client,
                devices,
                memory,
                otherProgram,
                otherRequests,
                faults,
                schedule,
                costs);
    }

    /** The same with its instructions issued by a guest of QEMU. */
    public Scenario ofGuest() {
        return by(Client.QEMU);
    }

    /** The same with its requests made by a program that uses the regions of the device itself. */
    public Scenario ofProgram() {
        return by(Client.VFIO);
    }

    private Scenario by(Client other) {
        return new Scenario(
                name, note, kernel, transport, channel, other, devices, memory, program, requests, faults, schedule,
                costs);
    }

    /**
     * CCWs that follow each other in memory.
     *
     * @param at guest address of the first
     * @param ccws as they stand in memory, in the format of the ORB
     */
    public record Segment(long at, List<Long> ccws) {

        public Segment {
            ccws = List.copyOf(ccws);
        }
    }
}
