package io.zmdev.hw.apply;

import io.zmdev.hw.host.HostAccess;
import io.zmdev.hw.host.HostFacts;
import io.zmdev.hw.host.HostLock;
import io.zmdev.hw.host.HostUri;
import io.zmdev.model.Errno;
import io.zmdev.model.host.Answer;
import io.zmdev.model.host.HostOperation;
import java.util.List;

/** A host on which one operation goes wrong: it is refused, or the machine takes it for done without doing it. */
final class FaultyHost implements HostAccess {

    /** What goes wrong. */
    enum Fault {
        /** The operation is refused with EIO. */
        REFUSED,
        /** The operation answers success and does nothing. */
        LOST
    }

    private final HostAccess host;
    private final Answer<Integer> answer;
    private int before;

    /** @param before how many operations go well before the one that does not */
    FaultyHost(HostAccess host, Fault fault, int before) {
        this(
                host,
                switch (fault) {
                    case REFUSED -> Answer.refused(Errno.EIO);
                    case LOST -> Answer.ok(0);
                },
                before);
    }

    /** @param answer what the operation answers that does not go well */
    FaultyHost(HostAccess host, Answer<Integer> answer, int before) {
        this.host = host;
        this.answer = answer;
        this.before = before;
    }

    /** Whether the fault has happened. */
    boolean struck() {
        return before < 0;
    }

    @Override
    public Answer<?> execute(HostOperation operation) {
        before--;
        if (before == -1) {
            return answer;
        }
        return host.execute(operation);
    }

    @Override
    public HostUri uri() {
        return host.uri();
    }

    @Override
    public HostFacts facts() {
        return host.facts();
    }

    @Override
    public Answer<byte[]> read(String path) {
        return host.read(path);
    }

    @Override
    public Answer<Integer> write(String path, byte[] value) {
        return host.write(path, value);
    }

    @Override
    public Answer<List<String>> list(String path) {
        return host.list(path);
    }

    @Override
    public Answer<String> link(String path) {
        return host.link(path);
    }

    @Override
    public HostLock lock() {
        return host.lock();
    }

    @Override
    public void close() {
        host.close();
    }
}
