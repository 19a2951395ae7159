package io.zmdev.io;

import static org.assertj.core.api.Assertions.assertThat;

import io.zmdev.sim.channel.Field;
import io.zmdev.sim.channel.Structure;
import io.zmdev.sim.channel.Structures;
import java.io.IOException;
import java.math.BigInteger;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Blocks that Linux 6.12 under QEMU stored, taken apart into their fields and put together again. */
class RecordedStructuresTest {

    private static List<byte[]> recorded(String name) throws IOException, URISyntaxException {
        Path folder = Path.of(Objects.requireNonNull(RecordedStructuresTest.class.getResource("/recordings/channel-io"))
                .toURI());
        Pattern block = Pattern.compile("\"%s\": *\"([0-9a-f]+)\"".formatted(name));
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> results = files.filter(file -> file.toString().endsWith(".expected.json"))
                    .toList();
            StringBuilder text = new StringBuilder();
            for (Path result : results) {
                text.append(Files.readString(result));
            }
            return block.matcher(text)
                    .results()
                    .map((MatchResult match) -> HexFormat.of().parseHex(match.group(1)))
                    .toList();
        }
    }

    /** The fields at their places; what no field covers is zero. */
    private static byte[] assembled(Structure structure, byte[] block) {
        BigInteger bits = BigInteger.ZERO;
        for (Field field : structure.fields(block)) {
            BigInteger value = new BigInteger(Long.toUnsignedString(field.value()));
            bits = bits.or(value.shiftLeft(structure.size() * 8 - field.bitOffset() - field.bitLength()));
        }
        byte[] bytes = new byte[structure.size()];
        byte[] digits = bits.toByteArray();
        int length = Math.min(digits.length, bytes.length);
        System.arraycopy(digits, digits.length - length, bytes, bytes.length - length, length);
        return bytes;
    }

    private static void everyBlockIsItsFields(Structure structure, List<byte[]> blocks) {
        assertThat(blocks).isNotEmpty().allSatisfy(recorded -> {
            byte[] block = Arrays.copyOf(recorded, structure.size());
            assertThat(assembled(structure, block)).isEqualTo(block);
        });
    }

    @Test
    void everyRecordedInterruptionResponseBlockIsItsFields() throws IOException, URISyntaxException {
        List<byte[]> blocks = recorded("irb");

        assertThat(blocks).hasSizeGreaterThan(500);
        everyBlockIsItsFields(Structures.IRB, blocks);
        everyBlockIsItsFields(Structures.SCSW, blocks);
    }

    @Test
    void everyRecordedSubchannelInformationBlockIsItsFields() throws IOException, URISyntaxException {
        List<byte[]> blocks = recorded("schib");

        assertThat(blocks).hasSizeGreaterThan(30);
        everyBlockIsItsFields(Structures.SCHIB, blocks);
        everyBlockIsItsFields(Structures.PMCW, blocks);
    }
}
