package io.zmdev.rules;

import io.zmdev.model.ap.ApBus;
import io.zmdev.model.ap.Apqn;
import io.zmdev.model.ap.Queue;
import io.zmdev.model.ap.SecureBinding;
import io.zmdev.model.host.SysfsPath;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * In a Secure Execution guest a queue must be bound before it takes any request, and associated with a secret before it takes
 * secure keys ({@code se_bind_store}, {@code se_associate_store}); a reset undoes both.
 */
final class SecureExecutionRule implements Rule {

    @Override
    public String name() {
        return "secure-execution";
    }

    @Override
    public Stream<Finding> check(Situation situation) {
        List<Apqn> unbound = queues(situation, binding -> binding.seBind().equals("unbound"));
        List<Apqn> unassociated = queues(situation, binding -> binding.isBound() && !binding.isAssociated());
        return Stream.concat(
                unbound.isEmpty()
                        ? Stream.empty()
                        : Stream.of(finding(
                                unbound,
                                "%s %s not bound to this Secure Execution guest: bind with 1 to se_bind before use.",
                                "se_bind")),
                unassociated.isEmpty()
                        ? Stream.empty()
                        : Stream.of(finding(
                                unassociated,
                                "%s %s bound to this Secure Execution guest without a secret: write its index to se_associate before use with secure keys.",
                                "se_associate")));
    }

    private static List<Apqn> queues(Situation situation, Predicate<SecureBinding> filter) {
        return situation.ap().map(ApBus::queues).orElse(List.of()).stream()
                .filter(queue -> queue.secureBinding().filter(filter).isPresent())
                .map(Queue::apqn)
                .toList();
    }

    private Finding finding(List<Apqn> apqns, String message, String attribute) {
        return Finding.of(
                        Severity.ADVICE,
                        this,
                        message.formatted(Wording.queues(apqns), apqns.size() == 1 ? "is" : "are"),
                        new Culprit.MachineFact(SysfsPath.queue(apqns.getFirst()) + "/" + attribute))
                .withQueues(apqns);
    }
}
