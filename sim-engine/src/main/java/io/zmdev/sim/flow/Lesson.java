package io.zmdev.sim.flow;

import io.zmdev.sim.channel.Field;
import io.zmdev.sim.channel.Structure;
import io.zmdev.sim.channel.Structures;
import io.zmdev.sim.channel.SubchannelState;
import io.zmdev.sim.vfioccw.Region;
import java.util.List;

/**
 * A scenario with questions about its recording. What is right is read from the recording, so it is right of every kernel and
 * transport.
 *
 * @param name for people
 * @param note what it teaches
 * @param scenario what is recorded; the blocks are those of its first device
 * @param tasks at least one, in the order in which they are asked
 */
public record Lesson(String name, String note, Scenario scenario, List<Task> tasks) {

    public Lesson {
        tasks = List.copyOf(tasks);
    }

    /** A question. */
    public sealed interface Task {

        /** For people. */
        String ask();

        /** What the right answer teaches, for people. */
        String because();
    }

    /** The place in the recording is looked for at which the last step meets the condition. */
    public record GoTo(String ask, String because, Condition condition) implements Task {}

    /** How many steps meet the condition. */
    public record Count(String ask, String because, Condition condition) implements Task {}

    /**
     * What a field says after the last step that meets the condition.
     *
     * @param field a name of the block's structure
     */
    public record ReadField(String ask, String because, Condition after, Block block, String field) implements Task {}

    /** A control block that questions can be about. */
    public enum Block {
        SCSW("scsw", "subchannel.", SubchannelState.SCSW),
        REGION_ORB("region-orb", "region." + Region.IO.id() + ".", Region.ORB),
        REGION_SCSW("region-scsw", "region." + Region.IO.id() + ".", Region.SCSW);

        private final String id;
        private final String area;
        private final long offset;

        /** @param area what its name begins with; the id of the device follows */
        Block(String id, String area, long offset) {
            this.id = id;
            this.area = area;
            this.offset = offset;
        }

        /** The name in the file formats. */
        public String id() {
            return id;
        }

        private Structure structure() {
            return switch (this) {
                case SCSW, REGION_SCSW -> Structures.SCSW;
                case REGION_ORB -> Structures.ORB;
            };
        }

        /** The names of its fields. */
        public List<String> fields() {
            return structure().fields(new byte[structure().size()]).stream()
                    .map(Field::name)
                    .toList();
        }

        /** The field where the player stands. */
        Field read(Player player, String device, String name) {
            byte[] bytes = player.read(area + device, offset, structure().size());
            return structure().fields(bytes).stream()
                    .filter(field -> field.name().equals(name))
                    .findFirst()
                    .orElseThrow();
        }
    }

    /** Whether the place is the right one. */
    public static boolean isThere(GoTo task, Run run, int position) {
        return new Player(run).positionsOf(task.condition()).anyMatch(right -> right == position);
    }

    /** The right answer to a count. */
    public static long answer(Count task, Run run) {
        return new Player(run).positionsOf(task.condition()).count();
    }

    /**
     * The right answer about a field. Moves the run.
     *
     * @throws java.util.NoSuchElementException when no step meets the condition
     */
    public static Field answer(ReadField task, Run run) {
        Player player = new Player(run);
        player.goTo(player.positionsOf(task.after()).max().orElseThrow());
        return task.block().read(player, run.scenario().devices().getFirst().id(), task.field());
    }
}
