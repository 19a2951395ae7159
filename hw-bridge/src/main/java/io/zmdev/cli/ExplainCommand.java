package io.zmdev.cli;

import io.zmdev.io.ConfigurationDocument;
import io.zmdev.io.ExplanationDocument;
import io.zmdev.model.Configuration;
import io.zmdev.model.ErrorCode;
import io.zmdev.model.ZmdevException;
import io.zmdev.model.ap.Apqn;
import io.zmdev.model.css.SubchannelId;
import io.zmdev.rules.Explanation;
import io.zmdev.rules.MasterKeys;
import io.zmdev.rules.Situation;
import io.zmdev.service.Session;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Why a queue or a subchannel is as it is. */
@Command(
        name = "explain",
        header = "Say why a queue or a subchannel is as it is.",
        description = {
            "Says who has a queue or a subchannel and how that comes about: each reason with the file that shows it.",
            "With --config also what would be under that configuration."
        },
        footer = {
            "",
            "Examples:",
            "  zmdev explain 05.0004 --host sim:lpar42",
            "  zmdev explain 0.0.0313 --host sim:lpar42 --config production.json"
        })
final class ExplainCommand extends Verb {

    @Parameters(paramLabel = "APQN|SUBCHANNEL", description = "Such as 05.0004 or 0.0.0313.")
    @SuppressWarnings("NullAway.Init") // required
    private String subject;

    @Mixin
    private final HostOptions host = new HostOptions();

    @Option(names = "--config", paramLabel = "CONFIG", description = "A desired configuration (zmdev.config/1).")
    private @Nullable Path configuration;

    @Option(names = "--json", description = "Print JSON (zmdev.explanation/1).")
    private boolean json;

    @Override
    protected int run() {
        Configuration desired = configuration == null
                ? Configuration.empty("none")
                : ConfigurationDocument.read(configuration).value();
        try (Session session = host.open(this::say)) {
            Explanation explanation = explain(Situation.of(desired, session.machine(MasterKeys.adapters(desired))));
            print(json ? ExplanationDocument.text(explanation) : text(explanation));
            return 0;
        }
    }

    /** A subchannel has two dots, a queue one. */
    private Explanation explain(Situation situation) {
        try {
            return subject.indexOf('.') == subject.lastIndexOf('.')
                    ? Explanation.of(Apqn.parse(subject), situation)
                    : Explanation.of(SubchannelId.parse(subject), situation);
        } catch (IllegalArgumentException e) {
            throw new ZmdevException(ErrorCode.USAGE, String.valueOf(e.getMessage()), e);
        }
    }

    private static String text(Explanation explanation) {
        StringBuilder text =
                new StringBuilder("%s\nowner: %s\n\n".formatted(explanation.subject(), explanation.verdict()));
        for (Explanation.Reason reason : explanation.reasons()) {
            text.append("  %-13s  %s\n".formatted(reason.topic().name().toLowerCase(Locale.ROOT), reason.text()));
            text.append("  %-13s    %s\n".formatted("", reason.path()));
        }
        return text.toString();
    }
}
