package io.zmdev.cli;

import io.zmdev.rules.HeldDevices;
import picocli.CommandLine.Option;

/** Whether devices that the host uses are taken from it. */
final class ForceOption {

    @Option(
            names = "--force",
            description = {
                "Take devices that the host uses (mounted, swap, under LVM or multipath, a network interface), whoever",
                "loses them there. Never the root device."
            })
    private boolean force;

    HeldDevices heldDevices() {
        return force ? HeldDevices.TAKE : HeldDevices.REFUSE;
    }
}
