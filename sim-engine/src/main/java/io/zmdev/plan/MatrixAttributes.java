package io.zmdev.plan;

import io.zmdev.model.ap.ApMatrix;
import io.zmdev.model.ap.Mask256;
import io.zmdev.model.host.HostOperation;
import io.zmdev.model.host.HostOperation.Write;
import io.zmdev.model.host.SysfsPath;
import io.zmdev.model.mdev.MdevUuid;
import io.zmdev.rules.ApConfigSyntax;
import io.zmdev.rules.MatrixSyntax;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** How the matrix of a vfio_ap device is changed and read back: in one write where the kernel has {@code ap_config}. */
enum MatrixAttributes {
    /** Kernels from 6.10 on: one write replaces all three masks, or nothing. */
    AP_CONFIG {
        @Override
        List<Change> changes(MdevUuid uuid, ApMatrix from, ApMatrix to) {
            return from.equals(to)
                    ? List.of()
                    : List.of(new Change(from, to, configure(uuid, to), configure(uuid, from)));
        }

        private Write configure(MdevUuid uuid, ApMatrix matrix) {
            return new Write(
                    SysfsPath.matrixDevice(uuid) + "/ap_config", withoutLastNewline(ApConfigSyntax.format(matrix)));
        }

        @Override
        List<Expectation> shows(MdevUuid uuid, ApMatrix matrix) {
            return List.of(new Expectation.Content(
                    SysfsPath.matrixDevice(uuid) + "/ap_config", withoutLastNewline(ApConfigSyntax.format(matrix))));
        }
    },

    /** Older kernels: one id for each write; what is taken away goes first, adapters before domains before control domains. */
    ASSIGN {
        @Override
        List<Change> changes(MdevUuid uuid, ApMatrix from, ApMatrix to) {
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

        @Override
        List<Expectation> shows(MdevUuid uuid, ApMatrix matrix) {
            String path = SysfsPath.matrixDevice(uuid);
            return List.of(
                    new Expectation.Content(
                            path + "/matrix",
                            withoutLastNewline(MatrixSyntax.format(matrix.adapters(), matrix.domains()))),
                    new Expectation.Content(
                            path + "/control_domains",
                            withoutLastNewline(MatrixSyntax.format(matrix.controlDomains()))));
        }
    };

    /**
     * One write and the one that undoes it.
     *
     * @param before the assigned matrix before it
     * @param after the assigned matrix after it
     */
    record Change(ApMatrix before, ApMatrix after, HostOperation operation, HostOperation inverse) {}

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

    /** The writes from one assigned matrix to another, each of them safe when both ends are. */
    abstract List<Change> changes(MdevUuid uuid, ApMatrix from, ApMatrix to);

    /** What the device's attributes show when the matrix is assigned. */
    abstract List<Expectation> shows(MdevUuid uuid, ApMatrix matrix);

    /** The writes that give a new device its matrix. */
    Stream<HostOperation> fill(MdevUuid uuid, ApMatrix matrix) {
        return changes(uuid, ApMatrix.EMPTY, matrix).stream().map(Change::operation);
    }

    private static String withoutLastNewline(String text) {
        return text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
    }
}
