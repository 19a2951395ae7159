package io.zmdev.sim.host.sysfs;

import io.zmdev.model.Errno;
import io.zmdev.model.host.Answer;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A file in {@code /proc}. Root may open it in any way; reading one that can't be read is EIO ({@code proc_reg_read}). A write
 * without bytes is a write as any other.
 *
 * @param show what reading gives
 * @param longest how many bytes one write takes at most
 * @param store what writing does; empty when all bytes were taken
 */
public record ProcFile(Supplier<Answer<String>> show, int longest, Function<Written, Optional<Errno>> store)
        implements File {

    /** What a file shows that has no function for reading. */
    public static final Supplier<Answer<String>> WRITE_ONLY = () -> Answer.refused(Errno.EIO);

    @Override
    public Answer<String> read() {
        return show.get();
    }

    @Override
    public Answer<Integer> write(String bytes) {
        String taken = bytes.length() > longest ? bytes.substring(0, longest) : bytes;
        Optional<Errno> refusal = store.apply(new Written(taken));
        return refusal.isPresent() ? Answer.refused(refusal.get()) : Answer.ok(taken.length());
    }
}
