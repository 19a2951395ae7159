package io.zmdev.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** What runs here: the program's version and commit, which the build writes beside this class, and what it runs on. */
final class Version implements IVersionProvider {

    private static final String RESOURCE = "version.properties";

    @Override
    public String[] getVersion() {
        return new String[] {
            program(),
            "Java %s (%s)".formatted(System.getProperty("java.version"), System.getProperty("java.vendor")),
            "%s %s %s"
                    .formatted(
                            System.getProperty("os.name"),
                            System.getProperty("os.version"),
                            System.getProperty("os.arch"))
        };
    }

    /** Name and version, with the commit where the build knew one. */
    static String program() {
        Properties built = new Properties();
        try (InputStream in = Objects.requireNonNull(Version.class.getResourceAsStream(RESOURCE), RESOURCE)) {
            built.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException("a resource of the program can't be read: " + RESOURCE, e);
        }
        String commit = built.getProperty("commit");
        String version = "zmdev " + built.getProperty("version");
        return commit.isEmpty() ? version : "%s (%s)".formatted(version, commit);
    }
}
