package io.buildout4j.recipes.template.python;

import java.util.HashMap;
import java.util.Map;

/** All of Jinja2's filters, by name. */
final class Filters {

    private static final Map<String, Native> TABLE = table();

    private Filters() {}

    private static Map<String, Native> table() {
        Map<String, Native> table = new HashMap<>();
        table.putAll(TextFilters.table());
        table.putAll(NumberFilters.table());
        table.putAll(SequenceFilters.table());
        table.putAll(SortFilters.table());
        table.putAll(SelectFilters.table());
        table.putAll(HtmlFilters.table());
        return table;
    }

    static boolean exists(String name) {
        return TABLE.containsKey(name);
    }

    /** The filter of that name; if there is none, one that says so when it is called. */
    static Native named(String name) {
        Native filter = TABLE.get(name);
        return filter != null
                ? filter
                : new Native(new Signature(name).rest().keywords(), (run, a) -> {
                    throw new PythonError("TemplateRuntimeError", "No filter named " + Text.repr(name) + " found.");
                });
    }
}
