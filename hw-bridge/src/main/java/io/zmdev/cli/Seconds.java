package io.zmdev.cli;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A time in whole seconds: {@code 120}, {@code 120s}, {@code 5m} or {@code 1h}, at most a day. */
final class Seconds implements ITypeConverter<Duration> {

    private static final Pattern TIME = Pattern.compile("([0-9]{1,6})([smh]?)");

    @Override
    public Duration convert(String text) {
        Matcher matcher = TIME.matcher(text);
        if (!matcher.matches()) {
            throw new TypeConversionException("'%s' is no time such as 120s, 5m or 1h".formatted(text));
        }
        long number = Long.parseLong(matcher.group(1));
        Duration time = switch (matcher.group(2)) {
            case "m" -> Duration.ofMinutes(number);
            case "h" -> Duration.ofHours(number);
            default -> Duration.ofSeconds(number);
        };
        if (time.isZero() || time.compareTo(Duration.ofDays(1)) > 0) {
            throw new TypeConversionException("'%s' is not between a second and a day".formatted(text));
        }
        return time;
    }
}
