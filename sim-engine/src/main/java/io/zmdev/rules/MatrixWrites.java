package io.zmdev.rules;

import io.zmdev.model.Machine;
import io.zmdev.model.ap.ApMatrix;
import io.zmdev.model.ap.Mask256;
import io.zmdev.model.host.HostOperation.Write;
import io.zmdev.model.host.SysfsPath;
import io.zmdev.model.mdev.MdevUuid;
import java.util.ArrayList;
import java.util.List;

/** Which writes bring the matrix of a vfio_ap device from one state to another: the planner makes them, the rules foresee them. */
public enum MatrixWrites {
    /** Kernels from 6.10 on: one write replaces all three masks, or nothing. */
    AP_CONFIG {
        @Override
        public List<Change> changes(MdevUuid uuid, ApMatrix from, ApMatrix to) {
            return from.equals(to)
                    ? List.of()
                    : List.of(new Change(from, to, configure(uuid, to), configure(uuid, from)));
        }

        private Write configure(MdevUuid uuid, ApMatrix matrix) {
            return new Write(
                    SysfsPath.matrixDevice(uuid) + "/ap_config",
                    ApConfigSyntax.format(matrix).strip());
        }
    },

    /** Older kernels: one id for each write; what is taken away goes first, adapters before domains before control domains. */
    ASSIGN {
        @Override
        public List<Change> changes(MdevUuid uuid, ApMatrix from, ApMatrix to) {
            List<Change> changes = new ArrayList<>();
            ApMatrix at = from;
            for (Axis axis : Axis.values()) {
                for (int id : axis.of(from).minus(axis.of(to)).ids().toArray()) {
                    ApMatrix next = axis.with(at, axis.of(at).without(id));
                    changes.add(new Change(at, next, axis.unassign(uuid, id), axis.assign(uuid, id)));
                    at = next;
                }
            }
            for (Axis axis : Axis.values()) {
                for (int id : axis.of(to).minus(axis.of(from)).ids().toArray()) {
                    ApMatrix next = axis.with(at, axis.of(at).with(id));
                    changes.add(new Change(at, next, axis.assign(uuid, id), axis.unassign(uuid, id)));
                    at = next;
                }
            }
            return changes;
        }
    };

    /**
     * One write and the one that undoes it.
     *
     * @param before the assigned matrix before it
     * @param after the assigned matrix after it
     */
    public record Change(ApMatrix before, ApMatrix after, Write write, Write inverse) {

        /** The ids that it adds. */
        ApMatrix addedIds() {
            return after.minus(before);
        }

        /** The queues that it adds: the new ids of one kind with all of the other. */
        ApMatrix addedProduct() {
            ApMatrix ids = addedIds();
            return ids.adapters().isEmpty() ? after.withDomains(ids.domains()) : after.withAdapters(ids.adapters());
        }
    }

    /** The three kinds of ids, with the names that their attributes have. */
    private enum Axis {
        ADAPTER("adapter", "0x%02x"),
        DOMAIN("domain", "0x%04x"),
        CONTROL_DOMAIN("control_domain", "0x%04x");

        private final String attribute;
        private final String format;

        Axis(String attribute, String format) {
            this.attribute = attribute;
            this.format = format;
        }

        Mask256 of(ApMatrix matrix) {
            return switch (this) {
                case ADAPTER -> matrix.adapters();
                case DOMAIN -> matrix.domains();
                case CONTROL_DOMAIN -> matrix.controlDomains();
            };
        }

        ApMatrix with(ApMatrix matrix, Mask256 ids) {
            return switch (this) {
                case ADAPTER -> matrix.withAdapters(ids);
                case DOMAIN -> matrix.withDomains(ids);
                case CONTROL_DOMAIN -> matrix.withControlDomains(ids);
            };
        }

        /** The prefix matters: without it the kernel reads decimal, or octal after a leading zero. */
        Write assign(MdevUuid uuid, int id) {
            return new Write(SysfsPath.matrixDevice(uuid) + "/assign_" + attribute, format.formatted(id));
        }

        Write unassign(MdevUuid uuid, int id) {
            return new Write(SysfsPath.matrixDevice(uuid) + "/unassign_" + attribute, format.formatted(id));
        }
    }

    /**
     * The writes that the machine's kernel takes: distributions carry {@code ap_config} back, so a device that is there decides,
     * else the version. A kernel of unknown version takes those that every one does.
     */
    public static MatrixWrites on(Machine machine) {
        boolean apConfig = machine.apConfig()
                .orElseGet(() ->
                        machine.kernel().map(KernelBehaviour.AP_CONFIG::in).orElse(false));
        return apConfig ? AP_CONFIG : ASSIGN;
    }

    /** The writes from one assigned matrix to another, each of them safe when both ends are. */
    public abstract List<Change> changes(MdevUuid uuid, ApMatrix from, ApMatrix to);
}
