package io.zmdev.rules;

import static io.zmdev.rules.ConfigurationBuilder.configuration;
import static io.zmdev.rules.MachineBuilder.machine;
import static io.zmdev.rules.RuleTesting.check;
import static io.zmdev.rules.RuleTesting.only;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zmdev.model.Configuration;
import io.zmdev.model.Machine;
import io.zmdev.model.Observed;
import io.zmdev.model.ap.Mask256;
import io.zmdev.model.css.DeviceHolder;
import io.zmdev.model.css.DeviceHolder.Use;
import io.zmdev.plan.Planner;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the host uses stays with the host: {@link DeviceInUseRule}, {@link RootDeviceRule}, and the plan. */
class DeviceInUseRuleTest {

    private static final DeviceHolder BOOT = new DeviceHolder("dasda1", Use.MOUNT, "/boot");
    private static final DeviceHolder VOLUME = new DeviceHolder("dasda2", Use.LVM, "vg0-root");
    private static final DeviceHolder ROOT = new DeviceHolder("vg0-root", Use.MOUNT, "/");

    private static ConfigurationBuilder disk() {
        return configuration().ccw("web1", "disk", "0.0.0001", Optional.empty());
    }

    private static MachineBuilder held(DeviceHolder... holders) {
        return machine(Mask256.NONE, Mask256.NONE).heldDisk("0.0.0001", Observed.known(List.of(holders)));
    }

    @Test
    void allHoldersAreNamed() {
        assertThat(only(check(new DeviceInUseRule(), disk(), held(BOOT, VOLUME)))
                        .message())
                .isEqualTo("disk cannot take 0.0.2b01 (subchannel 0.0.0001) from the host: dasda1 is mounted on /boot,"
                        + " dasda2 is under the logical volume vg0-root; free it in the host first, or overrule this"
                        + " with --force.");
    }

    @Test
    void aFileSystemOnAVolumeMakesItsDiskTheRootDevice() {
        assertThat(check(new DeviceInUseRule(), disk(), held(BOOT, VOLUME, ROOT)))
                .isEmpty();
        assertThat(only(check(new RootDeviceRule(), disk(), held(BOOT, VOLUME, ROOT)))
                        .message())
                .contains("vg0-root is mounted on /. The host runs from it");
    }

    @Test
    void unreadMountsAreNotTakenForUnused() {
        assertThat(only(check(
                                new DeviceInUseRule(),
                                disk(),
                                machine(Mask256.NONE, Mask256.NONE)
                                        .heldDisk("0.0.0001", Observed.unknown("/proc/self/mountinfo", "EACCES"))))
                        .severity())
                .isEqualTo(Severity.UNKNOWN);
    }

    /** It may be the root device. */
    @Test
    void forceDoesNotTakeWhatMayHoldAnything() {
        Machine unread = machine(Mask256.NONE, Mask256.NONE)
                .heldDisk("0.0.0001", Observed.unknown("/proc/self/mountinfo", "EACCES"))
                .build();
        Configuration configuration = disk().build();

        assertThat(Validator.refused(Validator.validate(configuration, unread), HeldDevices.TAKE))
                .isTrue();
        assertThatThrownBy(() -> Planner.plan(unread, configuration, HeldDevices.TAKE))
                .hasMessageContaining("/proc/self/mountinfo could not be read");
    }

    @Test
    void forceOverrulesForAllButTheRootDevice() {
        Configuration configuration = disk().build();
        Machine mounted = held(BOOT).build();
        Machine root = held(BOOT, VOLUME, ROOT).build();

        assertThat(Validator.refused(Validator.validate(configuration, mounted)))
                .isTrue();
        assertThat(Validator.refused(Validator.validate(configuration, mounted), HeldDevices.TAKE))
                .isFalse();
        assertThat(Validator.refused(Validator.validate(configuration, root), HeldDevices.TAKE))
                .isTrue();
        assertThat(Planner.plan(mounted, configuration, HeldDevices.TAKE).steps())
                .isNotEmpty();
        assertThatThrownBy(() -> Planner.plan(mounted, configuration))
                .hasMessageContaining("dasda1 is mounted on /boot");
        assertThatThrownBy(() -> Planner.plan(root, configuration, HeldDevices.TAKE))
                .hasMessageContaining("never taken");
    }
}
