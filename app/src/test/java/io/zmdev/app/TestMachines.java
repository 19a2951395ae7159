package io.zmdev.app;

import io.zmdev.app.fx.Background;
import io.zmdev.app.project.Session;
import io.zmdev.io.ScenarioDocument;
import io.zmdev.model.Configuration;
import io.zmdev.model.Guest;
import io.zmdev.model.KernelVersion;
import io.zmdev.model.Machine;
import io.zmdev.model.MaskRequest;
import io.zmdev.model.Observed;
import io.zmdev.model.ap.AdapterId;
import io.zmdev.model.ap.ApBus;
import io.zmdev.model.ap.ApMatrix;
import io.zmdev.model.ap.Apqn;
import io.zmdev.model.ap.Card;
import io.zmdev.model.ap.CardType;
import io.zmdev.model.ap.Mask256;
import io.zmdev.model.ap.Queue;
import io.zmdev.model.css.ChannelSubsystem;
import io.zmdev.model.mdev.DesiredDevice;
import io.zmdev.model.mdev.MdevUuid;
import io.zmdev.rules.HostOwnership;
import io.zmdev.sim.flow.Scenario;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;

/** A machine with six cards and twelve domains, two of the cards the host's, and a configuration of three guests. */
public final class TestMachines {

    public static final MdevUuid WEB1 = new MdevUuid("62177883-f1bb-47f0-914d-32a22e3a8804");
    public static final MdevUuid LEDGER = new MdevUuid("9a01c3f0-2222-4b6f-8f00-0d5e4177c210");

    private static final int[] DOMAINS = {4, 5, 6, 7, 0x47, 0x48, 0x50, 0x51, 0xa8, 0xa9, 0xaa, 0xab};
    private static final HostOwnership HOST =
            new HostOwnership(Mask256.ALL.minus(Mask256.of(5, 6, 0x0a, 0x0b)), Mask256.ALL);

    private TestMachines() {}

    /** Queue 06.0047 is free but bound to no driver; adapter 0a is configured off. */
    public static Machine lpar42() {
        List<Card> cards = List.of(
                card(0x03, "CEX8C", true),
                card(0x04, "CEX8A", true),
                card(0x05, "CEX8P", true),
                card(0x06, "CEX8C", true),
                card(0x0a, "CEX7C", false),
                card(0x0b, "CEX7C", true));
        List<Queue> queues = new ArrayList<>();
        for (Card card : cards) {
            for (int domain : DOMAINS) {
                queues.add(queue(Apqn.of(card.id().value(), domain)));
            }
        }
        ApBus ap = new ApBus(
                255,
                255,
                Observed.known(Mask256.of(3, 4, 5, 6, 0x0b)),
                Observed.known(Mask256.of(DOMAINS)),
                Observed.known(Mask256.of(DOMAINS)),
                Observed.known(HOST.apmask()),
                Observed.known(HOST.aqmask()),
                cards,
                queues);
        return new Machine(
                "lpar42",
                Observed.known(new KernelVersion(6, 12)),
                new TreeSet<>(List.of("ap", "vfio_ap", "vfio_ccw")),
                Optional.of(ap),
                ChannelSubsystem.EMPTY,
                List.of(),
                List.of(new Guest("web2", true, List.of())));
    }

    /** web1 has 05, 0b × 0004, 0005; ledger 05, 06 × 0006, 0047, of which it sees those of 05; web2 nothing. */
    public static Configuration production() {
        return new Configuration(
                "production",
                MaskRequest.UNCHANGED,
                List.of(
                        new DesiredDevice.Matrix(
                                WEB1,
                                "web1",
                                true,
                                DesiredDevice.State.PRESENT,
                                new ApMatrix(Mask256.of(5, 0x0b), Mask256.of(4, 5), Mask256.of(4))),
                        new DesiredDevice.Matrix(
                                LEDGER,
                                "ledger",
                                true,
                                DesiredDevice.State.PRESENT,
                                new ApMatrix(Mask256.of(5, 6), Mask256.of(6, 0x47), Mask256.of(6, 0x47)))),
                List.of(
                        new Guest("web1", false, List.of(WEB1)),
                        new Guest("web2", false, List.of()),
                        new Guest("ledger", false, List.of(LEDGER))));
    }

    /** What is to be done with the machine, judged off the JavaFX thread as in the program. */
    static Session session() {
        return new Session(lpar42(), production(), Background.ofThread("rules"));
    }

    /** Three commands to a tn3270 device of a guest of QEMU. */
    public static Scenario senseChain() {
        String name = "sense-chain.json";
        try (InputStream in = Objects.requireNonNull(TestMachines.class.getResourceAsStream(name), name)) {
            return ScenarioDocument.parse(name, in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Card card(int id, String type, boolean configured) {
        return new Card(
                new AdapterId(id),
                Observed.known(CardType.parse(type)),
                Observed.known(configured),
                Observed.known(false),
                Observed.known(configured));
    }

    private static Queue queue(Apqn apqn) {
        Optional<String> driver = HOST.owns(apqn)
                ? Optional.of("cex4queue")
                : apqn.equals(Apqn.of(6, 0x47)) ? Optional.empty() : Optional.of("vfio_ap");
        return new Queue(
                apqn,
                Observed.known(driver),
                Optional.empty(),
                Observed.known(Optional.empty()),
                Observed.known(Optional.empty()));
    }
}
