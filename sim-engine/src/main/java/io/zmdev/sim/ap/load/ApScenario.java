package io.zmdev.sim.ap.load;

import io.zmdev.sim.ap.ApMachine;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Guests that send requests to a machine ({@code zmdev.scenario/1}, kind {@code ap-requests}).
 *
 * @param guests at most {@value #MAX_GUESTS}
 * @param events what happens to the hardware meanwhile
 * @param policies the dispatch policies to compare; they decide for virtual matrix devices, a passthrough guest's kernel decides
 *     itself
 * @param window how many messages the driver of virtual devices has on a real queue at most, 1..16
 */
public record ApScenario(
        String name,
        ApMachine machine,
        Costs costs,
        List<GuestLoad> guests,
        List<HardwareEvent> events,
        List<String> policies,
        int window,
        RunPlan run) {

    public static final int MAX_GUESTS = 256;

    /** @throws IllegalArgumentException when there are more than {@value #MAX_GUESTS} guests */
    public ApScenario {
        guests = List.copyOf(guests);
        events = List.copyOf(events);
        policies = List.copyOf(policies);
        if (guests.size() > MAX_GUESTS) {
            throw new IllegalArgumentException(guests.size() + " guests are more than " + MAX_GUESTS);
        }
    }

    /** The same with every guest asking for this many times as much. */
    public ApScenario scaled(double factor) {
        return withGuests(guest -> guest.withArrivals(guest.arrivals().scaled(factor)));
    }

    public ApScenario withGuests(UnaryOperator<GuestLoad> change) {
        return withGuests(guests.stream().map(change).toList());
    }

    public ApScenario withGuests(List<GuestLoad> newGuests) {
        return new ApScenario(name, machine, costs, newGuests, events, policies, window, run);
    }

    public ApScenario withMachine(ApMachine newMachine) {
        return new ApScenario(name, newMachine, costs, guests, events, policies, window, run);
    }

    public ApScenario withRun(RunPlan newRun) {
        return new ApScenario(name, machine, costs, guests, events, policies, window, newRun);
    }

    public ApScenario withPolicies(List<String> newPolicies) {
        return new ApScenario(name, machine, costs, guests, events, newPolicies, window, run);
    }

    public ApScenario withWindow(int newWindow) {
        return new ApScenario(name, machine, costs, guests, events, policies, newWindow, run);
    }

    public ApScenario withCosts(Costs newCosts) {
        return new ApScenario(name, machine, newCosts, guests, events, policies, window, run);
    }
}
