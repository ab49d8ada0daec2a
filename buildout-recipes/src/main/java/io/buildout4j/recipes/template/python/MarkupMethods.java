package io.buildout4j.recipes.template.python;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** The methods of safe text: those of str, whose results stay safe and whose arguments are made so. */
final class MarkupMethods {

    private static final Set<String> SAFE = Set.of(
            "upper",
            "lower",
            "capitalize",
            "title",
            "swapcase",
            "casefold",
            "strip",
            "lstrip",
            "rstrip",
            "expandtabs",
            "removeprefix",
            "removesuffix",
            "zfill",
            "translate");

    static final Map<String, Native> TABLE = table();

    private MarkupMethods() {}

    private static Map<String, Native> table() {
        Map<String, Native> table = new HashMap<>(StrMethods.TABLE);
        for (String name : SAFE) {
            table.computeIfPresent(
                    name,
                    (key, method) -> new Native(
                            method.signature(),
                            (run, a) -> new Markup((String) method.body().call(run, a))));
        }
        for (String name : Set.of("replace", "center", "ljust", "rjust")) {
            table.computeIfPresent(
                    name,
                    (key, method) -> new Native(
                            method.signature(),
                            (run, a) -> new Markup((String) method.body().call(run, escapedTexts(a)))));
        }
        for (String name : Set.of("split", "rsplit", "splitlines")) {
            table.computeIfPresent(
                    name,
                    (key, method) -> new Native(method.signature(), (run, a) -> {
                        PyList parts = new PyList();
                        ((PyList) method.body().call(run, a)).forEach(part -> parts.add(new Markup(part.toString())));
                        return parts;
                    }));
        }
        for (String name : Set.of("partition", "rpartition")) {
            table.computeIfPresent(
                    name,
                    (key, method) -> new Native(
                            method.signature(),
                            (run, a) -> PyTuple.copyOf(((PyTuple) method.body().call(run, a))
                                    .stream()
                                            .map(part -> new Markup(part.toString()))
                                            .toList())));
        }
        Signature.Table own = new Signature.Table();
        own.add(new Signature("join").required("self", "iterable"), (run, a) -> {
            PyList safe = new PyList();
            Iteration.over(a[1]).forEachRemaining(item -> safe.add(Markup.escape(item)));
            return new Markup(StrMethods.join(run, a[0].toString(), safe));
        });
        own.add(
                new Signature("format").required("self").rest().keywords(),
                (run, a) -> new Markup(BraceFormat.format(run, a[0].toString(), (PyTuple) a[1], (PyDict) a[2], true)));
        own.add(new Signature("unescape").required("self"), (run, a) -> Html.unescape(a[0].toString()));
        own.add(new Signature("striptags").required("self"), (run, a) -> Html.stripTags(a[0].toString()));
        own.add(new Signature("__html__").required("self"), (run, a) -> a[0]);
        table.putAll(own.functions());
        return table;
    }

    private static Object[] escapedTexts(Object[] arguments) {
        Object[] escaped = arguments.clone();
        for (int i = 1; i < escaped.length; i++) {
            escaped[i] = Types.isText(escaped[i]) ? Markup.escape(escaped[i]) : escaped[i];
        }
        return escaped;
    }
}
