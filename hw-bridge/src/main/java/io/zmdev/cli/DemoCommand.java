package io.zmdev.cli;

import io.zmdev.service.Demo;
import io.zmdev.service.DemoStory;
import io.zmdev.service.Desktop;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The main job end to end. */
@Command(
        name = "demo",
        header = "Play the main job end to end on the built-in machine.",
        description = {
            "Plays the main job on the built-in machine, without hardware and without a display: show, validate, plan, apply, one I/O.",
            "Prints the report and writes it to DIR with the pictures."
        },
        footer = {"", "Example:", "  zmdev demo --out demo"})
final class DemoCommand extends Verb {

    private static final String REPORT = "report.txt";

    @Option(
            names = "--out",
            paramLabel = "DIR",
            defaultValue = "zmdev-demo",
            description = "Where report and pictures go (default: ${DEFAULT-VALUE}).")
    @SuppressWarnings("NullAway.Init") // has a default
    private Path folder;

    @Override
    protected int run() {
        DemoStory story = Demo.play();
        String report = report(story);
        OutputFile.write(folder.resolve(REPORT), report);
        print(report);
        say("written: " + folder.resolve(REPORT));
        Optional<Desktop> desktop = Desktop.find();
        desktop.ifPresentOrElse(
                found -> found.renderPictures(folder, story).forEach(file -> say("written: " + file)),
                () -> say("pictures were skipped: the desktop is not installed here"));
        return 0;
    }

    private static String report(DemoStory story) {
        String machine = Demo.MACHINE.toString();
        return heading("1. The machine as it is: zmdev host show --host " + machine)
                + MachineText.of(story.before(), machine, Optional.empty())
                + heading("2. What is wrong with a draft: zmdev validate")
                + FindingsText.of(story.draft().name(), story.findings())
                + heading("3. The steps once this is done: " + story.fix().label() + ": zmdev plan")
                + PlanText.of(story.plan())
                + heading("4. Applied, each step read back: zmdev apply, zmdev journal")
                + JournalText.of(story.history())
                + heading("5. The machine after it")
                + MachineText.of(story.after(), machine, Optional.empty())
                + heading("6. One I/O: zmdev sim io sense-id --text")
                + RunText.of(story.io());
    }

    private static String heading(String text) {
        return "\n=== " + text + " ===\n\n";
    }
}
