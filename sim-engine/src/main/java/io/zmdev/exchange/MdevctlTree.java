package io.zmdev.exchange;

import io.zmdev.model.mdev.DesiredDevice;
import io.zmdev.model.mdev.MdevDefinition;
import java.util.ArrayList;
import java.util.List;

/** The definitions of mdevctl 1.2 and later: a JSON file for each device, {@code etc/mdevctl.d/PARENT/UUID}. */
public final class MdevctlTree {

    /** Where mdevctl keeps its definitions. */
    public static final String FOLDER = "/etc/mdevctl.d";

    private MdevctlTree() {}

    static List<ExportFile> files(ExportRequest request) {
        List<ExportFile> files = new ArrayList<>();
        for (DesiredDevice device : request.present(DesiredDevice.class)) {
            MdevDefinitions.of(device)
                    .ifPresent(definition ->
                            files.add(ExportFile.text(path(definition).substring(1), text(definition))));
        }
        return files;
    }

    /** The absolute path of a definition. */
    public static String path(MdevDefinition definition) {
        return FOLDER + "/" + definition.parent() + "/" + definition.uuid();
    }

    /** A definition as mdevctl writes it: the values of attributes are strings, their order is the order of the writes. */
    public static String text(MdevDefinition definition) {
        StringBuilder text = new StringBuilder(
                """
                {
                  "mdev_type": %s,
                  "start": %s,
                  "attrs": [""".formatted(quoted(definition.type()), quoted(definition.autostart() ? "auto" : "manual")));
        String separator = "\n";
        for (MdevDefinition.Attribute attribute : definition.attributes()) {
            text.append(separator)
                    .append("    { %s: %s }".formatted(quoted(attribute.name()), quoted(attribute.value())));
            separator = ",\n";
        }
        return text.append(definition.attributes().isEmpty() ? "]\n}\n" : "\n  ]\n}\n")
                .toString();
    }

    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        text.chars().forEach(c -> {
            if (c < 0x20 || c == '"' || c == '\\' || c > 0x7e) {
                quoted.append("\\u%04x".formatted(c));
            } else {
                quoted.append((char) c);
            }
        });
        return quoted.append('"').toString();
    }
}
