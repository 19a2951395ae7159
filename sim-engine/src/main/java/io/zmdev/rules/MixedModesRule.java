package io.zmdev.rules;

import io.zmdev.model.Observed;
import io.zmdev.model.ap.CardType;
import io.zmdev.model.ap.Mask256;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Cards of different modes don't stand in for each other: keys of one can't be used on the other. */
final class MixedModesRule implements Rule {

    @Override
    public String name() {
        return "mixed-modes";
    }

    @Override
    public Stream<Finding> check(Situation situation) {
        return situation.listed().stream()
                .filter(holder -> !holder.matrix().domains().isEmpty())
                .flatMap(holder -> check(situation, holder).stream());
    }

    private Optional<Finding> check(Situation situation, Holder holder) {
        Map<CardType.Mode, Mask256> adapters = byMode(situation, holder);
        if (adapters.size() < 2) {
            return Optional.empty();
        }
        String mix = adapters.entrySet().stream()
                .map(entry -> "%s (%s)".formatted(entry.getKey().lszcryptName(), Wording.adapters(entry.getValue())))
                .collect(Collectors.joining(" and "));
        List<CardType.Mode> onOneCard = adapters.entrySet().stream()
                .filter(entry -> entry.getValue().count() == 1)
                .map(Map.Entry::getKey)
                .toList();
        List<Fix> fixes = new ArrayList<>();
        onOneCard.forEach(mode -> QueueFixes.addAdapter(situation, holder, mode).ifPresent(fixes::add));
        return Optional.of(Finding.of(
                        Severity.ADVICE,
                        this,
                        "%s mixes %s%s.".formatted(holder.name(), mix, consequence(onOneCard)),
                        new Culprit.Configured("mediatedDevices " + holder.uuid()))
                .about(holder.uuid())
                .withFixes(fixes));
    }

    private static String consequence(List<CardType.Mode> onOneCard) {
        return switch (onOneCard.size()) {
            case 0 -> "";
            case 1 -> ": " + onOneCard.getFirst().lszcryptName() + " does not survive the loss of its card";
            default -> ": no mode with one card survives its loss";
        };
    }

    private static Map<CardType.Mode, Mask256> byMode(Situation situation, Holder holder) {
        Map<CardType.Mode, Mask256> adapters = new EnumMap<>(CardType.Mode.class);
        holder.matrix()
                .adapters()
                .forEach(adapter -> situation.card(adapter).ifPresent(card -> {
                    if (card.type() instanceof Observed.Known<CardType>(CardType type)) {
                        adapters.merge(type.mode(), Mask256.of(adapter), Mask256::or);
                    }
                }));
        return adapters;
    }
}
