package io.zmdev.app;

import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.BeforeTestExecutionCallback;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;
import org.testfx.framework.junit5.ApplicationExtension;

/**
 * Fails every scenario in which code of this project kept the JavaFX thread longer than {@value #MOST_MS} ms at a time, and names
 * the places. JUnit finds it by {@code META-INF/services}, so no scenario can forget it.
 */
public final class FxWatchdog implements BeforeTestExecutionCallback, AfterTestExecutionCallback {

    private static final long MOST_MS = 50;

    private Optional<FxWatch> watch = Optional.empty();

    @Override
    public void beforeTestExecution(ExtensionContext context) {
        watch = isScenario(context.getRequiredTestClass()) ? FxWatch.begin() : Optional.empty();
    }

    /** Whether the tests of the class work in a window that was opened for them. */
    private static boolean isScenario(Class<?> tests) {
        return AnnotationSupport.findRepeatableAnnotations(tests, ExtendWith.class).stream()
                .flatMap(extended -> Arrays.stream(extended.value()))
                .anyMatch(ApplicationExtension.class::equals);
    }

    @Override
    public void afterTestExecution(ExtensionContext context) throws InterruptedException {
        if (watch.isPresent()) {
            FxWatch.Turn longest = watch.get().finish();
            if (longest.millis() > MOST_MS) {
                throw new AssertionError("The JavaFX thread was kept for %d ms at a time; at most %d are allowed:%n%s"
                        .formatted(longest.millis(), MOST_MS, longest.places()));
            }
        }
    }
}
