package io.zmdev.sim.host;

import io.zmdev.model.Errno;
import io.zmdev.model.ap.CardType;
import io.zmdev.model.host.Answer;
import io.zmdev.rules.BooleanSyntax;
import io.zmdev.rules.IdSyntax;
import io.zmdev.rules.KernelBehaviour;
import io.zmdev.sim.host.sysfs.Attribute;
import io.zmdev.sim.host.sysfs.AttributeGroup;
import io.zmdev.sim.host.sysfs.AttributeTable;
import io.zmdev.sim.host.sysfs.Directory;
import io.zmdev.sim.host.sysfs.Written;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a Secure Execution guest makes of a queue before it may use it: it binds it, and associates an EP11 queue with one of
 * its secrets (ap_queue.c). From the source, not recorded: the machine takes every secret index, and a reset ends the
 * association, not the binding.
 */
final class SecureBinding {

    /** {@code ASSOC_IDX_INVALID}: secret indexes are below. */
    private static final int INVALID_INDEX = 0x10000;

    private static final long MAX_UNSIGNED_INT = 0xffff_ffffL;

    private static final AttributeTable<SecureBinding> ATTRIBUTES = AttributeTable.of(
            Attribute.readWrite("se_bind", SecureBinding::showBound, SecureBinding::storeBound),
            Attribute.readWrite("se_associate", SecureBinding::showAssociation, SecureBinding::storeAssociation));

    private final ApQueue queue;
    private final ApHardware hardware;
    private boolean bound;
    private OptionalInt secretIndex = OptionalInt.empty();

    SecureBinding(ApQueue queue, ApHardware hardware) {
        this.queue = queue;
        this.hardware = hardware;
    }

    /** The attributes; a queue that Secure Execution does not support has none ({@code ap_q_supported_in_se}). */
    Directory group() {
        boolean shown = hardware.secureExecution()
                && queue.kernel().has(KernelBehaviour.SECURE_EXECUTION_QUEUES)
                && queue.type().mode() != CardType.Mode.CCA_COPROCESSOR;
        return shown ? new AttributeGroup<>(ATTRIBUTES, this) : AttributeGroup.NONE;
    }

    void reset() {
        secretIndex = OptionalInt.empty();
    }

    private String showBound() {
        return bound ? "bound\n" : "unbound\n";
    }

    /** {@code se_bind_store}: 1 binds a queue that is not bound, 0 always unbinds. */
    private Optional<Errno> storeBound(Written written) {
        Optional<Boolean> bind =
                BooleanSyntax.parse(written.text(), queue.kernel().version());
        if (bind.isEmpty()) {
            return Optional.of(Errno.EINVAL);
        }
        if (!bind.get()) {
            reset();
            bound = false;
            return Optional.empty();
        }
        if (!works()) {
            return Optional.of(Errno.EIO);
        }
        if (bound) {
            return Optional.of(Errno.EINVAL);
        }
        bound = true;
        announce("SE_BIND", "1");
        return Optional.empty();
    }

    private String showAssociation() {
        if (!associates()) {
            return "-\n";
        }
        return secretIndex.isPresent() ? "associated " + secretIndex.getAsInt() + "\n" : "unassociated\n";
    }

    /** {@code se_associate_store}: a bound queue is associated once. */
    private Optional<Errno> storeAssociation(Written written) {
        if (!associates()) {
            return Optional.of(Errno.EINVAL);
        }
        return switch (IdSyntax.parse(written.text())) {
            case Answer.Refused<Long>(Errno errno) -> Optional.of(errno);
            case Answer.Ok<Long>(Long value) ->
                Long.compareUnsigned(value, MAX_UNSIGNED_INT) > 0
                        ? Optional.of(Errno.ERANGE)
                        : associate(value.intValue());
        };
    }

    private Optional<Errno> associate(int index) {
        if (Integer.compareUnsigned(index, INVALID_INDEX) >= 0) {
            return Optional.of(Errno.EINVAL);
        }
        if (!works()) {
            return Optional.of(Errno.EIO);
        }
        if (!bound || secretIndex.isPresent()) {
            return Optional.of(Errno.EINVAL);
        }
        secretIndex = OptionalInt.of(index);
        announce("SE_ASSOC", Integer.toString(index));
        return Optional.empty();
    }

    private void announce(String variable, String value) {
        if (queue.kernel().has(KernelBehaviour.SECURE_EXECUTION_UEVENTS)) {
            queue.announce(variable, value);
        }
    }

    /** {@code ap_q_supports_assoc}. */
    private boolean associates() {
        return queue.type().mode() == CardType.Mode.EP11_COPROCESSOR;
    }

    /** Both attributes tell of a card that is configured off or checkstopped; nothing can be made of it. */
    private boolean works() {
        return hardware.test(queue.apqn()) == ApHardware.ResponseCode.NORMAL;
    }
}
