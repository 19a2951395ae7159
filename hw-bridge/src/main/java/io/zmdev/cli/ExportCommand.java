package io.zmdev.cli;

import io.zmdev.exchange.ExportFormat;
import io.zmdev.io.ConfigurationDocument;
import io.zmdev.io.Document;
import io.zmdev.model.Configuration;
import io.zmdev.model.ErrorCode;
import io.zmdev.model.ZmdevException;
import io.zmdev.service.Export;
import io.zmdev.service.ExportFolder;
import io.zmdev.service.ExportFolder.ForeignFiles;
import io.zmdev.service.RefusedConfigurationException;
import io.zmdev.service.Session;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A configuration as the files of another tool. */
@Command(
        name = "export",
        header = "Write a configuration as the files of another tool.",
        description = {
            "Writes a configuration as the files of another tool and prints their paths: mdevctl, libvirt, chzdev, shell,",
            "ansible, qemu, csv, runbook. Files in the folder that are not from an export are never replaced unasked.",
            "Virtual matrix devices, which no kernel has, go into a file of proposals."
        },
        footer = {
            "",
            "Examples:",
            "  zmdev export production.json --to mdevctl -o out        # out/etc/mdevctl.d/PARENT/UUID",
            "  zmdev export production.json --to shell --host local: -o out && sh out/zmdev.sh --check",
            "  zmdev export production.json --to ansible --target lpar41 --target lpar42 -o out"
        })
final class ExportCommand extends Verb {

    private static final Pattern TARGET = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:-]{0,252}");

    @Parameters(paramLabel = "CONFIG", description = "A desired configuration (zmdev.config/1).")
    @SuppressWarnings("NullAway.Init") // required
    private Path file;

    @Option(
            names = "--to",
            required = true,
            paramLabel = "FORMAT",
            description = "mdevctl, libvirt, chzdev, shell, ansible, qemu, csv or runbook.")
    @SuppressWarnings("NullAway.Init") // required
    private String format;

    @Option(
            names = {"-o", "--output"},
            required = true,
            paramLabel = "DIR",
            description = "The folder for the files.")
    @SuppressWarnings("NullAway.Init") // required
    private Path folder;

    @Mixin
    private final OptionalHostOptions host = new OptionalHostOptions();

    @Option(
            names = "--target",
            paramLabel = "HOST",
            description = "A host of the fleet, for the inventory; repeatable.")
    private List<String> targets = new ArrayList<>();

    @Option(names = "--force", description = "Replace files that are not from the last export.")
    private boolean force;

    @Override
    protected int run() {
        ExportFormat to = ExportFormat.ofId(format)
                .orElseThrow(() -> usage("'%s' is not one of %s".formatted(format, formats())));
        targets.stream()
                .filter(target -> !TARGET.matcher(target).matches())
                .findFirst()
                .ifPresent(target -> {
                    throw usage("'" + target + "' is no host name");
                });
        Document<Configuration> document = ConfigurationDocument.read(file);
        try (Session session = host.open(this::say)) {
            var files = Export.files(to, document, Optional.ofNullable(session), targets);
            ForeignFiles foreign = force ? ForeignFiles.REPLACE : ForeignFiles.REFUSE;
            ExportFolder.write(folder, files, foreign).forEach(path -> print(path + "\n"));
            return 0;
        } catch (RefusedConfigurationException e) {
            say(FindingsText.of(file.toString(), e.findings()).stripTrailing());
            throw e;
        }
    }

    private static String formats() {
        return Arrays.stream(ExportFormat.values()).map(ExportFormat::id).collect(Collectors.joining(", "));
    }

    private static ZmdevException usage(String message) {
        return new ZmdevException(ErrorCode.USAGE, message);
    }
}
