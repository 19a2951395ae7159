package io.zmdev.hw.apply;

import io.zmdev.hw.host.HostAccess;
import io.zmdev.model.Errno;
import io.zmdev.model.host.Answer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Everything that a host's /sys shows: each path with its content, its target or its errno. */
final class SysfsDump {

    private SysfsDump() {}

    static Map<String, String> of(HostAccess host) {
        Map<String, String> dump = new TreeMap<>();
        walk(host, "/sys", dump);
        return dump;
    }

    private static void walk(HostAccess host, String path, Map<String, String> dump) {
        if (host.link(path) instanceof Answer.Ok<String>(String target)) {
            dump.put(path, "-> " + target);
        } else if (host.list(path) instanceof Answer.Ok<List<String>>(List<String> names)) {
            dump.put(path, String.join(" ", names));
            names.forEach(name -> walk(host, path + "/" + name, dump));
        } else {
            dump.put(
                    path,
                    switch (host.read(path)) {
                        case Answer.Ok<byte[]>(byte[] bytes) -> new String(bytes, StandardCharsets.ISO_8859_1);
                        case Answer.Refused<byte[]>(Errno errno) -> errno.name();
                    });
        }
    }
}
