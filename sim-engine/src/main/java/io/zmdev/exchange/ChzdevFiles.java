package io.zmdev.exchange;

import io.zmdev.model.MaskRequest;
import io.zmdev.model.ap.Mask256;
import io.zmdev.model.css.SubchannelId;
import io.zmdev.model.mdev.DesiredDevice;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The masks for chzdev: {@code chzdev.sh} changes the active and the persistent ones, {@code ap.chzdev} is the same for {@code
 * chzdev --import}, {@code etc/udev/rules.d} holds what chzdev would write. chzdev knows no mediated devices; for the
 * subchannels of vfio_ccw, which it does not know either, there is a rule file of our own.
 */
final class ChzdevFiles {

    private ChzdevFiles() {}

    static List<ExportFile> files(ExportRequest request) {
        MaskRequest masks = request.configuration().masks();
        List<ExportFile> files = new ArrayList<>();
        List<SubchannelId> subchannels = request.present(DesiredDevice.Ccw.class).stream()
                .map(DesiredDevice.Ccw::subchannel)
                .toList();
        Optional<Mask256> apmask = MaskTerms.apmask(masks).map(terms -> masks.apmaskFrom(request.currentApmask()));
        Optional<Mask256> aqmask = MaskTerms.aqmask(masks).map(terms -> masks.aqmaskFrom(request.currentAqmask()));
        files.add(ExportFile.program("chzdev.sh", script(masks)));
        if (apmask.isPresent() || aqmask.isPresent()) {
            files.add(ExportFile.text("ap.chzdev", importFile(apmask, aqmask)));
        }
        if (apmask.isPresent()
                || aqmask.isPresent()
                || !request.present(DesiredDevice.Matrix.class).isEmpty()) {
            files.add(ExportFile.text(UdevRules.AP_PATH.substring(1), UdevRules.ap(apmask, aqmask)));
        }
        if (!subchannels.isEmpty()) {
            files.add(ExportFile.text(UdevRules.CCW_PATH.substring(1), UdevRules.ccw(subchannels)));
        }
        return files;
    }

    private static String script(MaskRequest masks) {
        StringBuilder script = new StringBuilder("""
                #!/bin/sh
                # The AP masks, active and persistent. A 1 keeps an id for the host, so ids are taken away (-) to free them.
                set -eu
                """);
        List<String> settings = new ArrayList<>();
        MaskTerms.apmask(masks).ifPresent(terms -> settings.add("apmask=" + terms));
        MaskTerms.aqmask(masks).ifPresent(terms -> settings.add("aqmask=" + terms));
        script.append(
                settings.isEmpty()
                        ? "echo 'The configuration leaves the masks as they are.'\n"
                        : "chzdev --type ap %s\n".formatted(String.join(" ", settings)));
        return script.toString();
    }

    /** Sections as {@code chzdev --export} writes them; an import replaces the masks, so they are absolute. */
    private static String importFile(Optional<Mask256> apmask, Optional<Mask256> aqmask) {
        StringBuilder text = new StringBuilder("# for: chzdev --import ap.chzdev\n");
        for (String scope : List.of("active", "persistent")) {
            text.append("\n[%s ap]\n".formatted(scope));
            apmask.ifPresent(mask -> text.append("apmask=%s\n".formatted(MaskTerms.absolute(mask))));
            aqmask.ifPresent(mask -> text.append("aqmask=%s\n".formatted(MaskTerms.absolute(mask))));
        }
        return text.toString();
    }
}
