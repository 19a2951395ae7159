package io.zmdev.testing;

import io.zmdev.exchange.SysfsScript;
import io.zmdev.io.HostDocument;
import io.zmdev.model.host.DeviceModel;
import io.zmdev.model.host.HostDefinition;
import io.zmdev.model.host.HostOperation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Writes random machines, sysfs scripts and channel programs into a folder, for the lab to record. A machine {@code rNNN} has
 * its scripts {@code rNNN-ap-K.sysfs} and {@code rNNN-css-K.sysfs}.
 */
public final class RandomCases {

    private static final int SCRIPTS_OF_A_MACHINE = 5;
    private static final int AP_SCRIPTS_OF_A_MACHINE = 3;
    private static final List<DeviceModel> MODELS =
            List.of(DeviceModel.TN3270, DeviceModel.VIRTIO_RNG, DeviceModel.VIRTIO_SERIAL);

    private RandomCases() {}

    /** Arguments: the folder, the first seed, the number of machines, the number of channel programs. */
    public static void main(String[] words) throws IOException {
        Path folder = Path.of(words[0]);
        long seed = Long.parseLong(words[1]);
        writeMachines(folder, seed, Integer.parseInt(words[2]));
        writePrograms(folder, seed, Integer.parseInt(words[3]));
    }

    private static void writeMachines(Path folder, long seed, int count) throws IOException {
        Files.createDirectories(folder.resolve("hosts"));
        Files.createDirectories(folder.resolve("sysfs"));
        for (int i = 0; i < count; i++) {
            String name = "r%03d".formatted(seed + i);
            String document = RandomHost.document(name, seed + i);
            Files.writeString(folder.resolve("hosts").resolve(name + ".json"), document);
            HostDefinition host = HostDocument.parse(name, document.getBytes(StandardCharsets.UTF_8));
            for (int k = 0; k < SCRIPTS_OF_A_MACHINE; k++) {
                long scriptSeed = (seed + i) * SCRIPTS_OF_A_MACHINE + k;
                boolean ap = k < AP_SCRIPTS_OF_A_MACHINE;
                List<HostOperation> script = ap
                        ? RandomApScript.of(scriptSeed, host, 10 + 15 * k)
                        : RandomCssScript.of(scriptSeed, host, 15 * k);
                Files.writeString(
                        folder.resolve("sysfs").resolve("%s-%s-%d.sysfs".formatted(name, ap ? "ap" : "css", k)),
                        "# host: " + name + "\n"
                                + script.stream().map(SysfsScript::format).collect(Collectors.joining("\n"))
                                + "\n");
            }
        }
    }

    private static void writePrograms(Path folder, long seed, int count) throws IOException {
        Files.createDirectories(folder.resolve("channel-io"));
        for (int i = 0; i < count; i++) {
            String name = "random-%05d".formatted(seed * 1000 + i);
            Files.writeString(
                    folder.resolve("channel-io").resolve(name + ".json"),
                    RandomChannelProgram.document(name, seed * 1000 + i, MODELS.get(i % MODELS.size())));
        }
    }
}
