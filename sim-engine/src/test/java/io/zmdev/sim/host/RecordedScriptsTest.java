package io.zmdev.sim.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.zmdev.exchange.SysfsScript;
import io.zmdev.io.SysfsTranscript;
import io.zmdev.model.host.HostOperation;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The emulated machine answers every recorded script as the real kernel did. */
class RecordedScriptsTest {

    static List<String> scripts() {
        return Recordings.scripts();
    }

    @ParameterizedTest
    @MethodSource("scripts")
    void answersAsTheRealKernelDid(String name) {
        List<HostOperation> operations = SysfsScript.parse(name, Recordings.script(name));
        EmulatedMachine machine = new EmulatedMachine(Recordings.hostOf(name));
        List<String> answers = new ArrayList<>();
        for (HostOperation operation : operations) {
            answers.add(SysfsTranscript.line(answers.size() + 1, operation, machine.execute(operation)));
        }

        assertThat(SysfsTranscript.firstDifference(name + ".expected.jsonl", Recordings.answers(name), name, answers))
                .isEmpty();
        assertThat(answers).hasSameSizeAs(Recordings.answers(name));
    }
}
