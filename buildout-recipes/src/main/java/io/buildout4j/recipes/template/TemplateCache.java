package io.buildout4j.recipes.template;

import io.buildout4j.recipes.template.jinja.Template;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Compiled templates by their content; the ones not used for longest go first. Safe for many threads. */
final class TemplateCache {

    private record Key(String name, String source, Set<String> extensions) {}

    private final Map<Key, Template> templates;

    TemplateCache(int size) {
        templates = new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<Key, Template> eldest) {
                return size() > size;
            }
        };
    }

    Template template(String name, String source, Set<String> extensions) {
        Key key = new Key(name, source, extensions);
        synchronized (templates) {
            Template known = templates.get(key);
            if (known != null) {
                return known;
            }
        }
        Template compiled = Template.compile(name, source, extensions);
        synchronized (templates) {
            templates.put(key, compiled);
        }
        return compiled;
    }
}
