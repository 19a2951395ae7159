package io.zmdev.service;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;

/** The desktop program as the command line knows it: a service that is there only where JavaFX is on the class path. */
public interface Desktop {

    /** The desktop, empty on a headless installation. */
    static Optional<Desktop> find() {
        return ServiceLoader.load(Desktop.class).findFirst();
    }

    /**
     * Opens the window and returns when it is closed.
     *
     * @param project a project to open; without it the built-in machine
     */
    void openStudio(Optional<Path> project);

    /**
     * Draws the screens of a story without a display.
     *
     * @param folder where the pictures go; it exists
     * @return the files, in the order in which a report shows them
     * @throws io.zmdev.model.ZmdevException OUTPUT_UNWRITABLE
     */
    List<Path> renderPictures(Path folder, DemoStory story);
}
