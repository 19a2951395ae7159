package io.zmdev.sim.host;

import io.zmdev.exchange.SysfsScript;
import io.zmdev.model.KernelVersion;
import io.zmdev.model.ap.ApMatrix;
import io.zmdev.model.ap.Mask256;
import io.zmdev.model.host.Answer;
import io.zmdev.model.host.HostDefinition;
import io.zmdev.model.host.HostOperation;
import io.zmdev.model.mdev.MdevUuid;
import io.zmdev.rules.ApConfigSyntax;
import io.zmdev.rules.MaskSyntax;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * Throws random operations at an emulated machine: random bytes and nearly right values at any attribute, bindings, modules,
 * guests, hardware. After every one the partition rule must hold: no queue is the host's and a device's, or two devices'.
 */
public final class SysfsFuzz {

    private static final List<String> WORDS = List.of(
            "0",
            "1",
            "3",
            "4",
            "5",
            "6",
            "0x5",
            "05",
            "255",
            "256",
            "-1",
            "+1",
            "-5",
            "-5,-6",
            "+0-255",
            "-0-255",
            "0x",
            "x",
            "on",
            "off",
            "vfio_ap",
            "vfio_ccw",
            "cex4queue",
            "05.0004",
            "05.0006",
            "06.0004",
            "card05",
            "0.0.0003",
            "0.0.0002",
            "add 0.0.3270,1234",
            "add all",
            "add 0-ffff",
            "add !3270",
            "free all",
            "free 0.0.1234-0.0.3270,x",
            "purge",
            "0x06,0x08,0x00",
            "0x02,0x0a,0x00",
            ",,",
            "add",
            "change",
            "\n",
            "",
            "garbage",
            "\0",
            "(null)");

    private static final List<String> ROOTS =
            List.of("/sys/bus", "/sys/devices", "/sys/class", "/sys/module", "/sys/kernel", "/proc");
    private static final String MATRIX = "/sys/devices/vfio_ap/matrix";
    private static final String CREATE = MATRIX + "/mdev_supported_types/vfio_ap-passthrough/create";

    private final SplittableRandom random;
    private final EmulatedMachine machine;
    private final boolean mayBreakIntoHeldQueues;
    private final List<HostOperation> done = new ArrayList<>();

    private SysfsFuzz(SplittableRandom random, HostDefinition definition) {
        this.random = random;
        this.machine = new EmulatedMachine(definition);
        this.mayBreakIntoHeldQueues =
                !definition.kernel().atLeast(6, 0) || definition.kernel().atLeast(6, 19);
    }

    /**
     * Runs operations on one machine.
     *
     * @throws AssertionError that tells the seed and the script that led to a broken invariant or an exception
     */
    public static void run(HostDefinition definition, long seed, int count) {
        SysfsFuzz fuzz = new SysfsFuzz(new SplittableRandom(seed), definition);
        try {
            for (int i = 0; i < count; i++) {
                fuzz.step();
                fuzz.checkPartition();
            }
        } catch (RuntimeException | AssertionError e) {
            throw new AssertionError(
                    "seed %d on %s, kernel %s:%n%s"
                            .formatted(seed, definition.name(), definition.kernel(), fuzz.script()),
                    e);
        }
    }

    private String script() {
        StringBuilder script = new StringBuilder();
        done.forEach(operation -> script.append(SysfsScript.format(operation)).append('\n'));
        return script.toString();
    }

    private void step() {
        HostOperation operation = operation();
        done.add(operation);
        machine.execute(operation);
    }

    private HostOperation operation() {
        return switch (random.nextInt(21)) {
            case 0 -> new HostOperation.Write(CREATE, uuid().text());
            case 1 -> random.nextBoolean() ? new HostOperation.GuestStart(uuid()) : new HostOperation.GuestStop(uuid());
            case 2 -> new HostOperation.Hotplug(target(), Optional.empty());
            case 3 -> new HostOperation.Hotunplug(target());
            case 4 -> new HostOperation.Configure(random.nextBoolean(), target());
            case 5 -> new HostOperation.Checkstop(random.nextBoolean(), target());
            case 6 ->
                random.nextInt(4) == 0
                        ? new HostOperation.Unload(oneOf(List.of("vfio_ap", "vfio_ccw", "zcrypt_cex4", "mdev")))
                        : new HostOperation.Load(oneOf(List.of("vfio_ap", "vfio_ccw", "zcrypt_cex4", "x")));
            case 7, 8, 9, 10 ->
                new HostOperation.Write(
                        MATRIX + "/" + uuid() + "/"
                                + oneOf(List.of(
                                        "assign_adapter",
                                        "assign_domain",
                                        "unassign_adapter",
                                        "unassign_domain",
                                        "ap_config",
                                        "remove",
                                        "assign_control_domain")),
                        value());
            case 11, 12 -> new HostOperation.Write("/sys/bus/ap/" + oneOf(List.of("apmask", "aqmask")), value());
            case 20 -> new HostOperation.Write("/proc/cio_ignore", value());
            case 13 -> new HostOperation.Link(anyPath());
            case 14 -> new HostOperation.ListNames(anyPath());
            case 15 -> new HostOperation.Read(anyPath());
            default -> new HostOperation.Write(anyPath(), value());
        };
    }

    /** A path down the tree, at random. */
    private String anyPath() {
        String path = oneOf(ROOTS);
        for (int depth = 0; depth < 8; depth++) {
            if (!(machine.list(path) instanceof Answer.Ok<List<String>>(List<String> names)) || names.isEmpty()) {
                break;
            }
            path = path + "/" + oneOf(names);
        }
        return path;
    }

    private String value() {
        if (random.nextInt(5) > 0) {
            String word = oneOf(WORDS);
            return random.nextInt(4) == 0 ? word + "\n" : word;
        }
        byte[] bytes = new byte[random.nextInt(40)];
        random.nextBytes(bytes);
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private MdevUuid uuid() {
        return new MdevUuid("%08x-0000-4000-8000-000000000000".formatted(random.nextInt(3)));
    }

    private String target() {
        return oneOf(List.of(
                "card03",
                "card05",
                "card06",
                "card41",
                "05.0004",
                "05.0006",
                "domain.0004",
                "domain.0006",
                "control.0004",
                "chp0.00",
                "chp0.01",
                "x"));
    }

    private <T> T oneOf(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    /** Kernels before 6.0 don't protect devices from masks; overrides decide beside the masks from 6.19 on. */
    private void checkPartition() {
        if (mayBreakIntoHeldQueues || !machine.list("/sys/bus/mdev/devices").isOk()) {
            return;
        }
        Mask256 apmask = mask("/sys/bus/ap/apmask");
        Mask256 aqmask = mask("/sys/bus/ap/aqmask");
        List<ApMatrix> owned = new ArrayList<>(List.of(new ApMatrix(apmask, aqmask, Mask256.NONE)));
        for (String uuid : machine.list("/sys/bus/mdev/devices").asOptional().orElseThrow()) {
            if (machine.read("/sys/bus/mdev/devices/" + uuid + "/ap_config")
                    instanceof Answer.Ok<byte[]>(byte[] text)) {
                owned.add(ApConfigSyntax.parse(new String(text, StandardCharsets.ISO_8859_1))
                        .asOptional()
                        .orElseThrow());
            }
        }
        for (int i = 0; i < owned.size(); i++) {
            for (int j = 0; j < i; j++) {
                if (owned.get(i).sharesQueueWith(owned.get(j))) {
                    throw new AssertionError("owners " + j + " and " + i + " share a queue");
                }
            }
        }
    }

    private Mask256 mask(String path) {
        byte[] text = machine.read(path).asOptional().orElseThrow();
        return MaskSyntax.absolute(new String(text, StandardCharsets.ISO_8859_1))
                .asOptional()
                .orElseThrow();
    }

    /** The machine as a Secure Execution guest sees it. */
    static HostDefinition inSecureExecution(HostDefinition host) {
        HostDefinition.Ap ap = host.ap().orElseThrow();
        return new HostDefinition(
                host.name(),
                host.kernel(),
                host.matrixType(),
                Optional.of(new HostDefinition.Ap(
                        ap.apxa(),
                        ap.maxAdapter(),
                        ap.maxDomain(),
                        ap.cards(),
                        ap.usageDomains(),
                        ap.controlDomains(),
                        ap.queues(),
                        ap.apmask(),
                        ap.aqmask(),
                        true)),
                host.css(),
                host.guests(),
                host.modules());
    }

    /** The recorded machine with another kernel. */
    static HostDefinition withKernel(HostDefinition host, String kernel) {
        return new HostDefinition(
                host.name(),
                KernelVersion.parse(kernel),
                host.matrixType(),
                host.ap(),
                host.css(),
                host.guests(),
                host.modules());
    }
}
