package io.buildout4j.recipes.template.python;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Filters for HTML, URLs and JSON. */
final class HtmlFilters {

    private static final Pattern UNFIT = Pattern.compile("[ \\t\\n\\x0B\\f\\r/>=]");

    private HtmlFilters() {}

    private static Signature value(String name) {
        return new Signature(name).required("value");
    }

    static Map<String, Native> table() {
        Signature.Table table = new Signature.Table();
        table.add(value("escape"), (run, a) -> Markup.escape(a[0]));
        table.alias("e", "escape");
        table.add(value("forceescape"), (run, a) -> new Markup(Markup.escapeText(Text.str(a[0]))));
        table.add(value("safe"), (run, a) -> new Markup(Text.str(a[0])));
        table.add(value("striptags"), (run, a) -> Html.stripTags(Text.str(a[0])));
        table.add(value("tojson").optional("indent", None.NONE), (run, a) -> toJson(a[0], a[1]));
        table.add(value("urlencode"), (run, a) -> urlEncode(run, a[0]));
        table.add(
                value("urlize")
                        .optional("trim_url_limit", None.NONE)
                        .optional("nofollow", false)
                        .optional("target", None.NONE)
                        .optional("rel", None.NONE)
                        .optional("extra_schemes", None.NONE),
                (run, a) -> {
                    String text = Urlize.apply(a);
                    return run.autoescape() ? new Markup(text) : text;
                });
        table.add(value("xmlattr").optional("autospace", true), HtmlFilters::xmlAttributes);
        return table.functions();
    }

    private static Markup toJson(Object value, Object indent) {
        String json = new JsonWriter(indent, true).write(value);
        return new Markup(json.replace("<", "\\u003c")
                .replace(">", "\\u003e")
                .replace("&", "\\u0026")
                .replace("'", "\\u0027"));
    }

    private static String urlEncode(Run run, Object value) {
        if (Types.isText(value) || !Iteration.isIterable(value)) {
            return UrlQuote.quote(value, "/");
        }
        PyList pairs = Iteration.list(run, value instanceof PyDict dict ? new PyList(dict.pairs()) : value);
        List<String> parts = new ArrayList<>();
        for (Object item : pairs) {
            PyList pair = Iteration.list(run, item);
            if (pair.size() != 2) {
                throw PythonError.value(
                        (pair.size() < 2 ? "not enough" : "too many") + " values to unpack (expected 2)");
            }
            parts.add(UrlQuote.quote(pair.get(0), "").replace("%20", "+") + "="
                    + UrlQuote.quote(pair.get(1), "").replace("%20", "+"));
        }
        return String.join("&", parts);
    }

    /** As Jinja2 has it since a key could break out of its attribute. */
    private static void checkAttributeName(Object key) {
        if (!Types.isText(key)) {
            throw PythonError.type("expected string or bytes-like object, got '" + Types.name(key) + "'");
        }
        if (UNFIT.matcher(Text.str(key)).find()) {
            throw PythonError.value("Invalid character in attribute name: " + Text.repr(key));
        }
    }

    private static Object xmlAttributes(Run run, Object[] a) {
        if (!(a[0] instanceof PyDict dict)) {
            throw PythonError.attribute("'" + Types.name(a[0]) + "' object has no attribute 'items'");
        }
        List<String> parts = new ArrayList<>();
        dict.forEach((key, value) -> {
            if (value != None.NONE && !(value instanceof Undefined)) {
                checkAttributeName(key);
                parts.add(
                        Markup.escape(key).text() + "=\"" + Markup.escape(value).text() + "\"");
            }
        });
        String text = String.join(" ", parts);
        text = Truth.of(a[1]) && !text.isEmpty() ? " " + text : text;
        return run.autoescape() ? new Markup(text) : text;
    }
}
