package io.zmdev.sim.host;

import io.zmdev.model.Errno;
import io.zmdev.model.host.HostDefinition.SubchannelDefinition;
import io.zmdev.sim.host.sysfs.Written;
import java.util.BitSet;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The device numbers that Linux shall ignore, and what {@code /proc/cio_ignore} makes of a text (blacklist.c). A device is
 * {@code ssid << 16 | devno} here.
 */
final class CioIgnore {

    /** One write takes no more. */
    static final int LONGEST_WRITE = 65536;

    private static final int SETS = 4;
    private static final int DEVICES_A_SET = 0x10000;
    private static final int LAST = SETS * DEVICES_A_SET - 1;

    /** {@code parse_busid}, old style: {@code simple_strtoul(text, 16)}, which takes {@code 0x} alone for 0. */
    private static final Pattern NUMBER = Pattern.compile("(?!\\z)(?:0[xX])?([0-9a-fA-F]*)");

    private static final Pattern BUS_ID = Pattern.compile("00?\\.([0-3])\\.([0-9a-fA-F]{4})");

    /** {@code isspace} of the kernel counts the no-break space of ISO 8859-1. */
    private static final Pattern BLANKS_AT_END = Pattern.compile("[ \\t-\\r\\u00a0]+\\z");

    private final Css css;
    private final BitSet ignored = new BitSet();

    CioIgnore(Css css) {
        this.css = css;
    }

    boolean contains(SubchannelDefinition subchannel) {
        return ignored.get(subchannel.id().ssid() << 16 | subchannel.device().number());
    }

    /** {@code cio_ignore_proc_seq_show}: a line for each range; none reaches over the end of a subchannel set. */
    String show() {
        StringBuilder text = new StringBuilder();
        for (int set = 0; set < SETS; set++) {
            int end = (set + 1) * DEVICES_A_SET;
            int from = ignored.nextSetBit(set * DEVICES_A_SET);
            while (from >= 0 && from < end) {
                int to = Math.min(ignored.nextClearBit(from), end) - 1;
                text.append(busId(from))
                        .append(from == to ? "" : "-" + busId(to))
                        .append('\n');
                from = ignored.nextSetBit(to + 1);
            }
        }
        return text.toString();
    }

    /**
     * {@code cio_ignore_write}: {@code add LIST}, {@code free LIST} or {@code purge}. Devices that are added stay until they
     * are purged; those that are freed come back at once.
     */
    Optional<Errno> store(Written written) {
        String line = BLANKS_AT_END.matcher(written.text()).replaceFirst("");
        int blank = line.indexOf(' ');
        String word = blank < 0 ? line : line.substring(0, blank);
        Optional<String> list = blank < 0 ? Optional.empty() : Optional.of(line.substring(blank + 1));
        return switch (word) {
            case "add" -> list.flatMap(items -> change(items, true));
            case "free" -> {
                Optional<Errno> refusal = list.flatMap(items -> change(items, false));
                css.evaluateOffline();
                yield refusal;
            }
            case "purge" -> {
                css.purgeIgnored();
                yield Optional.empty();
            }
            default -> Optional.of(Errno.EINVAL);
        };
    }

    /** {@code blacklist_parse_parameters}: the items that are right count even when others are not. */
    private Optional<Errno> change(String list, boolean ignore) {
        Optional<Errno> refusal = Optional.empty();
        for (String item : list.split(",", -1)) {
            boolean inverted = item.startsWith("!");
            if (!changeItem(inverted ? item.substring(1) : item, ignore != inverted)) {
                refusal = Optional.of(Errno.EINVAL);
            }
        }
        return refusal;
    }

    /** Linux was not started from a channel device here and has none as its console, so that their names stand for nothing. */
    private boolean changeItem(String item, boolean ignore) {
        return switch (item) {
            case "all" -> {
                ignored.set(0, LAST + 1, ignore);
                yield true;
            }
            case "ipldev", "condev" -> true;
            default -> changeRange(item, ignore);
        };
    }

    private boolean changeRange(String range, boolean ignore) {
        int dash = range.indexOf('-');
        OptionalInt from = device(dash < 0 ? range : range.substring(0, dash));
        OptionalInt to = dash < 0 ? from : device(range.substring(dash + 1));
        if (from.isEmpty() || to.isEmpty() || from.getAsInt() > to.getAsInt()) {
            return false;
        }
        ignored.set(from.getAsInt(), to.getAsInt() + 1, ignore);
        return true;
    }

    /**
     * {@code parse_busid}. The kernel keeps the number as {@code int}: of more than 32 bits it takes the last ones. One that
     * becomes negative by that makes it write outside of its table; here it is no device.
     */
    private static OptionalInt device(String text) {
        Matcher number = NUMBER.matcher(text);
        if (number.matches()) {
            String digits = number.group(1);
            String last = digits.substring(Math.max(0, digits.length() - 8));
            int value = last.isEmpty() ? 0 : Integer.parseUnsignedInt(last, 16);
            return value >= 0 && value < DEVICES_A_SET ? OptionalInt.of(value) : OptionalInt.empty();
        }
        Matcher busId = BUS_ID.matcher(text);
        return busId.matches()
                ? OptionalInt.of(Integer.parseInt(busId.group(1)) << 16 | Integer.parseInt(busId.group(2), 16))
                : OptionalInt.empty();
    }

    private static String busId(int device) {
        return "0.%x.%04x".formatted(device >> 16, device & 0xffff);
    }
}
