package io.zmdev.plan;

import io.zmdev.model.Configuration;
import io.zmdev.model.ErrorCode;
import io.zmdev.model.Machine;
import io.zmdev.model.ZmdevException;
import io.zmdev.model.css.SubchannelId;
import io.zmdev.model.host.HostOperation.Write;
import io.zmdev.model.host.SysfsPath;
import io.zmdev.model.mdev.DesiredDevice;
import io.zmdev.model.mdev.MdevUuid;
import io.zmdev.rules.HeldDevices;
import io.zmdev.rules.Validator;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The devices of subchannels that a plan makes after it handed those to vfio_ccw. A plan may be old: what holds the devices of
 * the host is asked again before it is made.
 */
public final class TakenDevices {

    private static final String BIND = SysfsPath.CSS_DRIVERS + "/vfio_ccw/bind";

    private TakenDevices() {}

    /** @throws ZmdevException CONFLICT when the machine uses one of them */
    public static void requireUnused(Plan plan, Machine machine, HeldDevices held) {
        Configuration taking = taken(plan)
                .flatMap(subchannel -> device(plan, subchannel).stream())
                .reduce(Configuration.empty(plan.configuration()), Configuration::withDevice, (a, b) -> b);
        Validator.devicesInUse(taking, machine, held).stream().findFirst().ifPresent(finding -> {
            throw new ZmdevException(ErrorCode.CONFLICT, finding.message());
        });
    }

    private static Stream<SubchannelId> taken(Plan plan) {
        return writes(plan).filter(write -> write.path().equals(BIND)).map(write -> SubchannelId.parse(write.value()));
    }

    private static Optional<DesiredDevice> device(Plan plan, SubchannelId subchannel) {
        String create = SysfsPath.ccwType(subchannel) + "/create";
        return writes(plan)
                .filter(write -> write.path().equals(create))
                .findFirst()
                .map(write -> new DesiredDevice.Ccw(
                        new MdevUuid(write.value()),
                        plan.configuration(),
                        false,
                        DesiredDevice.State.PRESENT,
                        subchannel,
                        Optional.empty()));
    }

    private static Stream<Write> writes(Plan plan) {
        return plan.steps().stream()
                .flatMap(step -> step.operations().stream())
                .filter(Write.class::isInstance)
                .map(Write.class::cast);
    }
}
