package io.buildout4j.recipes.template.python;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** The names that are always there: Jinja2's, and the Python functions that SlapOS's recipe adds. */
public final class Globals {

    private static final Map<String, Object> NAMES = names();

    private Globals() {}

    /** All of them, by name; cannot be changed. */
    public static Map<String, Object> all() {
        return NAMES;
    }

    private static Map<String, Object> names() {
        Map<String, Object> names = new LinkedHashMap<>();
        names.putAll(Constructors.types());
        names.putAll(Builtins.functions());
        names.putAll(IterationBuiltins.functions());
        names.putAll(JinjaGlobals.functions());
        names.put("six", StandardModules.six());
        return Collections.unmodifiableMap(names);
    }
}
