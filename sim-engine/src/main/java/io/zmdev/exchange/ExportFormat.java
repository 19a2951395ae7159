package io.zmdev.exchange;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** The formats that a configuration is exported to. Each is a pure function: the same configuration gives the same bytes. */
public enum ExportFormat {
    MDEVCTL,
    LIBVIRT,
    CHZDEV,
    SHELL,
    ANSIBLE,
    QEMU,
    CSV,
    RUNBOOK;

    /** The name on the command line. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<ExportFormat> ofId(String id) {
        return Arrays.stream(values()).filter(format -> format.id().equals(id)).findFirst();
    }

    /** The files of the export, and what is only proposed in a file of its own. */
    public List<ExportFile> files(ExportRequest request) {
        return Stream.concat(generated(request).stream(), ProposedSyntax.files(request).stream())
                .toList();
    }

    private List<ExportFile> generated(ExportRequest request) {
        return switch (this) {
            case MDEVCTL -> MdevctlTree.files(request);
            case LIBVIRT -> LibvirtXml.files(request);
            case CHZDEV -> ChzdevFiles.files(request);
            case SHELL -> List.of(ExportFile.program("zmdev.sh", ShellScript.of(request.plan())));
            case ANSIBLE -> AnsiblePlaybook.files(request);
            case QEMU -> QemuCommandLine.files(request);
            case CSV -> PlanningTable.files(request);
            case RUNBOOK -> Runbook.files(request);
        };
    }
}
