package io.zmdev.sim.host;

import io.zmdev.model.Errno;
import io.zmdev.rules.MdevUuidSyntax;
import io.zmdev.sim.host.sysfs.Written;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What a write to a {@code uevent} attribute does: it sends the uevent that it names ({@code kobject_synth_uevent}). */
final class SyntheticUevent {

    private static final int UUID_LENGTH = 36;

    private SyntheticUevent() {}

    /**
     * An action, optionally a UUID and {@code KEY=value} pairs, blanks between them; one newline or NUL may end the text. A
     * device that is on no bus and in no class sends none ({@code dev_uevent_filter}).
     *
     * @param path absolute path of the object
     * @param properties what every uevent of the object carries; without SUBSYSTEM when it has none
     */
    static Optional<Errno> send(Kernel kernel, String path, Map<String, String> properties, Written written) {
        String text = written.all();
        if (text.endsWith("\n") || text.endsWith("\0")) {
            text = text.substring(0, text.length() - 1);
        }
        int blank = text.indexOf(' ');
        String word = blank < 0 ? text : text.substring(0, blank);
        for (Uevent.Action action : Uevent.Action.values()) {
            if (action.text().equals(word)) {
                Map<String, String> all = new LinkedHashMap<>();
                all.put("SUBSYSTEM", properties.getOrDefault("SUBSYSTEM", ""));
                if (blank < 0) {
                    all.put("SYNTH_UUID", "0");
                } else if (!addArguments(all, text.substring(blank + 1))) {
                    return Optional.of(Errno.EINVAL);
                }
                all.putAll(properties);
                if (properties.containsKey("SUBSYSTEM")) {
                    kernel.send(action, path, all);
                }
                return Optional.empty();
            }
        }
        return Optional.of(Errno.EINVAL);
    }

    private static boolean addArguments(Map<String, String> properties, String arguments) {
        String[] words = arguments.split(" +", -1);
        if (words[0].length() != UUID_LENGTH || MdevUuidSyntax.parse(words[0]).isEmpty()) {
            return false;
        }
        properties.put("SYNTH_UUID", words[0]);
        for (int i = 1; i < words.length; i++) {
            int equals = words[i].indexOf('=');
            if (words[i].isEmpty()) {
                continue;
            }
            if (equals <= 0 || !alphanumeric(words[i].replaceFirst("=", ""))) {
                return false;
            }
            properties.put("SYNTH_ARG_" + words[i].substring(0, equals), words[i].substring(equals + 1));
        }
        return true;
    }

    private static boolean alphanumeric(String text) {
        return text.chars().allMatch(c -> c < 128 && Character.isLetterOrDigit(c));
    }
}
