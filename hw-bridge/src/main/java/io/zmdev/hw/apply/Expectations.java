package io.zmdev.hw.apply;

import io.zmdev.hw.host.HostAccess;
import io.zmdev.hw.host.Look;
import io.zmdev.model.Errno;
import io.zmdev.model.host.Answer;
import io.zmdev.plan.Difference;
import io.zmdev.plan.Expectation;
import io.zmdev.plan.Expectation.Content;
import io.zmdev.plan.Expectation.Directory;
import io.zmdev.plan.Expectation.Missing;
import io.zmdev.plan.Expectation.Names;
import io.zmdev.plan.Expectation.Target;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Holds expectations against a host. */
final class Expectations {

    private Expectations() {}

    /** What is not as expected, in the order of the expectations. All of it is read in one round trip. */
    static List<Difference> differences(HostAccess host, List<Expectation> expectations) {
        HostAccess view =
                host.view(expectations.stream().flatMap(Expectations::looks).toList());
        return expectations.stream()
                .flatMap(expectation -> difference(view, expectation).stream())
                .toList();
    }

    private static Stream<Look> looks(Expectation expectation) {
        return switch (expectation) {
            case Content(String path, String text) -> Stream.of(Look.content(path));
            case Target(String path, String name) -> Stream.of(Look.target(path));
            case Names(String path, List<String> names) -> Stream.of(Look.names(path));
            case Directory(String path) -> Stream.of(Look.names(path));
            case Missing(String path) -> Stream.of(Look.target(path), Look.names(path), Look.content(path));
        };
    }

    private static Optional<Difference> difference(HostAccess host, Expectation expectation) {
        return switch (expectation) {
            case Content(String path, String text) ->
                compare(expectation, text, host.read(path).map(Expectations::text));
            case Target(String path, String name) ->
                compare(
                        expectation,
                        name,
                        host.link(path).map(target -> target.substring(target.lastIndexOf('/') + 1)));
            case Names(String path, List<String> names) ->
                compare(expectation, String.join(" ", names), names(host.list(path)));
            case Directory(String path) ->
                host.list(path).refusal().map(errno -> new Difference(expectation, unreadable(errno)));
            case Missing(String path) -> {
                boolean missing =
                        isMissing(host.link(path)) && isMissing(host.list(path)) && isMissing(host.read(path));
                yield missing ? Optional.empty() : Optional.of(new Difference(expectation, "there"));
            }
        };
    }

    private static Optional<Difference> compare(Expectation expectation, String expected, Answer<String> answer) {
        return switch (answer) {
            case Answer.Refused<String>(Errno errno) -> Optional.of(new Difference(expectation, unreadable(errno)));
            case Answer.Ok<String>(String found) ->
                found.equals(expected)
                        ? Optional.empty()
                        : Optional.of(new Difference(expectation, Difference.quoted(found)));
        };
    }

    private static Answer<String> names(Answer<List<String>> answer) {
        return isMissing(answer) ? Answer.ok("") : answer.map(names -> String.join(" ", names));
    }

    private static boolean isMissing(Answer<?> answer) {
        return answer.refusal().filter(Errno.ENOENT::equals).isPresent();
    }

    private static String text(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        return text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
    }

    private static String unreadable(Errno errno) {
        return errno == Errno.ENOENT ? "missing" : "unreadable (" + errno + ")";
    }
}
