package io.zmdev.hw.apply;

import io.zmdev.model.Configuration;
import io.zmdev.model.MaskRequest;
import io.zmdev.model.ap.ApMatrix;
import io.zmdev.model.ap.Mask256;
import io.zmdev.model.mdev.DesiredDevice;
import io.zmdev.model.mdev.DesiredDevice.State;
import io.zmdev.model.mdev.MdevUuid;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/** Random configurations of three guests on the built-in machine that never give one queue to two of them. */
final class RandomConfigurations {

    private static final int[] ADAPTERS = {2, 3, 5, 6, 10, 11};
    private static final int[] DOMAINS = {4, 6, 71, 84, 171, 200};

    private RandomConfigurations() {}

    /** Either each adapter or each domain belongs to one guest or to the host. */
    static Configuration next(SplittableRandom random) {
        boolean byAdapter = random.nextBoolean();
        int[] split = byAdapter ? ADAPTERS : DOMAINS;
        int[] shared = byAdapter ? DOMAINS : ADAPTERS;
        Mask256[] own = {Mask256.NONE, Mask256.NONE, Mask256.NONE, Mask256.NONE};
        for (int id : split) {
            int owner = random.nextInt(own.length);
            own[owner] = own[owner].with(id);
        }
        List<DesiredDevice> devices = new ArrayList<>();
        for (int guest = 0; guest < 3; guest++) {
            Mask256 others =
                    Mask256.of(random.ints(random.nextInt(4), 0, shared.length).map(i -> shared[i]));
            devices.add(new DesiredDevice.Matrix(
                    new MdevUuid("00000000-0000-4000-8000-00000000000" + guest),
                    "guest" + guest,
                    false,
                    random.nextInt(5) == 0 ? State.ABSENT : State.PRESENT,
                    byAdapter
                            ? new ApMatrix(own[guest], others, others)
                            : new ApMatrix(others, own[guest], Mask256.NONE)));
        }
        Mask256 free = own[0].or(own[1]).or(own[2]);
        Mask256 kept = free.complement();
        Optional<Mask256> mask = Optional.of(kept);
        Optional<Mask256> all = Optional.of(Mask256.ALL);
        MaskRequest masks = new MaskRequest(
                Mask256.NONE, Mask256.NONE, Mask256.NONE, Mask256.NONE, byAdapter ? mask : all, byAdapter ? all : mask);
        return new Configuration("random", masks, devices, List.of());
    }
}
