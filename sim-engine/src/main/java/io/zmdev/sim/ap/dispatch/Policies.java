package io.zmdev.sim.ap.dispatch;

import io.zmdev.sim.kernel.RandomStream;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The policies by the names that scenarios and configurations use. */
public final class Policies {

    /** One name of each policy, the simplest first; {@code power-of-} and {@code affinity-} may end in another number 1..64. */
    public static final List<String> NAMES = List.of(
            "random",
            "round-robin",
            "weighted",
            "jsq",
            "zcrypt",
            "least-work",
            "shortest-delay",
            "power-of-2",
            "affinity-4",
            "class-partition",
            "fair-share");

    /** What a passthrough guest's own kernel does. */
    public static final String OF_THE_KERNEL = "zcrypt";

    private static final Pattern NUMBERED = Pattern.compile("(power-of|affinity)-([1-9]|[1-5][0-9]|6[0-4])");

    private Policies() {}

    /**
     * A policy in its first state.
     *
     * @param random what it draws from, if it draws
     * @throws IllegalArgumentException when there is no policy of this name
     */
    public static DispatchPolicy create(String name, RandomStream random) {
        Matcher numbered = NUMBERED.matcher(name);
        if (numbered.matches()) {
            int number = Integer.parseInt(numbered.group(2));
            return numbered.group(1).equals("power-of") ? new PowerOfD(number, random) : new Affinity(number);
        }
        return switch (name) {
            case "random" -> new UniformRandom(random);
            case "round-robin" -> new RoundRobin();
            case "weighted" -> new Weighted();
            case "jsq" -> new JoinShortestQueue();
            case "zcrypt" -> new Zcrypt();
            case "least-work" -> new LeastWork();
            case "shortest-delay" -> new ShortestDelay();
            case "class-partition" -> new ClassPartition();
            case "fair-share" -> new FairShare();
            default ->
                throw new IllegalArgumentException("'%s' is not one of %s".formatted(name, String.join(", ", NAMES)));
        };
    }

    /**
     * The name, when there is a policy of it.
     *
     * @throws IllegalArgumentException when there is none
     */
    public static String checked(String name) {
        create(name, RandomStream.named(0, name));
        return name;
    }
}
