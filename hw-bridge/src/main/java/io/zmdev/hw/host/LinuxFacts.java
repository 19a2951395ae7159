package io.zmdev.hw.host;

import io.zmdev.model.Errno;
import io.zmdev.model.KernelVersion;
import io.zmdev.model.Observed;
import io.zmdev.model.host.Answer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What a running Linux says of itself in {@code /proc/sys/kernel}. */
final class LinuxFacts {

    static final String RELEASE = "/proc/sys/kernel/osrelease";
    static final String HOSTNAME = "/proc/sys/kernel/hostname";

    private LinuxFacts() {}

    /** @param fallback the name of a host that does not tell one */
    static HostFacts of(HostAccess host, String fallback) {
        String name = host.read(HOSTNAME).map(LinuxFacts::text).asOptional().orElse(fallback);
        Observed<KernelVersion> kernel = switch (host.read(RELEASE)) {
            case Answer.Refused<byte[]>(Errno errno) -> Observed.unknown(RELEASE, errno.text());
            case Answer.Ok<byte[]>(byte[] bytes) -> release(text(bytes));
        };
        return new HostFacts(name, kernel, List.of());
    }

    private static Observed<KernelVersion> release(String release) {
        try {
            return Observed.known(KernelVersion.parse(release));
        } catch (IllegalArgumentException e) {
            return Observed.unknown(RELEASE, String.valueOf(e.getMessage()));
        }
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1).strip();
    }
}
