package io.zmdev.rules;

import io.zmdev.model.Errno;
import io.zmdev.model.ap.ApMatrix;
import io.zmdev.model.ap.Mask256;
import io.zmdev.model.host.SysfsPath;
import java.util.stream.Stream;

/** Before 6.0 a matrix can't be changed at all while a guest runs with it. */
final class ChangedInUseRule implements Rule {

    @Override
    public String name() {
        return "changed-in-use";
    }

    @Override
    public Stream<Finding> check(Situation situation) {
        return situation.listed().stream()
                .filter(holder -> !situation.mayChange(holder.uuid()))
                .filter(holder -> situation.active(holder.uuid()).isPresent())
                .filter(holder -> !holder.matrix().equals(holder.active()))
                .map(holder -> finding(holder));
    }

    private Finding finding(Holder holder) {
        return Finding.of(
                        Severity.IMPOSSIBLE_TOGETHER,
                        this,
                        "The matrix of %s cannot change while the guest runs; stop it first.".formatted(holder.name()),
                        new Culprit.MachineFact(SysfsPath.matrixDevice(holder.uuid())))
                .about(holder.uuid())
                .answered(firstWrite(holder));
    }

    private static KernelAnswer firstWrite(Holder holder) {
        ApMatrix now = holder.active();
        ApMatrix wanted = holder.matrix();
        String directory = SysfsPath.matrixDevice(holder.uuid());
        return Stream.of(
                        change(directory, "adapter", wanted.adapters(), now.adapters()),
                        change(directory, "domain", wanted.domains(), now.domains()),
                        change(directory, "control_domain", wanted.controlDomains(), now.controlDomains()))
                .flatMap(stream -> stream)
                .findFirst()
                .orElseThrow();
    }

    private static Stream<KernelAnswer> change(String directory, String kind, Mask256 wanted, Mask256 now) {
        Stream<KernelAnswer> removals =
                now.minus(wanted).ids().mapToObj(id -> answer(directory + "/unassign_" + kind, id));
        Stream<KernelAnswer> additions =
                wanted.minus(now).ids().mapToObj(id -> answer(directory + "/assign_" + kind, id));
        return Stream.concat(removals, additions);
    }

    private static KernelAnswer answer(String path, int id) {
        return new KernelAnswer(Errno.EBUSY, path, "0x%02x".formatted(id));
    }
}
