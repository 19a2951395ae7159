package io.zmdev.io;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.zmdev.model.Project;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Reads and writes a project, {@code zmdev.project/1} (docs/formats.md); its configuration is a document of its own inside. */
public final class ProjectDocument {

    public static final String FORMAT = "zmdev.project/1";

    private static final String COPY_OF = "copyOf";

    private ProjectDocument() {}

    public static Document<Project> read(Path file) {
        return of(JsonInput.read(file));
    }

    /** A document for a project that comes from nowhere. */
    public static Document<Project> create(Project project) {
        return new Document<>(project.name(), project, tree(project, JsonNodeFactory.instance.objectNode()));
    }

    /**
     * Writes a project that came from {@code base}; the file is replaced as a whole and unknown keys stay.
     *
     * @return the document that the file holds now
     * @throws io.zmdev.model.ZmdevException OUTPUT_UNWRITABLE
     */
    public static Document<Project> write(Path file, Document<Project> base, Project project) {
        ObjectNode tree = tree(project, base.tree());
        JsonOutput.write(file, tree);
        return new Document<>(file.toString(), project, tree);
    }

    /**
     * A copy of a project that is not saved: a project as any other, whose key {@code copyOf} names the file that it is of.
     *
     * @param original empty for a project that has no file yet
     */
    public static String copy(Document<Project> base, Project project, Optional<Path> original) {
        ObjectNode tree = tree(project, base.tree());
        original.ifPresent(file -> tree.put(COPY_OF, file.toAbsolutePath().toString()));
        return JsonOutput.text(tree);
    }

    /**
     * A copy that was read.
     *
     * @param document of the project itself
     * @param original empty for a project that had no file
     */
    public record Copy(Document<Project> document, Optional<Path> original) {}

    public static Copy readCopy(Path file) {
        JsonValue top = JsonInput.read(file);
        Document<Project> read = of(top);
        Optional<Path> original = top.optional(COPY_OF).map(path -> path.parsed(Path::of));
        ObjectNode tree = read.tree().deepCopy();
        tree.remove(COPY_OF);
        return new Copy(new Document<>(read.source(), read.value(), tree), original);
    }

    private static Document<Project> of(JsonValue top) {
        top.requireFormat(FORMAT);
        Project project = new Project(
                top.required("name").name(),
                top.required("machine").name(),
                ConfigurationDocument.of(top.required("configuration")).value(),
                top.optional("scenarios", scenarios -> scenarios.distinct(JsonValue::name, name -> name), List.of()));
        return new Document<>(top.source(), project, top.tree());
    }

    private static ObjectNode tree(Project project, ObjectNode base) {
        ObjectNode top = base.deepCopy();
        top.put("format", FORMAT);
        top.put("name", project.name());
        top.put("machine", project.machine());
        ObjectNode configuration =
                top.get("configuration") instanceof ObjectNode known ? known : JsonNodeFactory.instance.objectNode();
        top.set("configuration", ConfigurationDocument.tree(project.configuration(), configuration));
        ArrayNode scenarios = JsonNodeFactory.instance.arrayNode();
        project.scenarios().forEach(scenarios::add);
        top.set("scenarios", scenarios);
        return top;
    }
}
