package io.zmdev.cli;

import io.zmdev.io.ConfigurationDocument;
import io.zmdev.io.Document;
import io.zmdev.model.Configuration;
import io.zmdev.model.ErrorCode;
import io.zmdev.model.Machine;
import io.zmdev.model.ZmdevException;
import io.zmdev.model.ap.ApMatrix;
import io.zmdev.model.mdev.DesiredDevice;
import io.zmdev.service.Session;
import io.zmdev.sim.ap.ApMachine;
import io.zmdev.sim.ap.partition.NearestPassthrough;
import io.zmdev.sim.ap.partition.Need;
import io.zmdev.sim.ap.partition.Proposal;
import io.zmdev.sim.ap.partition.VirtualDevices;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The nearest passthrough matrices of a configuration with virtual ones. */
@Command(
        name = "nearest",
        header = "Propose passthrough matrices for a configuration with virtual ones.",
        description = {
            "No kernel implements virtual matrix devices. Proposes passthrough devices in their places that share no",
            "queue and give each guest as many of its cards as can be, or says why there are none (exit code 3)."
        },
        footer = {
            "",
            "Examples:",
            "  zmdev nearest shared.json --host sim:lpar42",
            "  zmdev nearest shared.json --host sim:lpar42 --redundancy 2 -o passthrough.json"
        })
final class NearestCommand extends Verb {

    /** What a card does with its queues does not matter here. */
    private static final int ANY = 1;

    @Parameters(paramLabel = "CONFIG", description = "A desired configuration (zmdev.config/1) with virtual devices.")
    @SuppressWarnings("NullAway.Init") // required
    private Path file;

    @Mixin
    private final HostOptions host = new HostOptions();

    @Option(
            names = "--redundancy",
            paramLabel = "N",
            defaultValue = "1",
            description = "How many cards of each mode a guest needs at least (${DEFAULT-VALUE}).")
    private int redundancy;

    @Option(
            names = "--same-keys",
            description = "All coprocessor queues of one mode that a guest gets must have one known master key.")
    private boolean sameKeys;

    @Option(
            names = "--time-limit",
            paramLabel = "SECONDS",
            defaultValue = "10",
            description = "Print the best found by then (${DEFAULT-VALUE}).")
    private int seconds;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "Write the configuration with the proposed devices.")
    private @Nullable Path output;

    @Option(names = "--json", description = "Print the configuration with the proposed devices (zmdev.config/1).")
    private boolean json;

    @Override
    protected int run() {
        if (redundancy < 1 || seconds < 1) {
            throw new ZmdevException(ErrorCode.USAGE, "--redundancy and --time-limit are at least 1");
        }
        Document<Configuration> document = ConfigurationDocument.read(file);
        try (Session session = host.open(this::say)) {
            Proposal proposal = propose(document.value(), session.machine());
            return switch (proposal) {
                case Proposal.Partition partition -> answer(document, partition);
                case Proposal.Undecided undecided -> {
                    say("Nothing was found in %d s. Give it more time with --time-limit.".formatted(seconds));
                    yield ErrorCode.CONFLICT.exitCode();
                }
                case Proposal.TooFewCards(String guest, var mode, int needed, int available) -> {
                    say("%s can't be served, even alone: it needs %d cards of mode %s in one domain, there are %d."
                            .formatted(nameOf(document.value(), guest), needed, mode.lszcryptName(), available));
                    yield ErrorCode.CONFLICT.exitCode();
                }
                case Proposal.TooManyGuests(List<String> guests, var mode, int needed, int available) -> {
                    say(
                            ("%s can't all be served, with any one of them less it works: together they need %d queues on cards of"
                                            + " mode %s, there are %d.")
                                    .formatted(
                                            guests.stream()
                                                    .map(guest -> nameOf(document.value(), guest))
                                                    .collect(Collectors.joining(", ")),
                                            needed,
                                            mode.lszcryptName(),
                                            available));
                    yield ErrorCode.CONFLICT.exitCode();
                }
            };
        }
    }

    private Proposal propose(Configuration configuration, Machine observed) {
        if (VirtualDevices.of(configuration).findAny().isEmpty()) {
            throw new ZmdevException(ErrorCode.USAGE, file + ": no device is virtual, so there is nothing to propose");
        }
        ApMachine machine = ApMachine.observed(
                observed.ap()
                        .orElseThrow(() -> new ZmdevException(
                                ErrorCode.CONFLICT, observed.name() + " has no AP bus, so no guest can have a queue")),
                ANY,
                ANY);
        Need.Keys keys = sameKeys ? Need.Keys.SAME : Need.Keys.ANY;
        Instant end = Instant.now().plus(Duration.ofSeconds(seconds));
        BooleanSupplier timeIsUp = () -> Instant.now().isAfter(end);
        return NearestPassthrough.propose(
                machine, VirtualDevices.needs(configuration, machine, redundancy, keys), timeIsUp);
    }

    private int answer(Document<Configuration> document, Proposal.Partition partition) {
        Configuration replaced = VirtualDevices.replaced(document.value(), partition.matrices());
        if (output != null) {
            ConfigurationDocument.write(output, document, replaced);
        }
        print(json ? ConfigurationDocument.text(document, replaced) : text(document.value(), partition));
        return 0;
    }

    private static String text(Configuration configuration, Proposal.Partition partition) {
        Table table = new Table("", "DEVICE", "ADAPTERS", "DOMAINS", "ADAPTERS IT MISSES");
        for (DesiredDevice.VirtualMatrix device :
                VirtualDevices.of(configuration).toList()) {
            ApMatrix matrix = partition.matrices().getOrDefault(device.uuid().toString(), ApMatrix.EMPTY);
            table.row(
                    device.name(),
                    IdText.adapters(matrix.adapters()),
                    IdText.domains(matrix.domains()),
                    IdText.adapters(device.mapping().real().adapters().minus(matrix.adapters())));
        }
        return table.text()
                + switch (partition.search()) {
                    case COMPLETE -> "Nothing nearer exists.\n";
                    case CUT_SHORT -> "The time was up; something nearer may exist.\n";
                };
    }

    private static String nameOf(Configuration configuration, String uuid) {
        return VirtualDevices.of(configuration)
                .filter(device -> device.uuid().toString().equals(uuid))
                .map(DesiredDevice.VirtualMatrix::name)
                .findFirst()
                .orElse(uuid);
    }
}
