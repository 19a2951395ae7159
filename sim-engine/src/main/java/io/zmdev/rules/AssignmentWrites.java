package io.zmdev.rules;

import io.zmdev.model.Errno;
import io.zmdev.model.ap.ApMatrix;
import io.zmdev.model.ap.Apqn;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The writes that bring a matrix device to what it shall have, and what the kernel would answer to each. An error shows up on
 * the write that completes the bad product, seldom on the one that a person would expect.
 */
final class AssignmentWrites {

    private AssignmentWrites() {}

    /**
     * The first write that the kernel would refuse.
     *
     * @param refuses whether the kernel refuses a matrix; true for the matrix of the holder
     * @throws IllegalArgumentException when it refuses none of them
     */
    static KernelAnswer firstRefused(Situation situation, Holder holder, Predicate<ApMatrix> refuses, Errno errno) {
        return firstRefusedChange(situation, holder, change -> refuses.test(change.after()), errno);
    }

    /**
     * The first write that the kernel would refuse with EADDRNOTAVAIL because of queues that vfio_ap can't have: the one that
     * completes a product with one of them; before 6.0 also one that adds an id of them of which no queue is bound.
     *
     * @param unavailable the queues, not empty
     */
    static KernelAnswer firstUnavailable(Situation situation, Holder holder, List<Apqn> unavailable) {
        return situation.kernelHas(KernelBehaviour.OVER_PROVISIONING)
                ? firstRefused(
                        situation,
                        holder,
                        matrix -> unavailable.stream().anyMatch(matrix::contains),
                        Errno.EADDRNOTAVAIL)
                : firstRefusedChange(
                        situation,
                        holder,
                        change -> !isAvailable(situation, change)
                                && unavailable.stream().anyMatch(apqn -> isAddedBy(change, apqn)),
                        Errno.EADDRNOTAVAIL);
    }

    private static boolean isAddedBy(MatrixWrites.Change change, Apqn apqn) {
        ApMatrix ids = change.addedIds();
        return change.addedProduct().queueCount() > 0
                ? change.addedProduct().contains(apqn)
                : ids.adapters().contains(apqn.adapter().value())
                        || ids.domains().contains(apqn.domain().value());
    }

    private static KernelAnswer firstRefusedChange(
            Situation situation, Holder holder, Predicate<MatrixWrites.Change> refuses, Errno errno) {
        return growth(situation, holder).stream()
                .filter(refuses)
                .findFirst()
                .map(change -> answer(situation, holder, change, errno))
                .orElseThrow(
                        () -> new IllegalArgumentException("no write is refused on the way to " + holder.matrix()));
    }

    /** What a device gives up, then what it gets. */
    static Stream<MatrixWrites.Change> all(Situation situation, Holder holder) {
        List<MatrixWrites.Change> shrinking = situation
                .matrixWrites()
                .changes(holder.uuid(), holder.active(), holder.matrix().intersection(holder.active()));
        return Stream.concat(shrinking.stream(), growth(situation, holder).stream());
    }

    /** What a device gets. */
    static List<MatrixWrites.Change> growth(Situation situation, Holder holder) {
        return situation
                .matrixWrites()
                .changes(holder.uuid(), holder.matrix().intersection(holder.active()), holder.matrix());
    }

    private static KernelAnswer answer(Situation situation, Holder holder, MatrixWrites.Change change, Errno errno) {
        Optional<Errno> earlier = checks(situation, holder, change)
                .takeWhile(check -> check.errno() != errno)
                .filter(Check::fails)
                .map(Check::errno)
                .findFirst();
        return new KernelAnswer(
                errno, earlier, change.write().path(), change.write().value());
    }

    /** One check of the kernel. */
    private record Check(Errno errno, boolean fails) {}

    /** What the kernel checks of a write, in its order ({@code assign_adapter_store} and its like, {@code ap_config_store}). */
    private static Stream<Check> checks(Situation situation, Holder holder, MatrixWrites.Change change) {
        Check possible = new Check(
                Errno.ENODEV, !change.addedIds().minus(situation.possible()).equals(ApMatrix.EMPTY));
        Check available = new Check(Errno.EADDRNOTAVAIL, !isAvailable(situation, change));
        Check unshared = new Check(
                Errno.EADDRINUSE,
                situation.occupancy().hasSharedQueue()
                        && change.after().queues().anyMatch(apqn -> isAnothers(situation, holder, apqn)));
        return switch (situation.matrixWrites()) {
            case AP_CONFIG -> Stream.of(available, unshared, possible);
            case ASSIGN ->
                Stream.of(new Check(Errno.EBUSY, !situation.mayChange(holder.uuid())), possible, available, unshared);
        };
    }

    /** Whether no queue that the device gets is the host's; before 6.0, whether what it gets is bound to vfio_ap. */
    static boolean isAvailable(Situation situation, MatrixWrites.Change change) {
        return situation.kernelHas(KernelBehaviour.OVER_PROVISIONING)
                ? !situation.ownership().ownsAnyOf(change.after())
                : situation.forecast().isBound(change.addedProduct());
    }

    private static boolean isAnothers(Situation situation, Holder holder, Apqn apqn) {
        return situation
                .occupancy()
                .holder(apqn)
                .filter(owner -> !owner.uuid().equals(holder.uuid()))
                .isPresent();
    }
}
