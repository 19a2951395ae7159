package io.zmdev.app;

import static io.zmdev.app.fx.Texts.text;

import io.zmdev.app.fx.Picture;
import io.zmdev.app.workbench.Verb;
import io.zmdev.app.workbench.Workbench;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Pictures of what the window shows, for documents. */
final class ScreenPictures {

    private final Supplier<Workbench> workbench;
    private final StudioWork work;
    private final Consumer<String> tell;

    /** @param tell shows a message to the user */
    ScreenPictures(Supplier<Workbench> workbench, StudioWork work, Consumer<String> tell) {
        this.workbench = workbench;
        this.work = work;
        this.tell = tell;
    }

    List<Verb> verbs() {
        return List.of(
                Verb.of(text("verb.picture"), "Shortcut+Shift+P", this::savePng),
                Verb.of(text("verb.drawing"), "Shortcut+Shift+D", this::saveSvg));
    }

    private void savePng() {
        Picture.take(workbench.get(), work::savePng);
    }

    private void saveSvg() {
        workbench.get().shown().svg().drawing().ifPresentOrElse(work::saveSvg, () -> tell.accept(text("svg.none")));
    }
}
