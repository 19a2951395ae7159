package io.zmdev.app.fx;

import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Where something is worked out that is too short for a job with a name and too long for a frame.
 *
 * @param worker runs the work
 * @param receiver runs what takes the result
 */
public record Background(Executor worker, Executor receiver) {

    /** Works at once on the thread that asks, for programs without JavaFX. */
    public static final Background INLINE = new Background(Runnable::run, Runnable::run);

    /** Works on a thread of its own, a piece after the other, and hands results over on the JavaFX thread. */
    public static Background ofThread(String name) {
        return new Background(
                Executors.newSingleThreadExecutor(
                        Thread.ofPlatform().daemon().name(name).factory()),
                FxGate::run);
    }

    /**
     * Has something worked out and its result taken.
     *
     * @param take runs on the receiver; what the work threw is thrown there instead
     * @param ended runs on the receiver after that, whatever came of it
     */
    public <T> void compute(Supplier<T> work, Consumer<? super T> take, Runnable ended) {
        worker.execute(() -> {
            Supplier<T> result = worked(work);
            receiver.execute(() -> {
                try {
                    take.accept(result.get());
                } finally {
                    ended.run();
                }
            });
        });
    }

    /** The result, or the failure again for who asks for the result. */
    private static <T> Supplier<T> worked(Supplier<T> work) {
        try {
            T result = work.get();
            return () -> result;
        } catch (RuntimeException e) {
            return () -> {
                throw e;
            };
        }
    }
}
