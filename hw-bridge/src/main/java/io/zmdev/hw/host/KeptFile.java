package io.zmdev.hw.host;

import io.zmdev.exchange.ShellScript;
import io.zmdev.hw.shell.Shell;
import io.zmdev.hw.shell.ShellAnswer;
import io.zmdev.model.ErrorCode;
import io.zmdev.model.ZmdevException;
import java.nio.charset.StandardCharsets;

/** A file in {@link HostAccess#STATE} of a host with a shell. */
final class KeptFile {

    private KeptFile() {}

    /** One round trip; the file is replaced as a whole. Its content is text without bytes of value 0. */
    static void keep(Shell shell, String name, byte[] content) {
        String path = HostAccess.STATE + "/" + name;
        String folder = path.substring(0, path.lastIndexOf('/'));
        ShellAnswer answer = shell.run("""
                umask 077 && mkdir -p %1$s && printf %%s %3$s >%2$s.new && { sync %2$s.new 2>/dev/null || sync; } && mv -f %2$s.new %2$s && echo done\
                """.formatted(
                        ShellScript.quoted(folder),
                        ShellScript.quoted(path),
                        ShellScript.quoted(new String(content, StandardCharsets.UTF_8))));
        if (!answer.text().strip().equals("done")) {
            throw new ZmdevException(
                    ErrorCode.OUTPUT_UNWRITABLE,
                    "%s can't be written on the host: %s; nothing was changed"
                            .formatted(path, answer.complaint().strip()));
        }
    }
}
