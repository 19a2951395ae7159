package io.zmdev.app.project;

import io.zmdev.app.fx.Background;
import io.zmdev.io.WholeFile;
import io.zmdev.model.ErrorCode;
import io.zmdev.model.ZmdevException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.animation.PauseTransition;
import javafx.util.Duration;

/**
 * Keeps the open project beside its file while it has unsaved edits, and nothing while it has none. Belongs to the JavaFX thread,
 * which writes nothing itself.
 */
public final class Autosave implements AutoCloseable {

    /** So much work is lost at most. */
    private static final Duration AT_MOST_LATE = Duration.seconds(3);

    private final ProjectFile file;
    private final Session session;
    private final AutosaveFolder folder;
    private final Background background;
    private final Consumer<Throwable> failed;
    private final PauseTransition delay = new PauseTransition(AT_MOST_LATE);
    private final Kept kept = new Kept();

    /** The file of this process, which the worker and the end of the program both change. */
    private final class Kept {

        private boolean closed;

        synchronized void write(Supplier<String> text) {
            if (!closed) {
                WholeFile.replace(folder.own(), text.get());
            }
        }

        synchronized void delete() {
            AutosaveFolder.discard(folder.own());
        }

        synchronized void close() {
            closed = true;
            delete();
        }

        synchronized void adopt(Path orphan) {
            try {
                Files.move(orphan, folder.own(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } catch (IOException e) {
                throw new ZmdevException(
                        ErrorCode.OUTPUT_UNWRITABLE, orphan + ": it can't be taken over: " + e.getMessage(), e);
            }
        }
    }

    /**
     * Keeps what is open from here on.
     *
     * @param background where files are written
     * @param failed is told on the JavaFX thread why something can't be kept
     */
    public Autosave(
            ProjectFile file,
            Session session,
            AutosaveFolder folder,
            Background background,
            Consumer<Throwable> failed) {
        this.file = file;
        this.session = session;
        this.folder = folder;
        this.background = background;
        this.failed = failed;
        delay.setOnFinished(event -> keep());
        session.history().configurationProperty().subscribe(configuration -> changed());
        session.history().dirtyProperty().subscribe(dirty -> changed());
    }

    /** Makes the file that a crash left the one of this process; what it holds is open. */
    public void adopt(Path orphan) {
        kept.adopt(orphan);
    }

    /** The delay goes on while edits follow each other, so that a row of them is kept too. */
    private void changed() {
        delay.play();
    }

    private void keep() {
        if (session.busyProperty().get()) {
            changed();
        } else if (session.history().dirtyProperty().get()) {
            Supplier<String> copy = file.copy();
            work(() -> kept.write(copy));
        } else {
            work(kept::delete);
        }
    }

    private void work(Runnable work) {
        background.compute(
                () -> {
                    try {
                        work.run();
                        return (Runnable) () -> {};
                    } catch (ZmdevException e) {
                        return (Runnable) () -> failed.accept(e);
                    }
                },
                Runnable::run,
                () -> {});
    }

    /** Forgets what was kept: it was saved, or given up. */
    @Override
    public void close() {
        delay.stop();
        kept.close();
    }
}
