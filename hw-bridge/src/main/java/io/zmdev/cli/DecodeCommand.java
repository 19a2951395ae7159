package io.zmdev.cli;

import io.zmdev.io.StructureDocument;
import io.zmdev.model.ErrorCode;
import io.zmdev.model.ZmdevException;
import io.zmdev.sim.channel.Field;
import io.zmdev.sim.channel.Irb;
import io.zmdev.sim.channel.Structure;
import io.zmdev.sim.channel.Structures;
import io.zmdev.sim.channel.eckd.EckdStructures;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Any structure of channel I/O, bit by bit. */
@Command(
        name = "decode",
        header = "Decode a structure of channel I/O, field by field.",
        description = {
            "Prints every field of a structure with its place, value and meaning: orb, scsw, irb, schib, pmcw, ccw",
            "(format 1), ccw0 (format 0), crw, sense, erw, idaw1, idaw2; of ECKD DASD define-extent,",
            "locate-record and device-characteristics."
        },
        footer = {
            "",
            "Examples:",
            "  zmdev decode orb 12345678 00c08000 00001000",
            "  zmdev decode ccw e420010000002000",
            "  zmdev decode define-extent 40c00000 00000000 00050008 00050008"
        })
final class DecodeCommand extends Verb {

    @Parameters(index = "0", paramLabel = "STRUCTURE", description = "Its name.")
    @SuppressWarnings("NullAway.Init") // required
    private String name;

    @Parameters(
            index = "1..*",
            arity = "1..*",
            paramLabel = "HEX",
            description = "Its bytes, big-endian; blanks and a leading 0x are left out.")
    @SuppressWarnings("NullAway.Init") // required
    private List<String> hex;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Override
    protected int run() {
        Structure structure = structure();
        byte[] bytes = bytes();
        boolean extended = structure.equals(Structures.IRB) && bytes.length == Irb.SIZE_WITH_EMW;
        if (bytes.length != structure.size() && !extended) {
            throw usage("%s has %d bytes, here are %d".formatted(structure.name(), structure.size(), bytes.length));
        }
        List<Field> fields = structure.fields(bytes);
        print(json ? StructureDocument.text(structure.name(), fields) : text(fields));
        return 0;
    }

    private Structure structure() {
        String wanted = name.equals("ccw") ? Structures.CCW1.name() : name;
        List<Structure> known = Stream.concat(Structures.all().stream(), EckdStructures.all().stream())
                .toList();
        return known.stream()
                .filter(structure -> structure.name().equals(wanted))
                .findFirst()
                .orElseThrow(() -> usage("there is no structure '%s'; there are ccw, %s"
                        .formatted(name, known.stream().map(Structure::name).collect(Collectors.joining(", ")))));
    }

    private byte[] bytes() {
        String digits = String.join("", hex).replaceAll("[\\s_]", "").replaceFirst("^0[xX]", "");
        try {
            return HexFormat.of().parseHex(digits);
        } catch (IllegalArgumentException e) {
            throw new ZmdevException(
                    ErrorCode.USAGE, "'%s' is not an even number of hexadecimal digits".formatted(digits), e);
        }
    }

    private static String text(List<Field> fields) {
        Table table = new Table("", "BYTE", "BITS", "FIELD", "VALUE", "MEANING");
        for (Field field : fields) {
            int last = field.bitOffset() + field.bitLength() - 1;
            table.row(
                    field.byteOffset(),
                    field.bitLength() == 1 ? "" + field.bitOffset() : field.bitOffset() + "-" + last,
                    field.name(),
                    field.bitLength() == 1 ? "" + field.value() : field.hex(),
                    field.meaning());
        }
        return table.text();
    }

    private static ZmdevException usage(String message) {
        return new ZmdevException(ErrorCode.USAGE, message);
    }
}
