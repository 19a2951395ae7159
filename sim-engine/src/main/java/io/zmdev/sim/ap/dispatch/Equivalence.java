package io.zmdev.sim.ap.dispatch;

import io.zmdev.model.ap.Apqn;
import io.zmdev.model.ap.CardType;
import io.zmdev.sim.ap.ApMachine;
import io.zmdev.sim.ap.RequestClass;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which real queues can stand for one another. A key that a master key wraps is of use only where that master key is, so secure-key
 * work goes to queues of one mode, one type and one known master key; a queue whose master key is not known stands for nobody else.
 * Clear-key work goes to every queue that can do it.
 */
public final class Equivalence {

    private Equivalence() {}

    private record Identity(CardType type, Optional<String> masterKey, Optional<Apqn> itself) {}

    /**
     * The queues of those given that requests of a class may be spread over, in the given order. For secure-key work that is the
     * largest set of equivalent queues, of equally large ones the one with the first queue.
     *
     * @param queues queues of the machine
     */
    public static List<Apqn> candidates(ApMachine machine, List<Apqn> queues, RequestClass requestClass) {
        List<Apqn> able = queues.stream()
                .filter(apqn -> requestClass.canRunOn(typeOf(machine, apqn)))
                .toList();
        if (!requestClass.isSecureKey()) {
            return able;
        }
        Map<Identity, Integer> sizes = new LinkedHashMap<>();
        able.forEach(apqn -> sizes.merge(identity(machine, apqn), 1, Integer::sum));
        Optional<Identity> largest = sizes.entrySet().stream()
                .reduce((a, b) -> b.getValue() > a.getValue() ? b : a)
                .map(Map.Entry::getKey);
        return able.stream()
                .filter(apqn -> largest.equals(Optional.of(identity(machine, apqn))))
                .toList();
    }

    private static Identity identity(ApMachine machine, Apqn apqn) {
        Optional<String> masterKey = machine.masterKey(apqn);
        return new Identity(
                typeOf(machine, apqn), masterKey, masterKey.isPresent() ? Optional.empty() : Optional.of(apqn));
    }

    private static CardType typeOf(ApMachine machine, Apqn apqn) {
        return machine.card(apqn.adapter()).orElseThrow().type();
    }
}
