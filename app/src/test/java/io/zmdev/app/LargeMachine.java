package io.zmdev.app;

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
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.IntStream;

/** The largest that AP can be: 256 adapters x 256 domains; 1,000 guests with a device of four adapters and one domain each. */
public final class LargeMachine {

    public static final int DEVICES = 1000;

    private static final Observed<Mask256> ALL = Observed.known(Mask256.ALL);

    private LargeMachine() {}

    /** All queues are bound to vfio_ap. */
    public static Machine machine() {
        List<Card> cards = IntStream.range(0, 256).mapToObj(LargeMachine::card).toList();
        List<Queue> queues = IntStream.range(0, 65_536)
                .mapToObj(index -> queue(Apqn.of(index >> 8, index & 0xff)))
                .toList();
        ApBus ap = new ApBus(
                255, 255, ALL, ALL, ALL, Observed.known(Mask256.NONE), Observed.known(Mask256.NONE), cards, queues);
        return new Machine(
                "large",
                Observed.known(new KernelVersion(6, 12)),
                new TreeSet<>(List.of("ap", "vfio_ap")),
                Optional.of(ap),
                ChannelSubsystem.EMPTY,
                List.of(),
                List.of());
    }

    /** Guest n has domain n mod 256 of four adapters, from adapter 4 on; the first four adapters are nobody's. */
    public static Configuration configuration() {
        return new Configuration(
                "large",
                MaskRequest.UNCHANGED,
                IntStream.range(0, DEVICES).mapToObj(LargeMachine::device).toList(),
                IntStream.range(0, DEVICES)
                        .mapToObj(n -> new Guest("guest" + n, false, List.of(uuid(n))))
                        .toList());
    }

    private static DesiredDevice device(int n) {
        int firstAdapter = 4 + n / 256 * 4;
        return new DesiredDevice.Matrix(
                uuid(n),
                "guest" + n,
                true,
                DesiredDevice.State.PRESENT,
                new ApMatrix(
                        Mask256.of(IntStream.range(firstAdapter, firstAdapter + 4)),
                        Mask256.of(n % 256),
                        Mask256.of(n % 256)));
    }

    private static Card card(int id) {
        return new Card(
                new AdapterId(id),
                Observed.known(CardType.parse("CEX8P")),
                Observed.known(true),
                Observed.known(false),
                Observed.known(true));
    }

    private static Queue queue(Apqn apqn) {
        return new Queue(
                apqn,
                Observed.known(Optional.of("vfio_ap")),
                Optional.empty(),
                Observed.known(Optional.empty()),
                Observed.known(Optional.empty()));
    }

    private static MdevUuid uuid(int n) {
        return new MdevUuid("00000000-0000-4000-8000-%012x".formatted(n));
    }
}
