package io.buildout4j.recipes.template.python;

import java.util.HashMap;
import java.util.List;
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

    static Object apply(Run run, String name, List<Object> arguments, Map<String, Object> named) {
        Native filter = TABLE.get(name);
        if (filter == null) {
            throw new PythonError("TemplateRuntimeError", "No filter named " + Text.repr(name) + " found.");
        }
        return filter.body().call(run, filter.signature().bind(arguments, named));
    }
}
