package io.zmdev.cli;

import java.io.Writer;
import java.util.List;

/**
 * The run that a cache of classes is made of: what is typed most, one after the other. Nothing is
 * printed.
 */
public final class Training {

    private static final List<List<String>> COMMANDS = List.of(
            List.of("--version"),
            List.of("--help"),
            List.of("host", "show", "--host", "sim:few"),
            List.of("mask", "0x41"),
            List.of("sim", "io", "sense-id"));

    private Training() {}

    public static void main(String[] args) {
        for (List<String> command : COMMANDS) {
            Main.run(Writer.nullWriter(), Writer.nullWriter(), command.toArray(String[]::new));
        }
        System.exit(0); // as every run ends: that loads classes too
    }
}
