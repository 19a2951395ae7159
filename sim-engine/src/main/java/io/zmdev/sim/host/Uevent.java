package io.zmdev.sim.host;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * A message of the kernel to udev ({@code kobject_uevent_env}).
 *
 * @param devpath path below {@code /sys}, such as {@code /devices/ap}
 * @param properties the variables beyond ACTION and DEVPATH, in the order in which the kernel adds them
 */
public record Uevent(Action action, String devpath, Map<String, String> properties) {

    /** What happened ({@code enum kobject_action}). */
    public enum Action {
        ADD,
        REMOVE,
        CHANGE,
        MOVE,
        ONLINE,
        OFFLINE,
        BIND,
        UNBIND;

        /** As in the variable ACTION: {@code change}. */
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public Uevent {
        properties = Collections.unmodifiableMap(new LinkedHashMap<>(properties));
    }

    /** One line: {@code change /devices/ap SUBSYSTEM=ap INITSCAN=done}; a newline in a value is left out. */
    public String line() {
        StringBuilder line = new StringBuilder(action.text()).append(' ').append(devpath);
        properties.forEach(
                (key, value) -> line.append(' ').append(key).append('=').append(value.replace("\n", "")));
        return line.toString();
    }
}
