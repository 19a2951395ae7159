package io.zmdev.io;

import io.zmdev.model.ErrorCode;
import io.zmdev.model.ZmdevException;
import io.zmdev.model.host.DeviceModel;
import io.zmdev.sim.channel.Medium;
import io.zmdev.sim.flow.Attachment;
import io.zmdev.sim.flow.Run;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32;

/**
 * Reads and writes the file that keeps the medium of a device, {@code zmdev.store/1} (docs/formats.md): only what was written is in
 * it. Numbers are big-endian.
 */
public final class StoreFile {

    private static final byte[] MAGIC = "zmdev.store/1\n\0\0".getBytes(StandardCharsets.US_ASCII);
    private static final int MODEL_LENGTH = 16;
    private static final int HEADER = MAGIC.length + MODEL_LENGTH + Integer.BYTES;
    private static final int PART_HEADER = 2 * Integer.BYTES;
    private static final int CHECKSUM = Integer.BYTES;

    private StoreFile() {}

    /**
     * The medium in a file; an empty one when there is no such file.
     *
     * @throws ZmdevException FILE_UNUSABLE when it is not the store of such a device
     */
    static Medium read(Path file, DeviceModel model) {
        if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            return Medium.EMPTY;
        }
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            throw unusable(file, "a store is a regular file; this is a directory, a link or a device");
        }
        byte[] bytes = JsonInput.bytesOf(file);
        if (bytes.length < HEADER + CHECKSUM || !Arrays.equals(bytes, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
            throw unusable(file, "this is not a store (zmdev.store/1)");
        }
        ByteBuffer in = ByteBuffer.wrap(bytes, MAGIC.length, bytes.length - MAGIC.length - CHECKSUM);
        byte[] name = new byte[MODEL_LENGTH];
        in.get(name);
        if (!Arrays.equals(name, modelName(model))) {
            throw unusable(
                    file, "this is the store of another device model, one of a %s is needed".formatted(model.id()));
        }
        if (ByteBuffer.wrap(bytes).getInt(bytes.length - CHECKSUM) != checksum(bytes, bytes.length - CHECKSUM)) {
            throw unusable(file, "the checksum is wrong: the file is truncated or was changed");
        }
        try {
            return new Medium(parts(file, in));
        } catch (BufferUnderflowException e) {
            throw unusable(file, "a part goes past the end of the file");
        }
    }

    private static Map<Integer, byte[]> parts(Path file, ByteBuffer in) {
        Map<Integer, byte[]> parts = new TreeMap<>();
        int count = in.getInt();
        for (int i = 0; i < count; i++) {
            int number = in.getInt();
            int length = in.getInt();
            if (length < 0 || length > in.remaining()) {
                throw unusable(file, "part %d goes past the end of the file".formatted(number));
            }
            byte[] part = new byte[length];
            in.get(part);
            if (parts.put(number, part) != null) {
                throw unusable(file, "part %d stands twice in it".formatted(number));
            }
        }
        if (in.hasRemaining()) {
            throw unusable(file, "there are %d bytes behind the last part".formatted(in.remaining()));
        }
        return parts;
    }

    /**
     * Writes back what the media of a run with stores hold. A store that was only read stays as it is.
     *
     * @param scenario beside which the stores lie
     * @throws ZmdevException OUTPUT_UNWRITABLE; the old file is untouched then
     */
    public static void writeBack(Path scenario, Run run) {
        run.media().forEach((attachment, medium) -> writeBack(scenario, attachment, medium));
    }

    private static void writeBack(Path scenario, Attachment attachment, Medium medium) {
        Path file = scenario.resolveSibling(attachment.store().orElseThrow().name());
        byte[] content = content(file, attachment.model(), medium);
        if (!Arrays.equals(
                content,
                content(
                        file,
                        attachment.model(),
                        attachment.store().orElseThrow().medium()))) {
            WholeFile.replace(file, content);
        }
    }

    private static byte[] content(Path file, DeviceModel model, Medium medium) {
        long size = (long) HEADER + CHECKSUM;
        for (byte[] part : medium.parts().values()) {
            size += (long) PART_HEADER + part.length;
        }
        if (size > JsonInput.MAX_SIZE) {
            throw new ZmdevException(
                    ErrorCode.OUTPUT_UNWRITABLE,
                    "%s: the medium would take %d bytes, a store has at most %d; write less of it"
                            .formatted(file, size, JsonInput.MAX_SIZE));
        }
        ByteBuffer out = ByteBuffer.allocate((int) size);
        out.put(MAGIC).put(modelName(model)).putInt(medium.parts().size());
        medium.parts()
                .forEach(
                        (number, part) -> out.putInt(number).putInt(part.length).put(part));
        out.putInt(checksum(out.array(), out.position()));
        return out.array();
    }

    private static byte[] modelName(DeviceModel model) {
        return Arrays.copyOf(model.id().getBytes(StandardCharsets.US_ASCII), MODEL_LENGTH);
    }

    private static int checksum(byte[] bytes, int length) {
        CRC32 crc = new CRC32();
        crc.update(bytes, 0, length);
        return (int) crc.getValue();
    }

    private static ZmdevException unusable(Path file, String message) {
        return new ZmdevException(ErrorCode.FILE_UNUSABLE, file + ": " + message);
    }
}
