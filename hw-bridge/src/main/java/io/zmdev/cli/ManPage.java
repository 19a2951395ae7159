package io.zmdev.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * The help of one verb as a page of section 1.
 *
 * @param name such as {@code zmdev-host-show}
 * @param roff its text in the macros of man(7)
 */
record ManPage(String name, String roff) {

    static ManPage of(CommandSpec verb) {
        String name = pageName(verb);
        StringBuilder text = new StringBuilder(
                ".TH %s 1 \"\" \"%s\" zmdev\n".formatted(name.toUpperCase(Locale.ROOT), Version.program()));
        section(text, "NAME", name + " \\- " + roff(join(verb.usageMessage().header())));
        section(text, "SYNOPSIS", roff(synopsis(verb)));
        if (verb.usageMessage().description().length > 0) {
            section(text, "DESCRIPTION", roff(join(verb.usageMessage().description())));
        }
        List<String> entries = new ArrayList<>();
        for (PositionalParamSpec parameter : verb.positionalParameters()) {
            entries.add(entry(parameter.paramLabel(), parameter.description()));
        }
        for (OptionSpec option : verb.options()) {
            String names = String.join(", ", option.names());
            entries.add(
                    entry(option.arity().max() == 0 ? names : names + "=" + option.paramLabel(), option.description()));
        }
        section(text, "OPTIONS", String.join("\n", entries));
        if (!verb.subcommands().isEmpty()) {
            section(
                    text,
                    "VERBS",
                    String.join(
                            "\n",
                            verb.subcommands().entrySet().stream()
                                    .map(below -> entry(
                                            below.getKey(),
                                            below.getValue()
                                                    .getCommandSpec()
                                                    .usageMessage()
                                                    .header()))
                                    .toList()));
        }
        footer(text, verb.usageMessage().footer());
        return new ManPage(name, text.toString());
    }

    private static String pageName(CommandSpec verb) {
        return verb.qualifiedName("-");
    }

    private static String synopsis(CommandSpec verb) {
        Help help = new Help(verb, Help.defaultColorScheme(Ansi.OFF));
        return help.synopsis(0).replaceAll("\\s+", " ").strip();
    }

    /** The lines of a help's end as they stand: first what it has to say, then the examples. */
    private static void footer(StringBuilder text, String[] lines) {
        int examples = 0;
        while (examples < lines.length && !lines[examples].matches("Examples?:")) {
            examples++;
        }
        verbatim(text, "NOTES", Arrays.asList(lines).subList(0, examples));
        if (examples < lines.length) {
            verbatim(text, "EXAMPLES", Arrays.asList(lines).subList(examples + 1, lines.length));
        }
    }

    private static void verbatim(StringBuilder text, String title, List<String> lines) {
        List<String> kept = lines.stream()
                .filter(line -> !line.isBlank())
                .map(line -> roff(line.stripIndent()))
                .toList();
        if (!kept.isEmpty()) {
            section(text, title, ".nf\n" + String.join("\n", kept) + "\n.fi");
        }
    }

    private static void section(StringBuilder text, String title, String body) {
        text.append(".SH ").append(title).append('\n').append(body).append('\n');
    }

    private static String entry(String term, String[] description) {
        return ".TP\n.B " + roff(term) + "\n" + roff(join(description));
    }

    private static String join(String[] lines) {
        return String.join(" ", lines).replace("%n", " ").strip();
    }

    /** Nothing in a text is a macro: no backslash, no dash that becomes a hyphen, no point or quote at the begin of a line. */
    private static String roff(String text) {
        String escaped = text.replace("\\", "\\e").replace("-", "\\-");
        return escaped.startsWith(".") || escaped.startsWith("'") ? "\\&" + escaped : escaped;
    }
}
