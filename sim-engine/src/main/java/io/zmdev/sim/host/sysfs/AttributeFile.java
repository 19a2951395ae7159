package io.zmdev.sim.host.sysfs;

import io.zmdev.model.Errno;
import io.zmdev.model.host.Answer;
import java.util.Optional;

/** An attribute of one object: a file. */
public record AttributeFile<S>(Attribute<S> attribute, S subject) implements File {

    /** {@code PAGE_SIZE} of s390x. */
    private static final int PAGE = 4096;

    /** open(2) for reading and read(2) to the end: at most a page less one byte ({@code sysfs_kf_seq_show}). */
    @Override
    public Answer<String> read() {
        if (!attribute.readable()) {
            return Answer.refused(Errno.EACCES);
        }
        Answer<String> shown = attribute.show().show(subject);
        return shown instanceof Answer.Ok<String>(String text) && text.length() >= PAGE
                ? Answer.ok(text.substring(0, PAGE - 1))
                : shown;
    }

    /**
     * open(2) for writing and one write(2): the kernel takes a page at most and tells so; no bytes are no write
     * ({@code kernfs_fop_write_iter}).
     */
    @Override
    public Answer<Integer> write(String bytes) {
        if (!attribute.writable()) {
            return Answer.refused(Errno.EACCES);
        }
        if (bytes.isEmpty()) {
            return Answer.ok(0);
        }
        String taken = bytes.length() > PAGE ? bytes.substring(0, PAGE) : bytes;
        Optional<Errno> refusal = attribute.store().store(subject, new Written(taken));
        return refusal.isPresent() ? Answer.refused(refusal.get()) : Answer.ok(taken.length());
    }
}
