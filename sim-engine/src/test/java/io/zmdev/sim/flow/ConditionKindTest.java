package io.zmdev.sim.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.zmdev.sim.trace.Range;
import io.zmdev.sim.vfioccw.FsmState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConditionKindTest {

    @Test
    void everyKindReadsItsOperand() {
        assertThat(ConditionKind.STEP.parse("K2.4")).contains(new Condition.StepIs("K2.4"));
        assertThat(ConditionKind.COMMAND.parse("e4")).contains(new Condition.CommandIs(0xe4));
        assertThat(ConditionKind.CONDITION_CODE.parse("3")).contains(new Condition.ConditionCodeIs(3));
        assertThat(ConditionKind.STATE.parse("cp_pending")).contains(new Condition.StateBecomes(FsmState.CP_PENDING));
        assertThat(ConditionKind.READ.parse("guest 1000+8"))
                .contains(new Condition.Reads(new Range("guest", 0x1000, 8)));
        assertThat(ConditionKind.WRITTEN.parse("guest 1000"))
                .contains(new Condition.Writes(new Range("guest", 0x1000, 1)));
    }

    @ParameterizedTest
    @CsvSource({"STEP,2.4", "COMMAND,100", "CONDITION_CODE,4", "STATE,ASLEEP", "READ,1000", "WRITTEN,guest"})
    void whatIsNoOperandIsRefused(ConditionKind kind, String text) {
        assertThat(kind.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"STEP,K2", "COMMAND,02", "CONDITION_CODE,0", "STATE,IDLE", "READ,guest 10+4", "WRITTEN,guest 10+4"})
    void anOperandIsWrittenAsItIsRead(ConditionKind kind, String text) {
        Condition condition = kind.parse(text).orElseThrow();

        assertThat(ConditionKind.of(condition)).isEqualTo(kind);
        assertThat(ConditionKind.operandOf(condition)).isEqualTo(text);
    }
}
