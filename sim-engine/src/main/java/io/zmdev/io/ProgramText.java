package io.zmdev.io;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.zmdev.sim.channel.Ccw;
import io.zmdev.sim.channel.Orb;
import io.zmdev.sim.channel.Structures;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Channel programs as people type them. What is typed is read by the reader of scenarios, so both accept the same; errors are
 * {@link io.zmdev.model.ZmdevException} FILE_UNUSABLE that name the field.
 */
public final class ProgramText {

    private static final Pattern BARE_HEX = Pattern.compile("[0-9a-fA-F]{1,8}");
    private static final Pattern CODE = Pattern.compile("([0-9a-fA-F]{2})( .*)?");
    private static final Pattern DECIMAL = Pattern.compile("[0-9]{1,9}");

    private ProgramText() {}

    /**
     * A CCW.
     *
     * @param command two hexadecimal digits, after which anything may stand, or the name of a command
     * @param flags names with blanks between them, such as {@code CC SLI}
     * @param count decimal bytes
     * @param address hexadecimal
     */
    public record CcwText(String command, String flags, String count, String address) {}

    /**
     * An ORB.
     *
     * @param intparm hexadecimal
     * @param key 0..15
     * @param lpm hexadecimal
     * @param control names of the bits that are one, with blanks between them; {@code fmt} for format-1 CCWs
     * @param cpa hexadecimal
     */
    public record OrbText(String intparm, String key, String lpm, String control, String cpa) {}

    /** @param ccw in format 1 */
    public static CcwText of(long ccw) {
        return new CcwText(
                command(Ccw.command(ccw)),
                names(ScenarioDocument.CCW_FLAGS, Ccw.flags(ccw)),
                Integer.toString(Ccw.count(ccw)),
                Long.toHexString(Ccw.address(ccw)));
    }

    /** The code of a command with its name, as {@link CcwText#command()} takes it. */
    public static String command(int code) {
        String name = Structures.commands().getOrDefault(code, "");
        return "%02x %s".formatted(code, name).strip();
    }

    /** The CCW in format 1. */
    public static long ccw(CcwText text) {
        ObjectNode tree = JsonNodeFactory.instance.objectNode();
        tree.put("cmd", code(text.command().strip()));
        words(text.flags().toUpperCase(Locale.ROOT)).forEach(tree.putArray("flags")::add);
        putDecimal(tree, "count", text.count());
        tree.put("address", hex(text.address()));
        return ScenarioDocument.ccw(new JsonValue("CCW", tree));
    }

    /** @param orb 12 bytes */
    public static OrbText of(byte[] orb) {
        ByteBuffer words = ByteBuffer.wrap(orb);
        int control = words.getInt(Orb.CONTROL);
        String bits = names(ScenarioDocument.ORB_BITS, control);
        return new OrbText(
                Integer.toHexString(words.getInt(Orb.INTPARM)),
                Integer.toString(control >>> 28),
                Integer.toHexString(Orb.lpm(control)),
                (control & Orb.FORMAT_1) == 0 ? bits : ("fmt " + bits).strip(),
                Integer.toHexString(words.getInt(Orb.CPA)));
    }

    /** The 12 bytes of the ORB. */
    public static byte[] orb(OrbText text) {
        ObjectNode tree = JsonNodeFactory.instance.objectNode();
        tree.put("intparm", hex(text.intparm()));
        putDecimal(tree, "key", text.key());
        tree.put("lpm", hex(text.lpm()));
        tree.put("cpa", hex(text.cpa()));
        tree.put("fmt", 0);
        JsonValue top = new JsonValue("ORB", tree);
        words(text.control().toLowerCase(Locale.ROOT)).forEach(name -> {
            if (name.equals("fmt")) {
                tree.put("fmt", 1);
            } else if (ScenarioDocument.ORB_BITS.containsKey(name)) {
                tree.put(name, true);
            } else {
                throw top.error("'%s' is not one of fmt, %s"
                        .formatted(name, String.join(", ", ScenarioDocument.ORB_BITS.keySet())));
            }
        });
        return ScenarioDocument.orb(top);
    }

    private static String code(String typed) {
        var code = CODE.matcher(typed);
        if (code.matches()) {
            return "0x" + code.group(1);
        }
        return Structures.commands().entrySet().stream()
                .filter(command -> command.getValue().equalsIgnoreCase(typed))
                .map(command -> "0x%02x".formatted(command.getKey()))
                .findFirst()
                .orElse(typed);
    }

    private static String hex(String typed) {
        String digits = typed.strip();
        return BARE_HEX.matcher(digits).matches() ? "0x" + digits : digits;
    }

    private static void putDecimal(ObjectNode tree, String key, String typed) {
        String digits = typed.strip();
        if (DECIMAL.matcher(digits).matches()) {
            tree.put(key, new BigInteger(digits));
        } else {
            tree.put(key, digits);
        }
    }

    private static Iterable<String> words(String typed) {
        return () -> Pattern.compile("[\\s,]+")
                .splitAsStream(typed.strip())
                .filter(word -> !word.isEmpty())
                .iterator();
    }

    private static String names(Map<String, Integer> bits, int value) {
        return bits.entrySet().stream()
                .filter(bit -> (value & bit.getValue()) != 0)
                .map(Map.Entry::getKey)
                .collect(Collectors.joining(" "));
    }
}
