package io.zmdev.io;

import static io.zmdev.io.DocumentFiles.bytes;
import static io.zmdev.io.DocumentFiles.text;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.zmdev.model.ZmdevException;
import io.zmdev.sim.flow.Simulation;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The schemas that others check their files with and the readers of this program agree. */
class SchemaTest {

    static final List<JsonNode> VALUES = List.of(
            JsonNodeFactory.instance.nullNode(),
            JsonNodeFactory.instance.booleanNode(true),
            JsonNodeFactory.instance.numberNode(7),
            JsonNodeFactory.instance.numberNode(300),
            JsonNodeFactory.instance.numberNode(-1),
            JsonNodeFactory.instance.numberNode(1.5),
            JsonNodeFactory.instance.textNode(""),
            JsonNodeFactory.instance.textNode("nonsense"),
            JsonNodeFactory.instance.textNode("0x47"),
            JsonNodeFactory.instance.arrayNode(),
            JsonNodeFactory.instance.objectNode());

    static Schema schema(String name) throws IOException {
        SchemaRegistry registry = SchemaRegistry.withDefaultDialect(
                SpecificationVersion.DRAFT_2020_12,
                builder -> builder.schemas(id -> {
                    try (InputStream in = SchemaTest.class.getResourceAsStream("/io/zmdev/assets/schemas/"
                            + id.substring("urn:zmdev:schema:".length()) + ".schema.json")) {
                        return in == null
                                ? null
                                : new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
                    } catch (IOException e) {
                        throw new java.io.UncheckedIOException(e);
                    }
                }));
        return registry.getSchema(SchemaLocation.of("urn:zmdev:schema:" + name));
    }

    private static Consumer<byte[]> reader(String name) {
        return switch (name) {
            case "config" -> json -> ConfigurationDocument.parse(name, json);
            case "host" -> json -> HostDocument.parse(name, json);
            case "plan" -> json -> PlanDocument.parse(name, json);
            case "channel-scenario" -> json -> ScenarioDocument.parse(name, json);
            case "ap-scenario" -> json -> ApScenarioDocument.parse(name, json);
            case "lesson" -> json -> LessonDocument.parse(name, json);
            case "mmio-scenario" -> json -> MmioScenarioDocument.parse(name, json);
            default -> throw new IllegalArgumentException(name);
        };
    }

    /** Every place in a document where a value can be put in the place of another. */
    static List<Consumer<JsonNode>> places(JsonNode node) {
        List<Consumer<JsonNode>> places = new ArrayList<>();
        if (node instanceof ObjectNode object) {
            object.properties().forEach(member -> {
                places.add(value -> object.set(member.getKey(), value));
                places.addAll(places(member.getValue()));
            });
        } else if (node instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                int index = i;
                places.add(value -> array.set(index, value));
                places.addAll(places(array.get(i)));
            }
        }
        return places;
    }

    @ParameterizedTest
    @ValueSource(strings = {"config", "host", "plan", "ap-scenario", "channel-scenario", "mmio-scenario", "lesson"})
    void theExampleIsValid(String name) throws IOException {
        assertThat(schema(name)
                        .validate(JsonInput.parse(name, bytes(text("full." + name + ".json")))
                                .node()))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"config", "host", "plan", "ap-scenario", "channel-scenario", "mmio-scenario", "lesson"})
    void whatTheSchemaRefusesTheReaderRefusesToo(String name) throws IOException {
        Schema schema = schema(name);
        JsonNode example =
                JsonInput.parse(name, bytes(text("full." + name + ".json"))).node();
        int refused = 0;
        for (int place = 0; place < places(example).size(); place++) {
            for (JsonNode value : VALUES) {
                JsonNode changed = example.deepCopy();
                places(changed).get(place).accept(value);
                if (!schema.validate(changed).isEmpty()) {
                    refused++;
                    byte[] json = bytes(changed.toString());
                    assertThat(org.assertj.core.api.Assertions.catchThrowable(
                                    () -> reader(name).accept(json)))
                            .as(() -> changed.toString())
                            .isInstanceOf(ZmdevException.class);
                }
            }
        }
        assertThat(refused).isGreaterThan(200);
    }

    static List<String> library() {
        return ScenarioDocument.builtInNames();
    }

    @ParameterizedTest
    @MethodSource("library")
    void everyScenarioOfTheLibraryAndItsResultAreValid(String name) throws IOException {
        String file = "/io/zmdev/assets/scenarios/" + name + ".json";
        try (InputStream in = Objects.requireNonNull(SchemaTest.class.getResourceAsStream(file))) {
            byte[] json = in.readAllBytes();
            String result = ResultDocument.text(Simulation.run(ScenarioDocument.parse(name, json)));

            assertThat(schema("channel-scenario")
                            .validate(JsonInput.parse(name, json).node()))
                    .isEmpty();
            assertThat(schema("channel-result")
                            .validate(JsonInput.parse(name, bytes(result)).node()))
                    .isEmpty();
        }
    }
}
