package io.zmdev.rules;

import io.zmdev.model.Errno;
import io.zmdev.model.ap.ApMatrix;
import io.zmdev.model.ap.Mask256;
import io.zmdev.model.host.SysfsPath;
import java.util.function.Predicate;

/**
 * The writes that bring a matrix device to what it shall have: one write of {@code ap_config} where the kernel has it, else
 * one {@code assign_*} for each new id, adapters before domains before control domains. An error shows up on the write that
 * completes the bad product, seldom on the one that a person would expect.
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
        String directory = SysfsPath.matrixDevice(holder.uuid());
        ApMatrix wanted = holder.matrix();
        if (situation.kernelHas(KernelBehaviour.AP_CONFIG)) {
            String value = ApConfigSyntax.format(wanted).strip();
            return new KernelAnswer(errno, directory + "/ap_config", value);
        }
        ApMatrix matrix = wanted.intersection(holder.active());
        for (int id : newIds(wanted.adapters(), matrix.adapters())) {
            matrix = matrix.withAdapters(matrix.adapters().with(id));
            if (refuses.test(matrix)) {
                return new KernelAnswer(errno, directory + "/assign_adapter", hex(id));
            }
        }
        for (int id : newIds(wanted.domains(), matrix.domains())) {
            matrix = matrix.withDomains(matrix.domains().with(id));
            if (refuses.test(matrix)) {
                return new KernelAnswer(errno, directory + "/assign_domain", hex(id));
            }
        }
        for (int id : newIds(wanted.controlDomains(), matrix.controlDomains())) {
            matrix = matrix.withControlDomains(matrix.controlDomains().with(id));
            if (refuses.test(matrix)) {
                return new KernelAnswer(errno, directory + "/assign_control_domain", hex(id));
            }
        }
        throw new IllegalArgumentException("no write is refused on the way to " + wanted);
    }

    private static int[] newIds(Mask256 wanted, Mask256 present) {
        return wanted.minus(present).ids().toArray();
    }

    private static String hex(int id) {
        return "0x%02x".formatted(id);
    }
}
