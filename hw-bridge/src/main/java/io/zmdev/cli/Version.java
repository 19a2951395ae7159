package io.zmdev.cli;

import java.util.List;

/** What runs here: the program's version and commit, which the build writes into the jar's manifest, and what it runs on. */
final class Version {

    private Version() {}

    /** The program, its Java and its system, a line each. */
    static List<String> lines() {
        return List.of(
                program(),
                "Java " + System.getProperty("java.version") + " (" + System.getProperty("java.vendor") + ")",
                String.join(
                        " ",
                        System.getProperty("os.name"),
                        System.getProperty("os.version"),
                        System.getProperty("os.arch")));
    }

    /** Name and version, with the commit where the build knew one; without a jar there is no version. */
    static String program() {
        String version = Version.class.getPackage().getImplementationVersion();
        return version == null ? "zmdev, not packed" : "zmdev " + version;
    }
}
