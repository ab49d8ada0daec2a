package io.buildout4j.recipes.slap;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Keeps published connection parameters until the host asks for them. Safe for several threads. */
public final class InMemoryConnectionParameters implements ConnectionParameters {

    private final Map<String, Map<String, String>> published = new LinkedHashMap<>();

    @Override
    public synchronized void publish(String reference, Map<String, String> parameters) {
        published.put(reference, Collections.unmodifiableMap(new LinkedHashMap<>(parameters)));
    }

    @Override
    public synchronized Map<String, String> published(String reference) {
        return published.getOrDefault(reference, Map.of());
    }

    /** All that is published, by reference, in the order of the first publication. */
    public synchronized Map<String, Map<String, String>> all() {
        return Collections.unmodifiableMap(new LinkedHashMap<>(published));
    }
}
