package io.zmdev.conformance;

import io.zmdev.exchange.SysfsScript;
import io.zmdev.io.HostDocument;
import io.zmdev.model.host.DeviceModel;
import io.zmdev.model.host.HostDefinition;
import io.zmdev.testing.RandomApScript;
import io.zmdev.testing.RandomChannelProgram;
import io.zmdev.testing.RandomCssScript;
import io.zmdev.testing.RandomHost;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/**
 * The cases of a run.
 *
 * @param kernel that the machines have, such as {@code 6.12}
 * @param shapes of the random machines, in turn
 */
record Cases(String kernel, List<RandomHost.Shape> shapes) {

    private static final Path RECORDINGS = Path.of(System.getProperty("basedir", "."))
            .toAbsolutePath()
            .resolveSibling("sim-engine/src/test/resources/recordings");
    private static final String RECORDED_KERNEL = "\"kernel\": \"6.12\"";

    /** The machine that channel programs run on. */
    private static final String CHANNEL_HOST = "ccw";

    private static final int SCRIPTS_OF_A_MACHINE = 5;
    private static final int AP_SCRIPTS_OF_A_MACHINE = 3;
    private static final List<DeviceModel> MODELS =
            List.of(DeviceModel.TN3270, DeviceModel.VIRTIO_RNG, DeviceModel.VIRTIO_SERIAL);

    Cases {
        shapes = List.copyOf(shapes);
    }

    /** The scripts that were written by hand, each on the machine that the first word of its name tells. */
    List<ScriptCase> writtenScripts() {
        return files("sysfs", ".sysfs").stream()
                .filter(file -> !name(file).matches("r\\d+-.*"))
                .map(file -> new ScriptCase(
                        name(file),
                        onKernel(RECORDINGS.resolve("hosts").resolve(name(file).split("-", 2)[0] + ".json")),
                        SysfsScript.parse(name(file), text(file))))
                .toList();
    }

    /** The channel programs that were written by hand. */
    List<ProgramCase> writtenPrograms() {
        return files("channel-io", ".json").stream()
                .filter(file ->
                        name(file).startsWith("hand-") && !file.toString().endsWith(".expected.json"))
                .map(file -> new ProgramCase(name(file), channelHost(), onKernel(file)))
                .toList();
    }

    List<ScriptCase> randomScripts(long seed, int count) {
        SplittableRandom seeds = new SplittableRandom(seed);
        List<ScriptCase> cases = new ArrayList<>();
        for (int i = 0; cases.size() < count; i++) {
            RandomHost.Shape shape = shapes.get(i % shapes.size());
            String name = "random-%03d".formatted(i);
            String host = RandomHost.document(name, seeds.nextLong(), shape, kernel);
            HostDefinition definition = HostDocument.parse(name, host.getBytes(StandardCharsets.UTF_8));
            for (int k = 0; k < SCRIPTS_OF_A_MACHINE && cases.size() < count; k++) {
                long scriptSeed = seeds.nextLong();
                cases.add(
                        k < AP_SCRIPTS_OF_A_MACHINE
                                ? new ScriptCase(
                                        name + "-ap-" + k, host, RandomApScript.of(scriptSeed, definition, 10 + 15 * k))
                                : new ScriptCase(
                                        name + "-css-" + k, host, RandomCssScript.of(scriptSeed, definition, 15 * k)));
            }
        }
        return cases;
    }

    List<ProgramCase> randomPrograms(long seed, int count) {
        SplittableRandom seeds = new SplittableRandom(~seed);
        List<ProgramCase> cases = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String name = "random-program-%04d".formatted(i);
            DeviceModel model = MODELS.get(i % MODELS.size());
            cases.add(new ProgramCase(
                    name, channelHost(), RandomChannelProgram.document(name, seeds.nextLong(), model, kernel)));
        }
        return cases;
    }

    private String channelHost() {
        return onKernel(RECORDINGS.resolve("hosts").resolve(CHANNEL_HOST + ".json"));
    }

    private String onKernel(Path file) {
        return text(file).replace(RECORDED_KERNEL, "\"kernel\": \"" + kernel + "\"");
    }

    private static String name(Path file) {
        String name = String.valueOf(file.getFileName());
        return name.substring(0, name.indexOf('.'));
    }

    private static List<Path> files(String folder, String ending) {
        try (Stream<Path> files = Files.list(RECORDINGS.resolve(folder))) {
            return files.filter(file -> file.toString().endsWith(ending))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
