package io.zmdev.rules;

import io.zmdev.model.Errno;
import io.zmdev.model.ap.Mask256;
import io.zmdev.model.host.Answer;
import io.zmdev.model.mdev.VirtualMapping;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.Collectors;

/**
 * The attributes of the virtual matrix device that seed 004 proposes: {@code 4:3,22,254} maps virtual adapter 4 to three real
 * ones. No kernel implements it; numbers are read as vfio_ap reads them.
 */
public final class VirtualMappingSyntax {

    private VirtualMappingSyntax() {}

    /** One virtual id and the real ids behind it. */
    public record Entry(int virtualId, Mask256 realIds) {}

    /** EINVAL for another form or a blank anywhere, ERANGE as {@code kstrtoul}, ENODEV for an id above 255. */
    public static Answer<Entry> parse(String text) {
        String line = text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
        int colon = line.indexOf(':');
        if (colon < 0) {
            return Answer.refused(Errno.EINVAL);
        }
        return switch (id(line.substring(0, colon))) {
            case Answer.Refused<Integer>(Errno errno) -> Answer.refused(errno);
            case Answer.Ok<Integer>(Integer virtualId) ->
                realIds(line.substring(colon + 1)).map(ids -> new Entry(virtualId, ids));
        };
    }

    /** One id as the other attributes take it. */
    public static Answer<Integer> id(String text) {
        return switch (IdSyntax.parse(text)) {
            case Answer.Refused<Long>(Errno errno) -> Answer.refused(errno);
            case Answer.Ok<Long>(Long id) ->
                Long.compareUnsigned(id, Mask256.SIZE) >= 0 ? Answer.refused(Errno.ENODEV) : Answer.ok(id.intValue());
        };
    }

    /** How the attribute {@code mapping} shows it: {@code adapter 4:3,22,254}, a line for each virtual id. */
    public static String format(VirtualMapping mapping) {
        return lines("adapter", mapping.adapters()) + lines("domain", mapping.domains());
    }

    /** What is written to assign an entry. */
    public static String format(int virtualId, Mask256 realIds) {
        return virtualId + ":" + realIds.ids().mapToObj(Integer::toString).collect(Collectors.joining(","));
    }

    private static Answer<Mask256> realIds(String list) {
        Mask256 ids = Mask256.NONE;
        for (String item : list.split(",", -1)) {
            switch (id(item)) {
                case Answer.Refused<Integer>(Errno errno) -> {
                    return Answer.refused(errno);
                }
                case Answer.Ok<Integer>(Integer id) -> ids = ids.with(id);
            }
        }
        return Answer.ok(ids);
    }

    private static String lines(String kind, SortedMap<Integer, Mask256> entries) {
        return entries.entrySet().stream()
                .map((Map.Entry<Integer, Mask256> entry) ->
                        kind + " " + format(entry.getKey(), entry.getValue()) + "\n")
                .collect(Collectors.joining());
    }
}
