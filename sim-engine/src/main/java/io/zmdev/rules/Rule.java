package io.zmdev.rules;

import io.zmdev.model.Configuration;
import io.zmdev.model.Machine;
import java.util.stream.Stream;

/** One rule: everything that it has to say about a configuration on a machine. Pure. */
@FunctionalInterface
interface Rule {

    Stream<Finding> check(Configuration configuration, Machine machine);
}
