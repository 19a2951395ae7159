package io.zmdev.hw.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import io.zmdev.exchange.ShellScript;
import io.zmdev.hw.host.BundleHost;
import io.zmdev.hw.host.HostUri;
import io.zmdev.model.Configuration;
import io.zmdev.model.Machine;
import io.zmdev.model.Observed;
import io.zmdev.model.css.ChannelSubsystem;
import io.zmdev.model.css.DeviceHolder;
import io.zmdev.model.css.Subchannel;
import io.zmdev.model.css.SubchannelId;
import io.zmdev.model.mdev.DesiredDevice;
import io.zmdev.model.mdev.MdevUuid;
import io.zmdev.plan.Planner;
import io.zmdev.rules.HeldDevices;
import io.zmdev.service.Session;
import io.zmdev.testbed.Tool;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What scripts and playbooks find of a device's holders is what the inventory finds. */
class HoldersScriptTest {

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path folder;

    private Path script;

    @BeforeEach
    void capture() throws IOException {
        Path bundle = folder.resolve("busy.tar.gz");
        try (Session session = Session.open(HostUri.parse("sim:busy"), Optional.empty(), notice -> {})) {
            session.capture(bundle);
        }
        Tool.Outcome unpacked = Tool.run(folder, "tar", "xzf", "busy.tar.gz");
        assertThat(unpacked.exitCode()).as(unpacked.output()).isZero();
        try (InputStream in = Session.class.getResourceAsStream("/io/zmdev/assets/shell/holders.sh")) {
            script = Files.writeString(
                    folder.resolve("holders.sh"),
                    "root=$1; shift\n"
                            + new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8)
                            + "holders \"$@\"\n");
        }
    }

    private Tool.Outcome holders(String shell, String root, List<String> devices) {
        List<String> command = new ArrayList<>(List.of(shell.split(" ", -1)));
        command.add(script.toString());
        command.add(root);
        command.addAll(devices);
        return Tool.run(folder, Map.of(), command);
    }

    private SortedMap<String, List<String>> ofInventory() throws IOException {
        Files.writeString(folder.resolve("MANIFEST.tsv"), "");
        Files.deleteIfExists(folder.resolve("busy.tar.gz"));
        Machine machine = Inventory.read(BundleHost.open(folder));
        SortedMap<String, List<String>> sentences = new TreeMap<>();
        for (Subchannel subchannel : machine.css().subchannels()) {
            sentences.put(
                    subchannel.device().get().orElseThrow().toString(),
                    subchannel.holders().get().stream()
                            .map(DeviceHolder::sentence)
                            .toList());
        }
        return sentences;
    }

    @ParameterizedTest
    @ValueSource(strings = {"dash", "bash", "busybox sh"})
    void aScriptFindsTheHoldersThatTheInventoryFinds(String shell) throws IOException {
        Tool.assumeInstalled(shell.split(" ", -1)[0]);
        SortedMap<String, List<String>> expected = ofInventory();
        for (String root : List.of(folder.toString(), ".")) {
            Tool.Outcome found = holders(shell, root, List.copyOf(expected.keySet()));
            assertThat(found.exitCode()).as(found.output()).isZero();
            assertThat(found.output().lines().toList())
                    .containsExactlyInAnyOrderElementsOf(expected.entrySet().stream()
                            .flatMap(device ->
                                    device.getValue().stream().map(sentence -> device.getKey() + ": " + sentence))
                            .toList());
        }
    }

    private static Machine holding(Machine machine, String subchannel, DeviceHolder... holders) {
        return new Machine(
                machine.name(),
                machine.kernel(),
                machine.modules(),
                machine.ap(),
                new ChannelSubsystem(
                        machine.css().paths(),
                        machine.css().subchannels().stream()
                                .map(s -> s.id().toString().equals(subchannel) ? holding(s, List.of(holders)) : s)
                                .toList()),
                machine.mediatedDevices(),
                machine.guests());
    }

    private static Subchannel holding(Subchannel subchannel, List<DeviceHolder> holders) {
        return new Subchannel(
                subchannel.id(),
                subchannel.device(),
                subchannel.driver(),
                subchannel.driverOverride(),
                subchannel.chpids(),
                subchannel.masks(),
                subchannel.deviceType(),
                subchannel.online(),
                Observed.known(holders));
    }

    /** What {@code --check} of the script of a plan says on the machine as it is. */
    private Tool.Outcome check(Machine planned, String subchannel, HeldDevices held) throws IOException {
        Configuration configuration = Configuration.empty("disk")
                .withDevice(new DesiredDevice.Ccw(
                        new MdevUuid("cc000000-2222-4222-8222-000000000001"),
                        "disk",
                        false,
                        DesiredDevice.State.PRESENT,
                        SubchannelId.parse(subchannel),
                        Optional.empty()));
        Path plan = Files.writeString(
                folder.resolve("plan.sh"), ShellScript.of(Planner.plan(planned, configuration, held)));
        return Tool.run(
                folder,
                Map.of("ZMDEV_ROOT", folder.toString(), "ZMDEV_JOURNAL", folder + "/journal"),
                List.of("sh", plan.toString(), "--check"));
    }

    @Test
    void aScriptRefusesADeviceThatTheHostUsesSinceItWasPlanned() throws IOException {
        ofInventory();
        Machine machine = Inventory.read(BundleHost.open(folder));
        Tool.Outcome used = check(holding(machine, "0.0.0312"), "0.0.0312", HeldDevices.REFUSE);
        assertThat(used.exitCode()).isEqualTo(4);
        assertThat(used.output()).contains("0.0.2b08: dasdc is a path of the multipath device mpatha");
        assertThat(check(machine, "0.0.0312", HeldDevices.TAKE).exitCode()).isEqualTo(2);
        assertThat(check(machine, "0.0.0313", HeldDevices.REFUSE).exitCode()).isEqualTo(2);
        DeviceHolder before = new DeviceHolder("dasda1", DeviceHolder.Use.MOUNT, "/boot");
        Tool.Outcome root = check(holding(machine, "0.0.0310", before), "0.0.0310", HeldDevices.TAKE);
        assertThat(root.exitCode()).isEqualTo(4);
        assertThat(root.output()).contains("0.0.2b06: vg0-root is mounted on /");
        Files.delete(folder.resolve("proc/self/mountinfo"));
        Tool.Outcome unknown = check(machine, "0.0.0312", HeldDevices.TAKE);
        assertThat(unknown.exitCode()).isEqualTo(4);
        assertThat(unknown.output()).contains("what the host does with 0.0.2b08 can't be told");
    }

    @Test
    void aScriptSaysWhatItIsFor() throws IOException {
        ofInventory();
        Machine machine = Inventory.read(BundleHost.open(folder));
        check(machine, "0.0.0313", HeldDevices.REFUSE);
        for (String shell : List.of("dash", "bash", "busybox sh")) {
            List<String> command = new ArrayList<>(List.of(shell.split(" ", -1)));
            command.addAll(List.of("plan.sh", "--help"));
            Tool.Outcome help = Tool.run(folder, Map.of(), command);
            assertThat(help.exitCode()).as(help.output()).isZero();
            assertThat(help.output())
                    .contains(": 5 steps and 0 files for the next boot\n")
                    .contains("--check", "--undo", "--disturb", "Exit codes")
                    .contains("\n  1. 'disk: set device 0.0.2b09 offline in the host'\n  2. ")
                    .contains("\n  5. ");
        }
        Tool.Outcome checked = Tool.run(folder, "shellcheck", "-s", "sh", "plan.sh");
        assertThat(checked.output()).isEmpty();
    }

    @Test
    void whatCannotBeToldIsAnError() throws IOException {
        List<String> devices = List.copyOf(ofInventory().keySet());
        Files.delete(folder.resolve("proc/self/mountinfo"));
        assertThat(holders("sh", folder.toString(), devices).exitCode()).isEqualTo(2);
    }
}
