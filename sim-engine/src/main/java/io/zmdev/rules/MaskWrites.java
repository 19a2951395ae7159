package io.zmdev.rules;

import io.zmdev.model.ap.Mask256;
import io.zmdev.model.host.HostOperation.Write;
import io.zmdev.model.host.SysfsPath;
import java.util.ArrayList;
import java.util.List;

/**
 * Which writes bring apmask and aqmask from one state to another: bits that go first, bits that come after, so that between the
 * two no queue has two owners. The planner makes them, the rules foresee them.
 */
public final class MaskWrites {

    private MaskWrites() {}

    /** One write and the one that undoes it, with the masks before and after it. */
    public record Change(HostOwnership before, HostOwnership after, Write write, Write inverse) {

        /** Whether it writes apmask; if not, aqmask. */
        public boolean isApmask() {
            return write.path().equals(SysfsPath.APMASK);
        }

        /** The mask that it writes, as it was. */
        public Mask256 from() {
            return isApmask() ? before.apmask() : before.aqmask();
        }

        /** The mask that it writes, as it will be. */
        public Mask256 to() {
            return isApmask() ? after.apmask() : after.aqmask();
        }
    }

    /** At most four writes, none that changes nothing. */
    public static List<Change> changes(HostOwnership from, HostOwnership to) {
        List<Change> changes = new ArrayList<>();
        HostOwnership at = from;
        for (HostOwnership next : List.of(
                new HostOwnership(from.apmask().and(to.apmask()), from.aqmask()),
                new HostOwnership(from.apmask().and(to.apmask()), from.aqmask().and(to.aqmask())),
                new HostOwnership(to.apmask(), from.aqmask().and(to.aqmask())),
                to)) {
            if (!next.equals(at)) {
                changes.add(change(at, next));
                at = next;
            }
        }
        return changes;
    }

    private static Change change(HostOwnership before, HostOwnership after) {
        return before.apmask().equals(after.apmask())
                ? new Change(
                        before,
                        after,
                        write(SysfsPath.AQMASK, after.aqmask()),
                        write(SysfsPath.AQMASK, before.aqmask()))
                : new Change(
                        before,
                        after,
                        write(SysfsPath.APMASK, after.apmask()),
                        write(SysfsPath.APMASK, before.apmask()));
    }

    private static Write write(String path, Mask256 mask) {
        return new Write(path, mask.toHex());
    }
}
