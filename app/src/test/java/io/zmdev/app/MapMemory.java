package io.zmdev.app;

import io.zmdev.app.fx.Memory;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Lasts as long as the test. */
public final class MapMemory implements Memory {

    private final Map<String, String> texts = new HashMap<>();

    @Override
    public Optional<String> recall(String name) {
        return Optional.ofNullable(texts.get(name));
    }

    @Override
    public void keep(String name, String text) {
        texts.put(name, text);
    }
}
