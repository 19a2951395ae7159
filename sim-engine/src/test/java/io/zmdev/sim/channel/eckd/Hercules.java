package io.zmdev.sim.channel.eckd;

import io.zmdev.testing.EckdPrograms;
import io.zmdev.testing.ProgramCase;
import io.zmdev.testing.ProgramOutcome;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Hercules as a black box: it gets volumes as CKD image files and a storage image with our own program, channel-programs.s, that
 * starts the channel programs, and gives back its storage and the volumes. The programs {@code hercules} and {@code
 * s390x-linux-gnu-as}, {@code -ld}, {@code -objcopy} must be there.
 */
final class Hercules {

    /** Programs that one machine runs. */
    static final int BATCH = 40;

    private static final int TABLE = 0x10000;
    private static final int DONE = TABLE - 4;
    private static final int ENTRY = 0x800;
    private static final int CONDITION_CODE = 0x028;
    private static final int IRBS = 0x02c;
    private static final int SENSE = 0x040;
    private static final int IRB = 0x080;
    private static final int IRB_SIZE = 96;
    private static final int FIRST_MEMORY = 0x100000;

    private static final int HEADER = 512;
    private static final int TRACK = 56832;
    private static final int DEVICE_TYPE = 0x90;
    private static final int TIMEOUT_SECONDS = 20;
    private static final int ATTEMPTS = 5;

    private final Path folder;

    Hercules(Path folder) {
        this.folder = folder;
    }

    /** Where the memory of the n-th program of a batch stands. */
    static int base(int index) {
        return FIRST_MEMORY + index * EckdPrograms.MEMORY;
    }

    /**
     * Runs at most {@link #BATCH} programs, each on a volume and a subchannel of its own. The automatic operator of Hercules misses
     * now and then that the machine has stopped; the programs are run again then.
     */
    List<ProgramOutcome> run(List<ProgramCase> cases) throws IOException, InterruptedException {
        byte[] program = assemble();
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            ByteBuffer storage = runMachine(program, cases);
            if (storage.getInt(DONE) == 1) {
                List<ProgramOutcome> outcomes = new ArrayList<>();
                for (int i = 0; i < cases.size(); i++) {
                    outcomes.add(outcome(storage, TABLE + i * ENTRY, cases.get(i), volume(i)));
                }
                return outcomes;
            }
        }
        throw new IllegalStateException("the machine does not end: " + log());
    }

    /** The storage of the machine when it has ended. */
    private ByteBuffer runMachine(byte[] program, List<ProgramCase> cases) throws IOException, InterruptedException {
        ByteBuffer storage = ByteBuffer.allocate(base(cases.size()));
        storage.put(program);
        StringBuilder configuration = new StringBuilder("""
                CPUMODEL 2064
                MAINSIZE 16
                CNSLPORT 0
                NUMCPU 1
                ARCHMODE ESAME
                """);
        for (int i = 0; i < cases.size(); i++) {
            ProgramCase programCase = cases.get(i);
            int entry = TABLE + i * ENTRY;
            storage.putInt(entry + 0x04, programCase.orbControl())
                    .putInt(entry + 0x08, programCase.base())
                    .putInt(entry + 0x20, programCase.concurrentSense() ? 1 : 0)
                    .putInt(entry + 0x24, 1)
                    .put(programCase.base(), programCase.memory());
            writeVolume(volume(i), programCase);
            configuration.append(
                    "%04X 3390 %s cu=3990-6%n".formatted(0xa00 + i, volume(i).getFileName()));
        }
        Files.write(folder.resolve("storage"), storage.array());
        Files.writeString(folder.resolve("cards.ins"), "storage 0x00000000\n");
        Files.writeString(folder.resolve("hercules.cnf"), configuration);
        Path result = folder.resolve("result");
        Files.deleteIfExists(result);
        // The storage can be saved only a moment after the machine has reached its disabled wait.
        String save = "savecore result 0 %x".formatted(storage.capacity() - 1);
        Files.writeString(
                folder.resolve("hercules.rc"),
                String.join(
                        "\n",
                        "hao tgt HHCCP011I",
                        "hao cmd " + save,
                        "hao tgt HHCPN102E",
                        "hao cmd " + save,
                        "hao tgt HHCPN170I",
                        "hao cmd quit",
                        "ipl cards.ins",
                        ""));
        execute("hercules", "-d", "-f", "hercules.cnf");
        return Files.exists(result) ? ByteBuffer.wrap(Files.readAllBytes(result)) : ByteBuffer.allocate(TABLE);
    }

    private Path volume(int index) {
        return folder.resolve("volume" + index);
    }

    private ProgramOutcome outcome(ByteBuffer storage, int entry, ProgramCase program, Path volume) throws IOException {
        int cc = storage.getInt(entry + CONDITION_CODE);
        if (cc != 0) {
            throw new IllegalStateException("START SUBCHANNEL ended with cc " + cc + ", seed " + program.seed());
        }
        List<byte[]> irbs = new ArrayList<>();
        for (int i = 0; i < storage.getInt(entry + IRBS); i++) {
            irbs.add(bytes(storage, entry + IRB + i * IRB_SIZE, IRB_SIZE));
        }
        return new ProgramOutcome(
                irbs,
                bytes(storage, entry + SENSE, 32),
                bytes(storage, program.base(), program.memory().length),
                readVolume(volume, program.tracks().size()));
    }

    private static byte[] bytes(ByteBuffer storage, int at, int length) {
        byte[] bytes = new byte[length];
        storage.get(at, bytes);
        return bytes;
    }

    private static void writeVolume(Path file, ProgramCase program) throws IOException {
        ByteBuffer header = ByteBuffer.allocate(HEADER).order(ByteOrder.LITTLE_ENDIAN);
        header.put("CKD_P370".getBytes(StandardCharsets.US_ASCII))
                .putInt(Geometry.HEADS)
                .putInt(TRACK)
                .put((byte) DEVICE_TYPE)
                .rewind();
        try (FileChannel channel = FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            channel.write(header);
            for (int i = 0; i < program.tracks().size(); i++) {
                channel.write(ByteBuffer.wrap(Arrays.copyOf(program.tracks().get(i), TRACK)));
            }
        }
    }

    private static List<byte[]> readVolume(Path file, int tracks) throws IOException {
        ByteBuffer volume = ByteBuffer.wrap(Files.readAllBytes(file));
        List<byte[]> images = new ArrayList<>();
        for (int track = 0; track < tracks; track++) {
            int start = HEADER + track * TRACK;
            int end = Volume.R0;
            while (volume.getLong(start + end) != Count.END_OF_TRACK) {
                end += Count.recordLength(volume.getLong(start + end));
            }
            images.add(bytes(volume, start, end + Count.SIZE));
        }
        return images;
    }

    private byte[] assemble() throws IOException, InterruptedException {
        Path source = folder.resolve("channel-programs.s");
        try (var resource = Hercules.class.getResourceAsStream("channel-programs.s")) {
            Files.write(source, resource.readAllBytes());
        }
        execute("s390x-linux-gnu-as", "-m31", "-mzarch", "-march=z900", "-o", "program.o", "channel-programs.s");
        execute("s390x-linux-gnu-ld", "-m", "elf_s390", "-Ttext=0", "-e", "0", "-o", "program.elf", "program.o");
        execute("s390x-linux-gnu-objcopy", "-O", "binary", "program.elf", "program.bin");
        return Files.readAllBytes(folder.resolve("program.bin"));
    }

    private void execute(String... command) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile());
        builder.environment().put("HERCULES_RC", "hercules.rc");
        Process process = builder.start();
        if (!process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
        }
    }

    private String log() throws IOException {
        return Files.readString(folder.resolve("log"), StandardCharsets.ISO_8859_1);
    }
}
