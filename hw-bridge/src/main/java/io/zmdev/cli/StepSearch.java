package io.zmdev.cli;

import io.zmdev.model.ErrorCode;
import io.zmdev.model.ZmdevException;
import io.zmdev.sim.flow.Condition;
import io.zmdev.sim.flow.ConditionKind;
import io.zmdev.sim.flow.Player;
import io.zmdev.sim.flow.Recording;
import io.zmdev.sim.flow.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The steps of a recording that meet a condition. */
final class StepSearch {

    private static final Map<String, ConditionKind> KINDS = Map.of(
            "step", ConditionKind.STEP,
            "command", ConditionKind.COMMAND,
            "cc", ConditionKind.CONDITION_CODE,
            "state", ConditionKind.STATE,
            "read", ConditionKind.READ,
            "written", ConditionKind.WRITTEN);

    private StepSearch() {}

    /** @param condition as on the command line, KIND=VALUE */
    static List<Step> find(Recording recording, String condition) {
        Condition wanted = condition(condition);
        Player player = new Player(recording);
        player.goTo(0);
        List<Step> found = new ArrayList<>();
        while (player.runTo(wanted)) {
            player.lastStep().ifPresent(found::add);
        }
        return found;
    }

    private static Condition condition(String text) {
        int equals = text.indexOf('=');
        return Optional.ofNullable(equals < 0 ? null : KINDS.get(text.substring(0, equals)))
                .flatMap(kind -> kind.parse(text.substring(equals + 1)))
                .orElseThrow(() -> new ZmdevException(
                        ErrorCode.USAGE,
                        "--find: '%s' is no condition; there are step=K2.3, command=E4, cc=2, state=CP_PENDING, read='guest 2000+10', written='guest 2000'"
                                .formatted(text)));
    }
}
