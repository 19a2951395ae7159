package io.zmdev.hw.host;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Fails with an IOException once more than a limit of bytes was read: what a small compressed file may grow to. */
final class LimitedInputStream extends FilterInputStream {

    private final long limit;
    private long taken;

    LimitedInputStream(InputStream in, long limit) {
        super(in);
        this.limit = limit;
    }

    @Override
    public int read() throws IOException {
        int value = super.read();
        count(value < 0 ? 0 : 1);
        return value;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int count = super.read(buffer, offset, length);
        count(Math.max(count, 0));
        return count;
    }

    @Override
    public long skip(long count) throws IOException {
        long skipped = super.skip(count);
        count(skipped);
        return skipped;
    }

    private void count(long bytes) throws IOException {
        taken += bytes;
        if (taken > limit) {
            throw new IOException("it unpacks to more than " + limit + " bytes");
        }
    }
}
