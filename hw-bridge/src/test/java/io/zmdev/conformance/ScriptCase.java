package io.zmdev.conformance;

import io.zmdev.exchange.SysfsScript;
import io.zmdev.io.HostDocument;
import io.zmdev.io.SysfsTranscript;
import io.zmdev.model.host.HostOperation;
import io.zmdev.sim.host.EmulatedMachine;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** A sysfs script on a machine of its own. Its parts are the operations. */
record ScriptCase(String name, String host, List<HostOperation> operations) implements Case {

    ScriptCase {
        operations = List.copyOf(operations);
    }

    @Override
    public String batch() {
        return "sysfs";
    }

    @Override
    public String ending() {
        return "sysfs";
    }

    @Override
    public String text() {
        return operations.stream()
                .map(operation -> SysfsScript.format(operation) + "\n")
                .collect(Collectors.joining());
    }

    @Override
    public Optional<String> difference(String answerOfTheLab) {
        EmulatedMachine machine = new EmulatedMachine(HostDocument.parse(name, host.getBytes(StandardCharsets.UTF_8)));
        List<String> answers = new ArrayList<>();
        for (HostOperation operation : operations) {
            answers.add(SysfsTranscript.line(answers.size() + 1, operation, machine.execute(operation)));
        }
        return SysfsTranscript.firstDifference(
                "the lab", answerOfTheLab.lines().toList(), "the emulated machine", answers);
    }

    @Override
    public int parts() {
        return operations.size();
    }

    @Override
    public ScriptCase with(List<Integer> parts) {
        return new ScriptCase(name, host, parts.stream().map(operations::get).toList());
    }
}
