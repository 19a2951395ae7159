package io.zmdev.rules;

import io.zmdev.model.KernelVersion;
import io.zmdev.model.Machine;
import io.zmdev.model.Observed;
import io.zmdev.model.ap.AdapterId;
import io.zmdev.model.ap.ApMatrix;
import io.zmdev.model.ap.Apqn;
import io.zmdev.model.ap.CardType;
import io.zmdev.model.ap.Mask256;
import io.zmdev.model.host.Answer;
import io.zmdev.model.host.HostDefinition;
import io.zmdev.model.host.HostDefinition.CardDefinition;
import io.zmdev.model.host.HostDefinition.MatrixType;
import io.zmdev.model.host.HostOperation;
import io.zmdev.model.host.HostOperation.Write;
import io.zmdev.model.host.SysfsPath;
import io.zmdev.model.mdev.MdevUuid;
import io.zmdev.sim.host.EmulatedMachine;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * An emulated machine with a few adapters and domains, ids from 0 on, and two matrix devices; it can be brought into any state
 * and observed as the model sees it. Bit i of an int is the i-th id.
 */
final class SmallMachine {

    static final List<String> NAMES = List.of("web1", "web2");

    private static final List<MdevUuid> DEVICES =
            NAMES.stream().map(ConfigurationBuilder::uuid).toList();
    private static final int SPARE_IDS = 1;

    /**
     * What is set up by writes.
     *
     * @param unbound bit adapter * domains + domain: the queue has no driver
     * @param adapters of both devices
     * @param domains of both devices
     */
    record State(int apmask, int aqmask, int unbound, List<Integer> adapters, List<Integer> domains) {}

    private final KernelVersion kernel;
    private final int adapters;
    private final int domains;
    private final boolean running;
    private final EmulatedMachine machine;
    private String prepared = "";

    /** @param running whether guests run with both devices */
    SmallMachine(String kernel, int adapters, int domains, boolean running) {
        this.kernel = KernelVersion.parse(kernel);
        this.adapters = adapters;
        this.domains = domains;
        this.running = running;
        this.machine = new EmulatedMachine(definition());
        for (MdevUuid uuid : DEVICES) {
            machine.execute(new Write(SysfsPath.MATRIX_TYPE + "/create", uuid.text()));
        }
    }

    private HostDefinition definition() {
        CardType type = CardType.parse("CEX8P");
        return new HostDefinition(
                "small",
                kernel,
                MatrixType.PASSTHROUGH,
                Optional.of(new HostDefinition.Ap(
                        true,
                        adapters - 1 + SPARE_IDS,
                        domains - 1 + SPARE_IDS,
                        IntStream.range(0, adapters)
                                .mapToObj(id -> new CardDefinition(new AdapterId(id), type, true, false, true))
                                .toList(),
                        Mask256.range(0, domains - 1),
                        Mask256.NONE,
                        List.of(),
                        Mask256.ALL,
                        Mask256.ALL,
                        false)),
                HostDefinition.Css.EMPTY,
                List.of(),
                List.of("vfio_ap"));
    }

    int adapters() {
        return adapters;
    }

    int domains() {
        return domains;
    }

    /** State number 0 .. {@link #states()} - 1. */
    State state(int number) {
        int rest = number;
        int[] parts = new int[7];
        int[] bits = {adapters, domains, adapters * domains, adapters, domains, adapters, domains};
        for (int i = 0; i < parts.length; i++) {
            parts[i] = rest & all(bits[i]);
            rest >>= bits[i];
        }
        return new State(parts[0], parts[1], parts[2], List.of(parts[3], parts[5]), List.of(parts[4], parts[6]));
    }

    int states() {
        return 1 << (3 * (adapters + domains) + adapters * domains);
    }

    /** Brings the machine into the state; false when the kernel refuses a write on the way. */
    boolean prepare(State state) {
        prepared = "kernel " + kernel + (running ? ", guests run, " : ", ") + state;
        if (running) {
            DEVICES.forEach(uuid -> machine.execute(new HostOperation.GuestStop(uuid)));
        }
        for (MdevUuid uuid : DEVICES) {
            assign(uuid, ApMatrix.EMPTY);
        }
        for (int bits : new int[] {0, all(adapters)}) {
            write(SysfsPath.APMASK, mask(bits).toHex());
        }
        for (int bits : new int[] {0, all(domains)}) {
            write(SysfsPath.AQMASK, mask(bits).toHex());
        }
        boolean accepted = write(SysfsPath.APMASK, mask(state.apmask).toHex())
                && write(SysfsPath.AQMASK, mask(state.aqmask).toHex());
        for (int i = 0; accepted && i < DEVICES.size(); i++) {
            accepted = assign(DEVICES.get(i), matrix(state.adapters.get(i), state.domains.get(i)));
        }
        for (int queue = 0; queue < adapters * domains; queue++) {
            if ((state.unbound >> queue & 1) != 0) {
                Apqn apqn = Apqn.of(queue / domains, queue % domains);
                write(SysfsPath.queue(apqn) + "/driver/unbind", apqn.toString());
            }
        }
        if (accepted && running) {
            DEVICES.forEach(uuid -> machine.execute(new HostOperation.GuestStart(uuid)));
        }
        return accepted;
    }

    /** What the model sees of the machine, read from its sysfs. */
    Machine observe() {
        MachineBuilder builder = MachineBuilder.machine(Mask256.range(0, adapters - 1), Mask256.range(0, domains - 1))
                .kernel(kernel.toString())
                .loaded("zcrypt_cex4")
                .highest(adapters - 1 + SPARE_IDS, domains - 1 + SPARE_IDS)
                .controlDomains(Mask256.NONE)
                .masks(mask(SysfsPath.APMASK), mask(SysfsPath.AQMASK));
        queues().filter(apqn -> driver(apqn).isEmpty()).forEach(apqn -> builder.unbound(apqn.toString()));
        for (int i = 0; i < DEVICES.size(); i++) {
            builder.active(
                    NAMES.get(i),
                    running,
                    Observed.known(matrix(i, "matrix")),
                    Observed.known(matrix(i, guestMatrix())));
        }
        return builder.build();
    }

    private String guestMatrix() {
        return KernelBehaviour.GUEST_MATRIX.in(kernel) ? "guest_matrix" : "matrix";
    }

    java.util.stream.Stream<Apqn> queues() {
        return new ApMatrix(Mask256.range(0, adapters - 1), Mask256.range(0, domains - 1), Mask256.NONE).queues();
    }

    Optional<String> driver(Apqn apqn) {
        return link(SysfsPath.queue(apqn) + "/driver");
    }

    /** The last name of the target of a link. */
    Optional<String> link(String path) {
        return machine.link(path).asOptional().map(target -> target.substring(target.lastIndexOf('/') + 1));
    }

    /** What an attribute of a device shows, as a matrix. */
    ApMatrix matrix(int device, String attribute) {
        Mask256 ofAdapters = Mask256.NONE;
        Mask256 ofDomains = Mask256.NONE;
        for (String line : read(SysfsPath.matrixDevice(DEVICES.get(device)) + "/" + attribute)
                .lines()
                .toList()) {
            int dot = line.indexOf('.');
            if (dot > 0) {
                ofAdapters = ofAdapters.with(Integer.parseInt(line.substring(0, dot), 16));
            }
            if (dot + 1 < line.length()) {
                ofDomains = ofDomains.with(Integer.parseInt(line.substring(dot + 1), 16));
            }
        }
        return new ApMatrix(ofAdapters, ofDomains, Mask256.NONE);
    }

    /** Writes the matrix that a device has once more: the kernel filters anew. */
    void filterAnew(int device) {
        write(
                SysfsPath.matrixDevice(DEVICES.get(device)) + "/ap_config",
                ApConfigSyntax.format(matrix(device, "matrix")));
    }

    Answer<?> execute(HostOperation operation) {
        return machine.execute(operation);
    }

    String read(String path) {
        return new String(machine.read(path).asOptional().orElseThrow(), StandardCharsets.US_ASCII);
    }

    private Mask256 mask(String path) {
        return Mask256.fromHexDigits(read(path).strip().substring(2));
    }

    private boolean write(String path, String value) {
        return machine.execute(new Write(path, value)).isOk();
    }

    private boolean assign(MdevUuid uuid, ApMatrix matrix) {
        String directory = SysfsPath.matrixDevice(uuid);
        if (KernelBehaviour.AP_CONFIG.in(kernel)) {
            return write(directory + "/ap_config", ApConfigSyntax.format(matrix));
        }
        for (int id = 0; id < adapters; id++) {
            write(directory + "/unassign_adapter", "" + id);
        }
        for (int id = 0; id < domains; id++) {
            write(directory + "/unassign_domain", "" + id);
        }
        return matrix.adapters().ids().allMatch(id -> write(directory + "/assign_adapter", "" + id))
                && matrix.domains().ids().allMatch(id -> write(directory + "/assign_domain", "" + id));
    }

    @Override
    public String toString() {
        return prepared;
    }

    /** Only the ids of this machine: no other is in either mask. */
    static Mask256 mask(int bits) {
        return Mask256.of(IntStream.range(0, Integer.SIZE - 1).filter(id -> (bits >> id & 1) != 0));
    }

    static ApMatrix matrix(int adapters, int domains) {
        return new ApMatrix(mask(adapters), mask(domains), Mask256.NONE);
    }

    static int all(int count) {
        return (1 << count) - 1;
    }
}
