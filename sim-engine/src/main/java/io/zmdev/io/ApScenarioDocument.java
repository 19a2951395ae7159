package io.zmdev.io;

import io.zmdev.model.ErrorCode;
import io.zmdev.model.ZmdevException;
import io.zmdev.model.ap.AdapterId;
import io.zmdev.model.ap.ApMatrix;
import io.zmdev.model.ap.Apqn;
import io.zmdev.model.ap.CardType;
import io.zmdev.model.ap.DomainId;
import io.zmdev.model.ap.Mask256;
import io.zmdev.model.mdev.VirtualMapping;
import io.zmdev.sim.ap.ApCard;
import io.zmdev.sim.ap.ApMachine;
import io.zmdev.sim.ap.RequestClass;
import io.zmdev.sim.ap.dispatch.Policies;
import io.zmdev.sim.ap.load.Access;
import io.zmdev.sim.ap.load.ApScenario;
import io.zmdev.sim.ap.load.Arrivals;
import io.zmdev.sim.ap.load.ClassShare;
import io.zmdev.sim.ap.load.Costs;
import io.zmdev.sim.ap.load.GuestLoad;
import io.zmdev.sim.ap.load.HardwareEvent;
import io.zmdev.sim.ap.load.RunPlan;
import io.zmdev.sim.ap.load.ServiceTime;
import io.zmdev.sim.ap.load.Sweep;
import io.zmdev.sim.ap.load.WhatIf;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/** Reads a scenario of AP requests, {@code zmdev.scenario/1} of kind {@code ap-requests} (docs/formats.md). */
public final class ApScenarioDocument {

    public static final String FORMAT = "zmdev.scenario/1";
    public static final String KIND = "ap-requests";

    private static final String ASSETS = "/io/zmdev/assets/scenarios/ap/";
    private static final long MILLISECOND = 1_000_000;
    private static final double MAX_RATE = 1e9;
    private static final long MAX_COST = 10_000_000_000L;
    private static final int MAX_MILLISECONDS = 86_400_000;
    private static final int MAX_VIRTUAL_DEPTH = 65_536;

    private static final Costs DEFAULT_COSTS = new Costs(1_000, 5_000, 1_000, 250_000, 40 * MILLISECOND);
    private static final List<Double> DEFAULT_FACTORS = List.of(0.2, 0.4, 0.6, 0.8, 0.9, 1.0);
    private static final Map<String, RequestClass> CLASSES = named(RequestClass.values(), RequestClass::name);
    private static final Map<String, Access.Interception> INTERCEPTIONS =
            named(Access.Interception.values(), value -> value.name().toLowerCase(Locale.ROOT));

    private ApScenarioDocument() {}

    public static Document<ApScenario> read(Path file) {
        return of(JsonInput.read(file));
    }

    /**
     * Reads a scenario from memory.
     *
     * @param source what messages call it
     */
    public static Document<ApScenario> parse(String source, byte[] json) {
        return of(JsonInput.parse(source, json));
    }

    /**
     * A scenario that comes with the program.
     *
     * @param name without folder and extension, such as {@code ap-shared-cards}
     * @throws ZmdevException FILE_UNUSABLE when there is none of this name
     */
    public static Document<ApScenario> builtIn(String name) {
        try (InputStream in = ApScenarioDocument.class.getResourceAsStream(ASSETS + name + ".json")) {
            if (in == null) {
                throw new ZmdevException(
                        ErrorCode.FILE_UNUSABLE,
                        "there is no built-in AP scenario '%s'; there are %s"
                                .formatted(name, String.join(", ", builtInNames())));
            }
            return parse(name + ".json", in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The names of the AP scenarios that come with the program, in alphabetical order. */
    public static List<String> builtInNames() {
        try (InputStream in = ApScenarioDocument.class.getResourceAsStream(ASSETS + "index.txt")) {
            if (in == null) {
                throw new IllegalStateException("the list of AP scenarios is missing");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the scenario teaches, may be empty. */
    public static String note(Document<ApScenario> document) {
        return note(new JsonValue(document.source(), document.tree()));
    }

    private static String note(JsonValue top) {
        return top.optional("note", JsonValue::text, "");
    }

    /** The sweep that the document asks for under {@code sweep}; without the key loads up to the scenario's own and its seed. */
    public static Sweep sweep(Document<ApScenario> document) {
        return sweep(new JsonValue(document.source(), document.tree()), document.value());
    }

    /** A text that is equal for documents whose cells have equal results: all but {@code sweep} and {@code note} counts. */
    public static String fingerprint(Document<ApScenario> document) {
        byte[] text = document.tree()
                .deepCopy()
                .without(List.of("sweep", "note"))
                .toString()
                .getBytes(StandardCharsets.UTF_8);
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** The changes that the document asks about under {@code whatIf}. */
    public static List<WhatIf> whatIfs(Document<ApScenario> document) {
        return whatIfs(new JsonValue(document.source(), document.tree()), document.value());
    }

    private static Document<ApScenario> of(JsonValue top) {
        top.requireFormat(FORMAT);
        JsonValue kind = top.required("kind");
        if (!kind.text().equals(KIND)) {
            throw kind.error("'%s' is not '%s'".formatted(kind.text(), KIND));
        }
        List<GuestLoad> guests = top.required("guests").distinct(ApScenarioDocument::guest, GuestLoad::name);
        if (guests.isEmpty() || guests.size() > ApScenario.MAX_GUESTS) {
            throw top.required("guests").error("1 to %d guests are needed".formatted(ApScenario.MAX_GUESTS));
        }
        ApScenario scenario = new ApScenario(
                top.required("name").name(),
                machine(top.required("machine")),
                top.optional("costs", ApScenarioDocument::costs, DEFAULT_COSTS),
                guests,
                top.optional("events", events -> events.array(ApScenarioDocument::event), List.of()),
                top.optional("policies", ApScenarioDocument::policies, Policies.NAMES),
                top.optional("window", window -> window.integer(1, ApCard.MAX_DEPTH), ApCard.MAX_DEPTH),
                run(top));
        note(top);
        sweep(top, scenario);
        whatIfs(top, scenario);
        return new Document<>(top.source(), scenario, top.tree());
    }

    private static ApMachine machine(JsonValue machine) {
        SortedMap<Apqn, String> masterKeys = new TreeMap<>();
        for (Map.Entry<Apqn, String> queue : machine.optional(
                "queues",
                queues -> queues.distinct(
                        queue -> Map.entry(
                                queue.required("apqn").parsed(Apqn::parse),
                                queue.required("mkvp").name()),
                        Map.Entry::getKey),
                List.<Map.Entry<Apqn, String>>of())) {
            masterKeys.put(queue.getKey(), queue.getValue());
        }
        return new ApMachine(
                machine.required("cards").distinct(ApScenarioDocument::card, ApCard::id),
                machine.required("usageDomains").ids(),
                machine.optional("controlDomains", JsonValue::ids, Mask256.NONE),
                masterKeys);
    }

    private static ApCard card(JsonValue card) {
        return new ApCard(
                adapter(card.required("id")),
                card.required("type").parsed(CardType::parse),
                card.optional("engines", engines -> engines.integer(1, 64), 1),
                card.optional("depth", depth -> depth.integer(1, ApCard.MAX_DEPTH), 8),
                card.optional("config", JsonValue::bool, true));
    }

    private static Costs costs(JsonValue costs) {
        return new Costs(
                cost(costs, "ratingUnitNs", DEFAULT_COSTS.ratingUnit(), 1),
                cost(costs, "exitNs", DEFAULT_COSTS.exit(), 0),
                cost(costs, "interruptNs", DEFAULT_COSTS.interrupt(), 0),
                cost(costs, "pollNs", DEFAULT_COSTS.poll(), 1),
                cost(costs, "resetNs", DEFAULT_COSTS.reset(), 0));
    }

    private static long cost(JsonValue costs, String key, long defaultValue, long min) {
        return costs.optional(key, cost -> cost.integer(min, MAX_COST), defaultValue);
    }

    private static GuestLoad guest(JsonValue guest) {
        JsonValue mix = guest.required("mix");
        List<ClassShare> shares = mix.distinct(ApScenarioDocument::share, ClassShare::requestClass);
        if (shares.isEmpty()) {
            throw mix.error("at least one class is needed");
        }
        return new GuestLoad(
                guest.required("name").name(),
                access(guest),
                guest.optional("interrupts", JsonValue::bool, true),
                arrivals(guest.required("arrivals")),
                shares);
    }

    private static Access access(JsonValue owner) {
        Optional<JsonValue> passthrough = owner.optional("passthrough");
        Optional<JsonValue> virtual = owner.optional("virtual");
        if (passthrough.isPresent() == virtual.isPresent()) {
            throw owner.error("either 'passthrough' or 'virtual' is needed");
        }
        return passthrough.isPresent() ? passthrough(passthrough.get()) : virtual(virtual.orElseThrow());
    }

    private static Access passthrough(JsonValue passthrough) {
        return new Access.Passthrough(
                new ApMatrix(
                        passthrough.required("adapters").ids(),
                        passthrough.required("domains").ids(),
                        passthrough.optional("controlDomains", JsonValue::ids, Mask256.NONE)),
                passthrough.optional(
                        "interception", value -> value.oneOf(INTERCEPTIONS), Access.Interception.INTERPRETED));
    }

    private static Access virtual(JsonValue virtual) {
        return new Access.Virtual(
                new VirtualMapping(
                        ConfigurationDocument.mapping(virtual, "adapters"),
                        ConfigurationDocument.mapping(virtual, "domains")),
                virtual.optional("depth", depth -> depth.integer(1, MAX_VIRTUAL_DEPTH), ApCard.MAX_DEPTH));
    }

    private static Arrivals arrivals(JsonValue arrivals) {
        JsonValue process = arrivals.required("process");
        return switch (process.text()) {
            case "poisson" -> new Arrivals.Poisson(rate(arrivals));
            case "deterministic" -> new Arrivals.Deterministic(rate(arrivals));
            case "mmpp" -> mmpp(arrivals.required("phases"));
            case "closed" ->
                new Arrivals.ClosedLoop(
                        arrivals.required("clients").integer(1, 100_000),
                        MILLISECOND * arrivals.optional("thinkMs", think -> think.decimal(0, MAX_MILLISECONDS), 0.0));
            default ->
                throw process.error(
                        "'%s' is not one of poisson, deterministic, mmpp, closed".formatted(process.text()));
        };
    }

    private static double rate(JsonValue arrivals) {
        return arrivals.required("rate").decimal(1e-6, MAX_RATE);
    }

    private static Arrivals mmpp(JsonValue phases) {
        List<Arrivals.Phase> read = phases.array(phase -> new Arrivals.Phase(
                phase.required("rate").decimal(0, MAX_RATE),
                MILLISECOND * phase.required("meanMs").decimal(1e-3, MAX_MILLISECONDS)));
        if (read.stream().noneMatch(phase -> phase.rate() > 0)) {
            throw phases.error("at least one phase with a rate above 0 is needed");
        }
        return new Arrivals.Mmpp(read);
    }

    private static ClassShare share(JsonValue share) {
        return new ClassShare(
                share.required("class").oneOf(CLASSES),
                share.optional("share", value -> value.decimal(1e-9, MAX_RATE), 1.0),
                serviceTime(share));
    }

    private static ServiceTime serviceTime(JsonValue share) {
        Optional<JsonValue> service = share.optional("service");
        String name = service.map(JsonValue::text).orElse("constant");
        return switch (name) {
            case "constant" -> new ServiceTime.Constant();
            case "exponential" -> new ServiceTime.Exponential();
            case "erlang" -> new ServiceTime.Erlang(share.required("phases").integer(1, 1000));
            case "hyperexponential" ->
                new ServiceTime.HyperExponential(share.required("variance").decimal(1.001, 1000));
            default ->
                throw service.orElseThrow()
                        .error("'%s' is not one of constant, exponential, erlang, hyperexponential".formatted(name));
        };
    }

    private static HardwareEvent event(JsonValue event) {
        long at = milliseconds(event.required("atMs"), 0);
        JsonValue what = event.required("do");
        return switch (what.text()) {
            case "configure" -> new HardwareEvent.Configure(at, adapter(event.required("card")));
            case "deconfigure" -> new HardwareEvent.Deconfigure(at, adapter(event.required("card")));
            case "checkstop" -> new HardwareEvent.Checkstop(at, adapter(event.required("card")));
            case "recover" -> new HardwareEvent.Recover(at, adapter(event.required("card")));
            case "reset" -> new HardwareEvent.Reset(at, event.required("queue").parsed(Apqn::parse));
            default ->
                throw what.error(
                        "'%s' is not one of configure, deconfigure, checkstop, recover, reset".formatted(what.text()));
        };
    }

    private static List<String> policies(JsonValue policies) {
        List<String> names = policies.distinct(name -> name.parsed(Policies::checked), name -> name);
        if (names.isEmpty()) {
            throw policies.error("at least one policy is needed");
        }
        return names;
    }

    private static RunPlan run(JsonValue top) {
        long duration = milliseconds(top.required("durationMs"), 1e-3);
        Optional<JsonValue> warmUp = top.optional("warmupMs");
        int replications = top.optional("replications", value -> value.integer(1, 10_000), 10);
        OptionalLong warmUpNs =
                warmUp.map(value -> OptionalLong.of(milliseconds(value, 0))).orElse(OptionalLong.empty());
        if (warmUpNs.isPresent() && warmUpNs.getAsLong() >= duration) {
            throw warmUp.orElseThrow().error("the warm-up takes the whole duration");
        }
        return new RunPlan(
                duration,
                warmUpNs,
                top.optional("seed", seed -> seed.integer(0, Long.MAX_VALUE), 1L),
                replications,
                top.optional("maxReplications", value -> value.integer(replications, 10_000), replications),
                top.optional("precision", value -> value.decimal(1e-6, 1), 0.01));
    }

    private static Sweep sweep(JsonValue top, ApScenario scenario) {
        Optional<JsonValue> sweep = top.optional("sweep");
        long ownSeed = scenario.run().seed();
        return new Sweep(
                scenario,
                sweep.flatMap(value -> value.optional("factors"))
                        .map(factors -> factors.distinct(factor -> factor.decimal(1e-3, 1e3), factor -> factor))
                        .orElse(DEFAULT_FACTORS),
                scenario.policies(),
                sweep.flatMap(value -> value.optional("seeds"))
                        .map(seeds -> seeds.distinct(seed -> seed.integer(0, Long.MAX_VALUE), seed -> seed))
                        .orElse(List.of(ownSeed)));
    }

    private static List<WhatIf> whatIfs(JsonValue top, ApScenario scenario) {
        return top.optional("whatIf", changes -> changes.array(change -> whatIf(change, scenario)), List.of());
    }

    private static WhatIf whatIf(JsonValue change, ApScenario scenario) {
        JsonValue what = change.required("do");
        return switch (what.text()) {
            case "lose-card" -> new WhatIf.LoseCard(cardOf(scenario, change.required("card")));
            case "add-domain" ->
                new WhatIf.AddDomain(
                        new DomainId(change.required("domain").integer(0, 255)),
                        guestOf(scenario, change.required("guest")));
            case "move-guest" -> new WhatIf.MoveGuest(guestOf(scenario, change.required("guest")), access(change));
            default -> throw what.error("'%s' is not one of lose-card, add-domain, move-guest".formatted(what.text()));
        };
    }

    private static AdapterId cardOf(ApScenario scenario, JsonValue card) {
        AdapterId id = adapter(card);
        if (scenario.machine().card(id).isEmpty()) {
            throw card.error("the machine has no card " + id);
        }
        return id;
    }

    private static String guestOf(ApScenario scenario, JsonValue guest) {
        String name = guest.name();
        if (scenario.guests().stream().noneMatch(load -> load.name().equals(name))) {
            throw guest.error("there is no guest '%s'".formatted(name));
        }
        return name;
    }

    private static AdapterId adapter(JsonValue id) {
        return new AdapterId(id.integer(0, 255));
    }

    private static long milliseconds(JsonValue value, double min) {
        return Math.round(MILLISECOND * value.decimal(min, MAX_MILLISECONDS));
    }

    private static <T> Map<String, T> named(T[] values, Function<T, String> name) {
        Map<String, T> map = new LinkedHashMap<>();
        Arrays.stream(values).forEach(value -> map.put(name.apply(value), value));
        return map;
    }
}
