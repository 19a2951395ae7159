package io.zmdev.cli;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/**
 * What each verb can be followed by, as completion scripts. All three find the verb that is typed in the same way: they go
 * through the words and take each that leads to a deeper verb.
 */
record Completion(List<Level> levels) {

    /**
     * One verb.
     *
     * @param path the words that lead to it, from the program's name on
     */
    private record Level(String path, List<Word> verbs, List<Word> options) {}

    /** Something that can be typed, with what it means in a few words. */
    private record Word(String text, String meaning) {}

    static Completion of(CommandSpec program) {
        return new Completion(CommandTree.of(program).map(Completion::level).toList());
    }

    private static Level level(CommandSpec verb) {
        return new Level(
                verb.qualifiedName(),
                verb.subcommands().entrySet().stream()
                        .map(entry -> new Word(entry.getKey(), header(entry.getValue())))
                        .toList(),
                verb.options().stream()
                        .map(option -> new Word(option.longestName(), String.join(" ", option.description())))
                        .toList());
    }

    private static String header(CommandLine verb) {
        return String.join(" ", verb.getCommandSpec().usageMessage().header());
    }

    String bash() {
        return """
                # zmdev in bash
                _zmdev() {
                    local verb=zmdev word words=
                    for word in "${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
                        case "$verb $word" in
                            %s) verb="$verb $word" ;;
                        esac
                    done
                    case "$verb" in
                %s    esac
                    mapfile -t COMPREPLY < <(compgen -W "$words" -- "${COMP_WORDS[COMP_CWORD]}")
                }
                complete -o default -F _zmdev zmdev
                """.formatted(
                        paths("|"),
                        lines(level -> "        '%s') words='%s' ;;\n"
                                .formatted(
                                        level.path(),
                                        Stream.concat(level.verbs().stream(), level.options().stream())
                                                .map(Word::text)
                                                .collect(Collectors.joining(" ")))));
    }

    String zsh() {
        return """
                #compdef zmdev
                # zmdev in zsh
                local verb=zmdev word
                local -a verbs options
                for word in "${(@)words[2,CURRENT-1]}"; do
                    case "$verb $word" in
                        %s) verb="$verb $word" ;;
                    esac
                done
                case "$verb" in
                %sesac
                (( $#verbs )) && _describe verb verbs
                _describe -o option options
                _files
                """.formatted(paths("|"), lines(level ->
                """
                            '%s')
                                verbs=(%s)
                                options=(%s) ;;
                        """.formatted(level.path(), described(level.verbs()), described(level.options()))));
    }

    private static String described(List<Word> words) {
        return words.stream()
                .map(word -> quoted(word.text() + ":" + word.meaning()))
                .collect(Collectors.joining(" "));
    }

    String fish() {
        return """
                # zmdev in fish
                function __zmdev_verb
                    set -l verb zmdev
                    for word in (commandline -opc)[2..-1]
                        switch "$verb $word"
                            case %s
                                set verb "$verb $word"
                        end
                    end
                    test "$verb" = "$argv"
                end
                %s""".formatted(
                paths(" "),
                lines(level -> Stream.concat(
                                level.verbs().stream().map(word -> "-f -a " + word.text() + description(word)),
                                level.options().stream()
                                        .map(word -> (word.text().startsWith("--") ? "-l " : "-s ")
                                                + word.text().replaceFirst("^--?", "")
                                                + description(word)))
                        .map(what -> "complete -c zmdev -n '__zmdev_verb %s' %s\n".formatted(level.path(), what))
                        .collect(Collectors.joining())));
    }

    private static String description(Word word) {
        return " -d " + quoted(word.meaning());
    }

    /** Every path below the program's name. */
    private String paths(String separator) {
        return levels.stream().skip(1).map(level -> "'" + level.path() + "'").collect(Collectors.joining(separator));
    }

    private String lines(Function<Level, String> line) {
        return levels.stream().map(line).collect(Collectors.joining());
    }

    /** For all three shells: they differ in what a backslash or a quote means inside quotes, so there is none. */
    private static String quoted(String text) {
        return "'" + text.replace("'", "’").replace("\\", "/") + "'";
    }
}
