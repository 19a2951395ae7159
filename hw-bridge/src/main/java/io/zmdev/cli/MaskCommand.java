package io.zmdev.cli;

import io.zmdev.io.MaskDocument;
import io.zmdev.model.ap.Mask256;
import io.zmdev.model.host.SysfsPath;
import io.zmdev.rules.OctalNumber;
import io.zmdev.service.MaskReading;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Masks in all their notations. */
@Command(
        name = "mask",
        header = "Convert a mask between its notations.",
        description = {
            "Prints a mask in every notation: as the kernel prints it, as a chzdev list, as ids.",
            "Takes what may be written to apmask or aqmask (0x..., +5,-0x47), or with --chzdev what chzdev takes (0-120,129-255)."
        },
        footer = {"", "Examples:", "  zmdev mask 0x0600", "  zmdev mask -- -5,-6", "  zmdev mask --chzdev 0-4,7-255"})
final class MaskCommand extends Verb {

    @Parameters(paramLabel = "MASK", description = "What would be written to apmask or aqmask.")
    @SuppressWarnings("NullAway.Init") // required
    private String mask;

    @Option(
            names = "--from",
            paramLabel = "MASK",
            description = "The current mask that signs change; all ones without it.")
    private String from = Mask256.ALL.toHex();

    @Option(names = "--chzdev", description = "Read the mask as chzdev does: a list of decimal ids and ranges.")
    private boolean chzdev;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Override
    protected int run() {
        Mask256 current = MaskReading.kernel(from, Mask256.NONE);
        if (!chzdev) {
            OctalNumber.writtenTo(SysfsPath.APMASK, mask).forEach(number -> say("warning: " + number.sentence()));
        }
        Mask256 value = chzdev ? MaskReading.chzdev(mask, current) : MaskReading.kernel(mask, current);
        print(json ? MaskDocument.text(value) : text(value));
        return 0;
    }

    private static String text(Mask256 value) {
        Table table = new Table("", "KERNEL", value.toHex());
        table.row("CHZDEV", MaskReading.chzdevList(value));
        table.row("ADAPTERS", IdText.adapters(value));
        table.row("DOMAINS", IdText.domains(value));
        table.row("COUNT", value.count() + " set, " + (Mask256.SIZE - value.count()) + " clear");
        return table.text();
    }
}
