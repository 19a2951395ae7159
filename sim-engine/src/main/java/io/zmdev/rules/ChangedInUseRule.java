package io.zmdev.rules;

import io.zmdev.model.Errno;
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
                .flatMap(holder ->
                        AssignmentWrites.all(situation, holder)
                                .findFirst()
                                .map(first -> finding(holder, first))
                                .stream());
    }

    private Finding finding(Holder holder, MatrixWrites.Change first) {
        return Finding.of(
                        Severity.IMPOSSIBLE_TOGETHER,
                        this,
                        "The matrix of %s cannot change while the guest runs; stop it first.".formatted(holder.name()),
                        new Culprit.MachineFact(SysfsPath.matrixDevice(holder.uuid())))
                .about(holder.uuid())
                .answered(KernelAnswer.to(first.write(), Errno.EBUSY));
    }
}
