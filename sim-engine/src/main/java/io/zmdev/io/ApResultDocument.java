package io.zmdev.io;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.zmdev.model.ap.AdapterId;
import io.zmdev.sim.ap.dispatch.Policies;
import io.zmdev.sim.ap.load.ApResult;
import io.zmdev.sim.ap.load.PolicyResult;
import io.zmdev.sim.ap.load.Replication;
import io.zmdev.sim.ap.load.Sweep;
import io.zmdev.sim.ap.load.WhatIfResult;
import io.zmdev.sim.kernel.Estimate;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Writes what AP scenarios gave, {@code zmdev.result/1} of kind {@code ap-requests}, {@code ap-what-if} or {@code ap-sweep}, and reads
 * sweeps that ended before they were done (docs/formats.md). An estimate is its mean, the half width of its 95 % interval (null
 * for one replication) and the number of replications.
 */
public final class ApResultDocument {

    public static final String FORMAT = "zmdev.result/1";
    private static final String SWEEP = "ap-sweep";
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private ApResultDocument() {}

    /** The text of a result. */
    public static String text(ApResult result) {
        return JsonOutput.text(result(top(ApScenarioDocument.KIND, result.scenario()), result));
    }

    /** The text of what changes would do: {@code before} and {@code changes}. */
    public static String text(WhatIfResult result) {
        ObjectNode top = top("ap-what-if", result.before().scenario());
        top.set("before", result(NODES.objectNode(), result.before()));
        ArrayNode changes = top.putArray("changes");
        for (WhatIfResult.Change change : result.changes()) {
            ObjectNode node = changes.addObject();
            node.put("whatIf", change.what().question());
            node.set("after", result(NODES.objectNode(), change.after()));
        }
        return JsonOutput.text(top);
    }

    /**
     * The text of a sweep, finished or not.
     *
     * @param fingerprint of the scenario, see {@link ApScenarioDocument#fingerprint}
     */
    public static String sweepText(Sweep sweep, String fingerprint, List<Sweep.Row> rows) {
        return JsonOutput.text(sweepTree(sweep, fingerprint, rows));
    }

    /**
     * The cells that an earlier sweep of the same scenario has finished.
     *
     * @throws io.zmdev.model.ZmdevException FILE_UNUSABLE, also when the scenario is another one or was changed since
     */
    public static Map<Sweep.Cell, PolicyResult> readSweep(Path file, Sweep sweep, String fingerprint) {
        return cells(JsonInput.read(file), sweep, fingerprint);
    }

    /** The same from memory; {@code source} is what messages call it. */
    public static Map<Sweep.Cell, PolicyResult> parseSweep(
            String source, byte[] json, Sweep sweep, String fingerprint) {
        return cells(JsonInput.parse(source, json), sweep, fingerprint);
    }

    private static ObjectNode top(String kind, String scenario) {
        ObjectNode top = NODES.objectNode();
        top.put("format", FORMAT);
        top.put("kind", kind);
        top.put("scenario", scenario);
        return top;
    }

    private static ObjectNode result(ObjectNode node, ApResult result) {
        node.put("seed", result.seed());
        ArrayNode policies = node.putArray("policies");
        result.policies().forEach(policy -> policies.add(policy(policy, result.cards())));
        return node;
    }

    private static ObjectNode sweepTree(Sweep sweep, String fingerprint, List<Sweep.Row> rows) {
        ObjectNode top = top(SWEEP, sweep.scenario().name());
        top.put("fingerprint", fingerprint);
        ArrayNode cells = top.putArray("cells");
        for (Sweep.Row row : rows) {
            ObjectNode cell = cells.addObject();
            cell.put("factor", row.cell().factor());
            cell.put("seed", row.cell().seed());
            cell.setAll(policy(row.result(), cards(sweep)));
        }
        return top;
    }

    private static List<AdapterId> cards(Sweep sweep) {
        return sweep.scenario().machine().cards().stream()
                .map(card -> card.id())
                .toList();
    }

    private static ObjectNode policy(PolicyResult result, List<AdapterId> cards) {
        ObjectNode node = NODES.objectNode();
        node.put("policy", result.policy());
        node.put("replications", result.replications());
        node.put("warmupNs", result.warmUp());
        putResponses(node, result.responses());
        ObjectNode utilisation = node.putObject("utilisation");
        for (int i = 0; i < cards.size(); i++) {
            utilisation.set(
                    cards.get(i).toString(), estimate(result.utilisation().get(i)));
        }
        node.set("exitsPerRequest", estimate(result.exitsPerRequest()));
        node.set("fairness", estimate(result.fairness()));
        ArrayNode guests = node.putArray("guests");
        for (PolicyResult.GuestResult guest : result.guests()) {
            ObjectNode guestNode = guests.addObject();
            guestNode.put("name", guest.name());
            putResponses(guestNode, guest.responses());
        }
        ObjectNode counts = node.putObject("counts");
        counts.put("sent", result.counts().sent());
        counts.put("answered", result.counts().answered());
        counts.put("refused", result.counts().refused());
        counts.put("inFlight", result.counts().inFlight());
        return node;
    }

    private static void putResponses(ObjectNode node, PolicyResult.Responses responses) {
        node.set("throughput", estimate(responses.throughput()));
        node.set("meanNs", estimate(responses.mean()));
        node.set("p50Ns", estimate(responses.p50()));
        node.set("p95Ns", estimate(responses.p95()));
        node.set("p99Ns", estimate(responses.p99()));
    }

    /** NaN and infinity are no JSON: where nothing was measured there is null. */
    private static ObjectNode estimate(Estimate estimate) {
        ObjectNode node = NODES.objectNode();
        putFinite(node, "mean", estimate.mean());
        putFinite(node, "halfWidth", estimate.halfWidth());
        node.put("replications", estimate.replications());
        return node;
    }

    private static void putFinite(ObjectNode node, String key, double value) {
        if (Double.isFinite(value)) {
            node.put(key, value);
        } else {
            node.putNull(key);
        }
    }

    private static Map<Sweep.Cell, PolicyResult> cells(JsonValue top, Sweep sweep, String fingerprint) {
        top.requireFormat(FORMAT);
        JsonValue kind = top.required("kind");
        if (!kind.text().equals(SWEEP)) {
            throw kind.error("'%s' is not '%s'".formatted(kind.text(), SWEEP));
        }
        JsonValue scenario = top.required("scenario");
        if (!scenario.text().equals(sweep.scenario().name())) {
            throw scenario.error("this sweep is of '%s', not of '%s'"
                    .formatted(scenario.text(), sweep.scenario().name()));
        }
        JsonValue found = top.required("fingerprint");
        if (!found.text().equals(fingerprint)) {
            throw found.error("the scenario was changed since these cells were run");
        }
        Map<Sweep.Cell, PolicyResult> cells = new LinkedHashMap<>();
        for (JsonValue cell : top.required("cells").array()) {
            cells.put(
                    new Sweep.Cell(
                            cell.required("factor").decimal(1e-3, 1e3),
                            cell.required("policy").parsed(Policies::checked),
                            cell.required("seed").integer(0, Long.MAX_VALUE)),
                    policyResult(cell, cards(sweep)));
        }
        return cells;
    }

    private static PolicyResult policyResult(JsonValue value, List<AdapterId> cards) {
        JsonValue utilisation = value.required("utilisation");
        JsonValue counts = value.required("counts");
        return new PolicyResult(
                value.required("policy").text(),
                value.required("replications").integer(1, Integer.MAX_VALUE),
                value.required("warmupNs").integer(0, Long.MAX_VALUE),
                responses(value),
                cards.stream()
                        .map(card -> estimate(utilisation.required(card.toString())))
                        .toList(),
                estimate(value.required("exitsPerRequest")),
                estimate(value.required("fairness")),
                value.required("guests")
                        .array(guest -> new PolicyResult.GuestResult(
                                guest.required("name").name(), responses(guest))),
                new Replication.Counts(
                        count(counts, "sent"),
                        count(counts, "answered"),
                        count(counts, "refused"),
                        count(counts, "inFlight")));
    }

    private static PolicyResult.Responses responses(JsonValue value) {
        return new PolicyResult.Responses(
                estimate(value.required("throughput")),
                estimate(value.required("meanNs")),
                estimate(value.required("p50Ns")),
                estimate(value.required("p95Ns")),
                estimate(value.required("p99Ns")));
    }

    private static Estimate estimate(JsonValue value) {
        return new Estimate(
                finite(value.required("mean")).orElse(Double.NaN),
                finite(value.required("halfWidth")).orElse(Double.POSITIVE_INFINITY),
                value.required("replications").integer(1, Integer.MAX_VALUE));
    }

    private static Optional<Double> finite(JsonValue value) {
        return value.node().isNull()
                ? Optional.empty()
                : Optional.of(value.decimal(-Double.MAX_VALUE, Double.MAX_VALUE));
    }

    private static long count(JsonValue counts, String key) {
        return counts.required(key).integer(0, Long.MAX_VALUE);
    }
}
