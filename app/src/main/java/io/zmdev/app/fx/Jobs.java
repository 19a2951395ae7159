package io.zmdev.app.fx;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.DoubleConsumer;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import javafx.concurrent.Task;

/** Work that would block the JavaFX thread: named, visible while it runs, and cancellable. */
public final class Jobs implements AutoCloseable {

    private final ExecutorService executor = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("job-", 1).factory());
    private final ObservableList<Task<?>> running = FXCollections.observableArrayList();

    /** The jobs that run, oldest first; changed on the JavaFX thread only. */
    public ObservableList<Task<?>> running() {
        return running;
    }

    /**
     * Starts a job.
     *
     * @param name what people see while it runs
     * @param work runs on a thread of its own; cancelling interrupts it
     * @param done gets the result on the JavaFX thread
     * @param failed gets what the work threw on the JavaFX thread
     */
    public <T> void start(String name, Callable<T> work, Consumer<? super T> done, Consumer<Throwable> failed) {
        start(name, work, done, failed, () -> {});
    }

    /**
     * Starts a job, as {@link #start(String, Callable, Consumer, Consumer)}.
     *
     * @param cancelled is run on the JavaFX thread when the job was cancelled; neither of the others is then
     */
    public <T> void start(
            String name, Callable<T> work, Consumer<? super T> done, Consumer<Throwable> failed, Runnable cancelled) {
        executor.execute(task(name, work, done, failed, cancelled));
    }

    /**
     * Starts a job, as {@link #start}, that the caller may stop.
     *
     * @param ended is run on the JavaFX thread after the job succeeded, failed or was stopped
     * @return stops the job
     */
    public <T> Runnable startStoppable(
            String name, Callable<T> work, Consumer<? super T> done, Consumer<Throwable> failed, Runnable ended) {
        Task<T> task = task(name, work, done, failed, () -> {});
        task.stateProperty().subscribe(state -> {
            switch (state) {
                case SUCCEEDED, FAILED, CANCELLED -> ended.run();
                case READY, SCHEDULED, RUNNING -> {}
            }
        });
        executor.execute(task);
        return task::cancel;
    }

    /** Work that knows how much of it is done. */
    @FunctionalInterface
    public interface Progressing<T> {

        /** @param progress takes the part that is done, 0..1, from any thread */
        T work(DoubleConsumer progress) throws Exception;
    }

    /** Starts a job, as {@link #start(String, Callable, Consumer, Consumer)}, that shows how far it is. */
    public <T> void startProgressing(
            String name, Progressing<T> work, Consumer<? super T> done, Consumer<Throwable> failed) {
        executor.execute(task(name, work, done, failed, () -> {}));
    }

    private <T> Task<T> task(
            String name, Callable<T> work, Consumer<? super T> done, Consumer<Throwable> failed, Runnable cancelled) {
        return task(name, (Progressing<T>) progress -> work.call(), done, failed, cancelled);
    }

    private <T> Task<T> task(
            String name,
            Progressing<T> work,
            Consumer<? super T> done,
            Consumer<Throwable> failed,
            Runnable cancelled) {
        Task<T> task = new Task<>() {
            @Override
            protected T call() throws Exception {
                updateTitle(name);
                return work.work(part -> updateProgress(part, 1));
            }
        };
        task.setOnSucceeded(event -> {
            running.remove(task);
            done.accept(task.getValue());
        });
        task.setOnCancelled(event -> {
            running.remove(task);
            cancelled.run();
        });
        task.setOnFailed(event -> {
            running.remove(task);
            failed.accept(task.getException());
        });
        running.add(task);
        return task;
    }

    /** Interrupts what still runs. */
    @Override
    public void close() {
        executor.shutdownNow();
    }
}
