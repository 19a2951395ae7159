package io.zmdev.service;

import io.zmdev.exchange.Imports;
import io.zmdev.exchange.LibvirtObject;
import io.zmdev.exchange.LibvirtReader;
import io.zmdev.exchange.MdevDefinitions;
import io.zmdev.exchange.PlanningTableReader;
import io.zmdev.io.ConfigurationDocument;
import io.zmdev.io.Document;
import io.zmdev.io.MdevctlDocument;
import io.zmdev.model.Configuration;
import io.zmdev.model.ErrorCode;
import io.zmdev.model.Machine;
import io.zmdev.model.ZmdevException;
import io.zmdev.model.mdev.DesiredDevice;
import io.zmdev.model.mdev.MdevDefinition;
import io.zmdev.model.mdev.MdevUuid;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Imports: a configuration out of the files of another tool, or out of a machine. */
public final class Import {

    private static final long LARGEST_FILE = 64L << 20;
    private static final int MOST_FILES = 20_000;
    private static final int DEEPEST_FOLDER = 8;

    private static final Set<String> TYPES = Set.of(MdevDefinition.PASSTHROUGH, MdevDefinition.CCW);

    private Import() {}

    /**
     * Definitions of mdevctl.
     *
     * @param path a tree such as {@code /etc/mdevctl.d}, an export, or a file with what {@code mdevctl list --dumpjson} printed
     * @throws ZmdevException FILE_UNUSABLE
     */
    public static Document<Configuration> mdevctl(Path path) {
        List<DesiredDevice> devices = new ArrayList<>();
        Set<MdevUuid> seen = new HashSet<>();
        if (Files.isDirectory(path)) {
            for (Path file : files(path)) {
                uuid(file)
                        .ifPresent(uuid -> add(
                                file,
                                MdevctlDocument.parse(file.toString(), bytes(file), folderOf(file), uuid),
                                devices,
                                seen));
            }
        } else {
            MdevctlDocument.parseDump(path.toString(), bytes(path))
                    .forEach(definition -> add(path, definition, devices, seen));
        }
        if (devices.isEmpty()) {
            throw unusable(path, "no definition of mdevctl is in it; name a tree such as /etc/mdevctl.d");
        }
        Document<Configuration> exported = exported(path);
        return with(exported, Imports.mdevctl(exported.value(), devices));
    }

    /**
     * XML of libvirt: node devices and domains; other documents are left out.
     *
     * @param path a document, or a folder with documents {@code *.xml}
     * @throws ZmdevException FILE_UNUSABLE
     */
    public static Document<Configuration> libvirt(Path path) {
        List<DesiredDevice> devices = new ArrayList<>();
        Set<MdevUuid> seen = new HashSet<>();
        List<LibvirtObject.Domain> domains = new ArrayList<>();
        List<Path> files = Files.isDirectory(path)
                ? files(path).stream()
                        .filter(file -> file.toString().endsWith(".xml"))
                        .toList()
                : List.of(path);
        for (Path file : files) {
            switch (LibvirtReader.read(file.toString(), text(file))) {
                case LibvirtObject.NodeDevice(MdevDefinition definition) -> add(file, definition, devices, seen);
                case LibvirtObject.Domain domain -> domains.add(domain);
                case LibvirtObject.Other other -> {}
            }
        }
        if (devices.isEmpty() && domains.isEmpty()) {
            throw unusable(path, "neither a mediated device nor a domain is in it");
        }
        Document<Configuration> exported = exported(path);
        return with(exported, Imports.libvirt(exported.value(), devices, domains));
    }

    /**
     * The planning table.
     *
     * @param path the table, or the folder of an export
     * @throws ZmdevException FILE_UNUSABLE
     */
    public static Document<Configuration> csv(Path path) {
        Path file = Files.isDirectory(path) ? path.resolve("planning.csv") : path;
        return ConfigurationDocument.create(PlanningTableReader.read(file.toString(), text(file)));
    }

    /**
     * What a machine has.
     *
     * @throws ZmdevException HOST_UNREADABLE when it does not tell
     */
    public static Document<Configuration> machine(Machine machine, Set<MdevUuid> autostarting) {
        try {
            return ConfigurationDocument.create(Imports.machine(machine, autostarting));
        } catch (IllegalArgumentException e) {
            throw new ZmdevException(ErrorCode.HOST_UNREADABLE, machine.name() + ": " + e.getMessage(), e);
        }
    }

    private static Document<Configuration> with(Document<Configuration> exported, Configuration configuration) {
        return new Document<>(exported.source(), configuration, exported.tree());
    }

    /** Devices of other types, graphics cards for instance, are left out. */
    private static void add(Path file, MdevDefinition definition, List<DesiredDevice> devices, Set<MdevUuid> seen) {
        if (!TYPES.contains(definition.type())) {
            return;
        }
        if (!seen.add(definition.uuid())) {
            throw unusable(file, "%s is defined twice".formatted(definition.uuid()));
        }
        try {
            devices.add(MdevDefinitions.device(definition));
        } catch (IllegalArgumentException e) {
            throw unusable(file, "%s: %s".formatted(definition.uuid(), e.getMessage()));
        }
    }

    /** The configuration that lies beside the files of an export; an empty one where the files come from elsewhere. */
    private static Document<Configuration> exported(Path path) {
        Path file = path.resolve(Export.CONFIGURATION);
        return Files.isRegularFile(file)
                ? ConfigurationDocument.read(file)
                : ConfigurationDocument.create(Configuration.empty("imported"));
    }

    /** The name of the folder that a file lies in. */
    private static String folderOf(Path file) {
        Path path = file.toAbsolutePath();
        return path.getName(path.getNameCount() - 2).toString();
    }

    private static Optional<MdevUuid> uuid(Path file) {
        try {
            return Optional.of(new MdevUuid(String.valueOf(file.getFileName())));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static List<Path> files(Path folder) {
        try (Stream<Path> found = Files.walk(folder, DEEPEST_FOLDER)) {
            List<Path> files = found.filter(Files::isRegularFile)
                    .sorted()
                    .limit(MOST_FILES + 1L)
                    .toList();
            if (files.size() > MOST_FILES) {
                throw unusable(folder, "there are more than %d files in it".formatted(MOST_FILES));
            }
            return files;
        } catch (IOException | UncheckedIOException e) {
            throw unusable(folder, "it can't be read: " + e.getMessage());
        }
    }

    private static String text(Path file) {
        try {
            requireReadable(file);
            return Files.readString(file);
        } catch (CharacterCodingException e) {
            throw unusable(file, "it is not UTF-8");
        } catch (IOException e) {
            throw unusable(file, "it can't be read: " + e.getMessage());
        }
    }

    private static byte[] bytes(Path file) {
        try {
            requireReadable(file);
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw unusable(file, "it can't be read: " + e.getMessage());
        }
    }

    private static void requireReadable(Path file) throws IOException {
        if (!Files.exists(file)) {
            throw unusable(file, "there is no such file");
        }
        if (!Files.isRegularFile(file)) {
            throw unusable(file, "this is no file");
        }
        if (Files.size(file) > LARGEST_FILE) {
            throw unusable(file, "it has %d bytes, at most %d are read".formatted(Files.size(file), LARGEST_FILE));
        }
    }

    private static ZmdevException unusable(Path path, String message) {
        return new ZmdevException(ErrorCode.FILE_UNUSABLE, path + ": " + message);
    }
}
