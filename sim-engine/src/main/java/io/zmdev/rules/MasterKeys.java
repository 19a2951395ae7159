package io.zmdev.rules;

import io.zmdev.model.Configuration;
import io.zmdev.model.MaskRequest;
import io.zmdev.model.ap.Card;
import io.zmdev.model.ap.CardType;
import io.zmdev.model.ap.Mask256;
import io.zmdev.model.ap.Queue;
import io.zmdev.model.mdev.DesiredDevice;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Whether master keys are set in a queue, as far as its card's type and its attribute {@code mkvps} tell. */
public sealed interface MasterKeys {

    /** A line of {@code mkvps}: {@code AES CUR: valid 0x…}, {@code WK NEW: empty -}. */
    Pattern LINE = Pattern.compile("(\\S+ (?:NEW|CUR|OLD)): (\\S+) \\S+");

    /** None is: the card is an accelerator, or each register is told to be empty or invalid. */
    record None() implements MasterKeys {}

    /**
     * Some are.
     *
     * @param registers as {@code mkvps} calls them: {@code AES CUR}
     */
    record Set(List<String> registers) implements MasterKeys {

        public Set {
            registers = List.copyOf(registers);
        }
    }

    /** Nobody can tell: {@code mkvps} is missing, unreadable, or {@code - -} where the card did not answer. */
    record Unknown() implements MasterKeys {}

    /**
     * What is known of a queue at this moment. Recorded patterns are of no use for it: a guest may have set keys since.
     *
     * @param card its card, empty when the machine shows none
     */
    static MasterKeys of(Queue queue, Optional<Card> card) {
        if (card.map(Card::type)
                .filter(type -> type.isKnown() && type.get().mode() == CardType.Mode.ACCELERATOR)
                .isPresent()) {
            return new None();
        }
        return queue.masterKeys()
                .orElse(Optional.empty())
                .map(MasterKeys::parse)
                .orElseGet(Unknown::new);
    }

    /**
     * The adapters whose queues a configuration gives to devices or may take from the host's drivers: the keys of others mean
     * nothing to it.
     */
    static Mask256 adapters(Configuration configuration) {
        MaskRequest masks = configuration.masks();
        if (!masks.freeDomains().isEmpty()
                || masks.apmask().isPresent()
                || masks.aqmask().isPresent()) {
            return Mask256.ALL;
        }
        return configuration.mediatedDevices().stream()
                .map(device -> switch (device) {
                    case DesiredDevice.Matrix matrix -> matrix.matrix().adapters();
                    case DesiredDevice.VirtualMatrix virtual ->
                        virtual.mapping().real().adapters();
                    case DesiredDevice.Ccw ccw -> Mask256.NONE;
                })
                .reduce(masks.freeAdapters(), Mask256::or);
    }

    private static MasterKeys parse(String mkvps) {
        List<String> set = new ArrayList<>();
        boolean told = !mkvps.isBlank();
        for (String line : mkvps.strip().split("\n", -1)) {
            Matcher register = LINE.matcher(line.strip());
            if (!register.matches() || register.group(2).equals("-")) {
                told = false;
            } else if (!register.group(2).equals("empty") && !register.group(2).equals("invalid")) {
                set.add(register.group(1));
            }
        }
        if (!set.isEmpty()) {
            return new Set(set);
        }
        return told ? new None() : new Unknown();
    }
}
