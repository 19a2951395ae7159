package io.zmdev.io;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.zmdev.rules.Culprit;
import io.zmdev.rules.Finding;
import io.zmdev.rules.Fix;
import io.zmdev.rules.KernelAnswer;
import java.util.List;
import java.util.Locale;

/** Prints what validation found, {@code zmdev.findings/1} (docs/formats.md), the worst first. */
public final class FindingsDocument {

    public static final String FORMAT = "zmdev.findings/1";

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private FindingsDocument() {}

    public static String text(String configuration, List<Finding> findings) {
        ObjectNode top = NODES.objectNode();
        top.put("format", FORMAT);
        top.put("configuration", configuration);
        ArrayNode array = top.putArray("findings");
        findings.forEach(finding -> array.add(tree(finding)));
        return JsonOutput.text(top);
    }

    private static ObjectNode tree(Finding finding) {
        ObjectNode node = NODES.objectNode();
        node.put("severity", finding.severity().name().toLowerCase(Locale.ROOT).replace('_', '-'));
        node.put("rule", finding.rule());
        node.put("message", finding.message());
        finding.device().ifPresent(uuid -> node.put("device", uuid.text()));
        ArrayNode apqns = node.putArray("apqns");
        finding.apqns().forEach(apqn -> apqns.add(apqn.toString()));
        finding.culprit().ifPresent(culprit -> node.set("culprit", tree(culprit)));
        finding.kernelAnswer().ifPresent(answer -> node.set("kernel", tree(answer)));
        finding.evidence().ifPresent(evidence -> node.put("evidence", evidence.text()));
        ArrayNode fixes = node.putArray("fixes");
        finding.fixes().forEach(fix -> fixes.add(tree(fix)));
        return node;
    }

    private static ObjectNode tree(KernelAnswer answer) {
        ObjectNode node = NODES.objectNode().put("errno", answer.errno().name());
        answer.earlier().ifPresent(earlier -> node.put("earlier", earlier.name()));
        return node.put("path", answer.path()).put("value", answer.value());
    }

    private static ObjectNode tree(Culprit culprit) {
        ObjectNode node = NODES.objectNode().put("where", culprit.where());
        return switch (culprit) {
            case Culprit.Device device ->
                node.put("uuid", device.uuid().text())
                        .put("name", device.name())
                        .put("managed", device.managed());
            case Culprit.HostDrivers drivers ->
                node.put("apmaskBits", drivers.apmaskBits().toHex())
                        .put("aqmaskBits", drivers.aqmaskBits().toHex());
            case Culprit.MachineFact fact -> node;
            case Culprit.Configured configured -> node;
        };
    }

    private static ObjectNode tree(Fix fix) {
        return NODES.objectNode()
                .put("label", fix.label())
                .put("guestsLosingQueues", fix.guestsLosingQueues())
                .put("changes", fix.changes())
                .put("queuesLost", fix.queuesLost());
    }
}
