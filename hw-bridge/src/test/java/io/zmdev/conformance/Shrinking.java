package io.zmdev.conformance;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/** Makes a failing case small by leaving parts out as long as it fails: delta debugging with the complements alone. */
final class Shrinking {

    private Shrinking() {}

    /**
     * A smaller case that still fails, or the case itself.
     *
     * @param fails asks the lab, which takes seconds
     * @param attempts how often it may be asked at most
     */
    static Case smallest(Case failing, Predicate<Case> fails, int attempts) {
        List<Integer> kept = IntStream.range(0, failing.parts()).boxed().toList();
        int left = attempts;
        for (int chunk = Math.max(1, kept.size() / 2); chunk >= 1 && left > 0; chunk /= 2) {
            for (int end = kept.size(); end > 0 && left > 0; end -= chunk) {
                List<Integer> fewer = new ArrayList<>(kept.subList(0, Math.max(0, end - chunk)));
                fewer.addAll(kept.subList(end, kept.size()));
                left--;
                if (fails.test(failing.with(fewer))) {
                    kept = fewer;
                }
            }
        }
        return failing.with(kept);
    }
}
