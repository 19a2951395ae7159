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
import io.zmdev.model.Guest;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Imports: a configuration out of the files of another tool, or out of a machine. */
public final class Import {

    private static final long LARGEST_FILE = 64L << 20;
    private static final int MOST_FILES = 20_000;
    private static final int DEEPEST_FOLDER = 8;

    /** Characters of a name of another tool in a message. */
    private static final int LONGEST_NAME = 80;

    private static final Set<String> TYPES = Set.of(MdevDefinition.PASSTHROUGH, MdevDefinition.CCW);

    private Import() {}

    /**
     * Definitions of mdevctl. Devices of other types, graphics cards for instance, are left out.
     *
     * @param path a tree such as {@code /etc/mdevctl.d}, an export, or a file with what {@code mdevctl list --dumpjson} printed
     * @throws ZmdevException FILE_UNUSABLE
     */
    public static Imported mdevctl(Path path) {
        FoundDevices found = new FoundDevices();
        if (Files.isDirectory(path)) {
            for (Path file : files(path)) {
                uuid(file)
                        .ifPresent(uuid -> found.add(
                                file, MdevctlDocument.parse(file.toString(), bytes(file), folderOf(file), uuid)));
            }
        } else {
            MdevctlDocument.parseDump(path.toString(), bytes(path)).forEach(definition -> found.add(path, definition));
        }
        if (found.devices.isEmpty()) {
            throw unusable(
                    path, "no definition of mdevctl is in it; name a tree such as /etc/mdevctl.d" + found.rest());
        }
        Document<Configuration> exported = exported(path);
        return found.with(path, exported, Imports.mdevctl(exported.value(), found.devices));
    }

    /**
     * XML of libvirt: node devices and domains. Mediated devices of other types are left out, and so are other documents.
     *
     * @param path a document, or a folder with documents {@code *.xml}
     * @throws ZmdevException FILE_UNUSABLE
     */
    public static Imported libvirt(Path path) {
        FoundDevices found = new FoundDevices();
        Map<String, LibvirtObject.Domain> domains = new LinkedHashMap<>();
        List<Path> files = Files.isDirectory(path)
                ? files(path).stream()
                        .filter(file -> file.toString().endsWith(".xml"))
                        .toList()
                : List.of(path);
        for (Path file : files) {
            switch (LibvirtReader.read(file.toString(), text(file))) {
                case LibvirtObject.NodeDevice(MdevDefinition definition) -> found.add(file, definition);
                case LibvirtObject.ForeignDevice foreign ->
                    found.leaveOut(file, foreign.uuid(), foreign.type(), foreign.parent());
                case LibvirtObject.Domain domain
                when !ConfigurationDocument.takesName(domain.name()) ->
                    found.leftOut.add(leftOut(file.toString(), domain.name()));
                case LibvirtObject.Domain domain -> {
                    LibvirtObject.Domain before = domains.putIfAbsent(domain.name(), domain);
                    if (before == null) {
                        found.leaveOutOf(file, domain);
                    } else if (!before.equals(domain)) {
                        throw unusable(
                                file,
                                "the domain '%s' has other devices in another file"
                                        .formatted(shortened(domain.name())));
                    }
                }
                case LibvirtObject.Other other -> {}
            }
        }
        if (found.devices.isEmpty() && domains.isEmpty()) {
            throw unusable(path, "neither a mediated device nor a domain is in it" + found.rest());
        }
        Document<Configuration> exported = exported(path);
        return found.with(
                path, exported, Imports.libvirt(exported.value(), found.devices, List.copyOf(domains.values())));
    }

    /**
     * The planning table.
     *
     * @param path the table, or the folder of an export
     * @throws ZmdevException FILE_UNUSABLE
     */
    public static Imported csv(Path path) {
        Path file = Files.isDirectory(path) ? path.resolve("planning.csv") : path;
        Configuration read = PlanningTableReader.read(file.toString(), text(file));
        return Imported.of(file.toString(), ConfigurationDocument.create(read), read, List.of());
    }

    /**
     * What a machine has. A guest whose name a configuration does not take is left out.
     *
     * @throws ZmdevException HOST_UNREADABLE when it does not tell
     */
    public static Imported machine(Machine machine, Set<MdevUuid> autostarting) {
        try {
            Configuration found = Imports.machine(machine, autostarting);
            List<Guest> guests = found.guests().stream()
                    .filter(guest -> ConfigurationDocument.takesName(guest.name()))
                    .toList();
            Configuration taken = new Configuration(found.name(), found.masks(), found.mediatedDevices(), guests);
            return Imported.of(
                    machine.name(),
                    ConfigurationDocument.create(taken),
                    taken,
                    found.guests().stream()
                            .map(Guest::name)
                            .filter(name -> !ConfigurationDocument.takesName(name))
                            .map(name -> leftOut(machine.name(), name))
                            .toList());
        } catch (IllegalArgumentException e) {
            throw new ZmdevException(ErrorCode.HOST_UNREADABLE, machine.name() + ": " + e.getMessage(), e);
        }
    }

    private static String leftOut(String source, String guest) {
        return "%s: the guest '%s' is left out: a configuration takes names of 1 to 200 printable characters"
                .formatted(source, shortened(guest.replaceAll("\\p{Cntrl}", "_")));
    }

    private static String shortened(String text) {
        return text.length() <= LONGEST_NAME ? text : text.substring(0, LONGEST_NAME) + "…";
    }

    /** What the files held so far. */
    private static final class FoundDevices {

        private final List<DesiredDevice> devices = new ArrayList<>();
        private final Set<MdevUuid> seen = new HashSet<>();
        private final List<String> leftOut = new ArrayList<>();

        void add(Path file, MdevDefinition definition) {
            if (!TYPES.contains(definition.type())) {
                leaveOut(file, definition.uuid().text(), definition.type(), definition.parent());
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

        void leaveOut(Path file, String uuid, String type, String parent) {
            leftOut.add("%s: %s of type '%s' at parent '%s' is left out: zmdev manages devices of vfio_ap and vfio_ccw"
                    .formatted(file, shortened(uuid), shortened(type), shortened(parent)));
        }

        /** A device that a domain has twice is taken once: libvirt starts no such domain. */
        void leaveOutOf(Path file, LibvirtObject.Domain domain) {
            domain.foreign()
                    .forEach(hostdev -> leftOut.add(
                            "%s: %s of model '%s' is left out of the guest '%s': zmdev manages devices of vfio_ap and vfio_ccw"
                                    .formatted(
                                            file,
                                            hostdev.uuid(),
                                            shortened(hostdev.model()),
                                            shortened(domain.name()))));
            List<MdevUuid> once = new ArrayList<>(domain.devices());
            domain.hostdevs().stream()
                    .map(LibvirtObject.Hostdev::uuid)
                    .filter(uuid -> !once.remove(uuid))
                    .distinct()
                    .forEach(uuid -> leftOut.add(
                            "%s: %s stands more than once in the guest '%s' and is taken once, where it stands first: libvirt starts no such domain"
                                    .formatted(file, uuid, shortened(domain.name()))));
        }

        /** What was left out, behind the message that nothing else was there. */
        String rest() {
            return leftOut.stream().map(sentence -> "\n  " + sentence).collect(Collectors.joining());
        }

        Imported with(Path path, Document<Configuration> exported, Configuration configuration) {
            return Imported.of(path.toString(), exported, configuration, leftOut);
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
