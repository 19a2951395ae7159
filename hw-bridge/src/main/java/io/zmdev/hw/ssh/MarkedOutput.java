package io.zmdev.hw.ssh;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a shell prints on one of its outputs, where marks stand before and behind what a script prints. Threads may share it. */
final class MarkedOutput extends ByteArrayOutputStream {

    /** Digits of a status and the end of the line. */
    private static final int STATUS = 4;

    private final String before;
    private final Pattern behind;
    private final int longestBehind;
    private final int limit;
    private CompletableFuture<Integer> status = new CompletableFuture<>();
    private int end;

    /**
     * @param mark what no script prints; before a script's output {@code begins} follows it, behind it the status, then the line
     *     ends
     * @param limit bytes of a script's output at most
     */
    MarkedOutput(String mark, int limit) {
        this.before = mark + "begins\n";
        this.behind = Pattern.compile(Pattern.quote(mark) + "([0-9]{1,3})\n\\z");
        this.longestBehind = mark.length() + STATUS;
        this.limit = limit;
    }

    /** Lets go of what the last script printed. */
    synchronized void forget() {
        buf = new byte[0];
        count = 0;
        end = 0;
        status = new CompletableFuture<>();
    }

    /** Completes with the status behind the script's output, or with an IOException when that is too much. */
    synchronized CompletableFuture<Integer> status() {
        return status;
    }

    @Override
    public synchronized void write(int b) {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public synchronized void write(byte[] bytes, int offset, int length) {
        if (count + length > limit) {
            status.completeExceptionally(new IOException("a command printed more than " + limit + " bytes"));
            return;
        }
        super.write(bytes, offset, length);
        int from = Math.max(0, count - longestBehind);
        Matcher matcher = behind.matcher(new String(buf, from, count - from, StandardCharsets.ISO_8859_1));
        end = count;
        if (matcher.find()) {
            end = from + matcher.start();
            status.complete(Integer.parseInt(matcher.group(1)));
        }
    }

    /** What the script has printed, empty when it did not begin. Login scripts may print before it. */
    synchronized Optional<byte[]> printed() {
        int begins = toString(StandardCharsets.ISO_8859_1).indexOf(before);
        return begins < 0 ? Optional.empty() : Optional.of(Arrays.copyOfRange(buf, begins + before.length(), end));
    }
}
