package io.zmdev.model.ap;

import io.zmdev.model.Observed;
import java.util.Optional;

/**
 * An AP queue device ({@code /sys/devices/ap/cardXX/XX.YYYY}).
 *
 * @param driver the driver it is bound to ({@code cex4queue}, {@code vfio_ap}), empty when none
 * @param driverOverride the driver named in {@code driver_override}, empty when none or when the kernel lacks it
 * @param online attribute {@code online}; empty when the bound driver has none
 * @param masterKeys attribute {@code mkvps}: the master key verification patterns as the kernel prints them; empty when the
 *     bound driver has none (they can't be read while vfio_ap holds the queue)
 * @param secureBinding what a Secure Execution guest sees; empty anywhere else
 * @param recordedKeys what {@code mkvps} was when zmdev last had the queue leave its host driver; empty when it never did
 */
public record Queue(
        Apqn apqn,
        Observed<Optional<String>> driver,
        Optional<String> driverOverride,
        Observed<Optional<Boolean>> online,
        Observed<Optional<String>> masterKeys,
        Optional<SecureBinding> secureBinding,
        Optional<String> recordedKeys) {

    /** A queue that zmdev never took from the host's driver. */
    public Queue(
            Apqn apqn,
            Observed<Optional<String>> driver,
            Optional<String> driverOverride,
            Observed<Optional<Boolean>> online,
            Observed<Optional<String>> masterKeys,
            Optional<SecureBinding> secureBinding) {
        this(apqn, driver, driverOverride, online, masterKeys, secureBinding, Optional.empty());
    }

    /** A queue of a machine that is no Secure Execution guest. */
    public Queue(
            Apqn apqn,
            Observed<Optional<String>> driver,
            Optional<String> driverOverride,
            Observed<Optional<Boolean>> online,
            Observed<Optional<String>> masterKeys) {
        this(apqn, driver, driverOverride, online, masterKeys, Optional.empty());
    }

    /** Its master key verification patterns: as they can be read, else as they were recorded. */
    public Optional<String> knownKeys() {
        return masterKeys.orElse(Optional.empty()).or(() -> recordedKeys);
    }

    /** Whether it is known to be bound to the named driver. */
    public boolean boundTo(String name) {
        return driver.isKnown() && driver.get().equals(Optional.of(name));
    }
}
