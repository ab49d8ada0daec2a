package io.buildout4j.recipes.template.python;

import java.util.ArrayList;
import java.util.List;

/** Python's urllib.parse. */
final class UrlModule {

    private UrlModule() {}

    static Module module(String name) {
        return new Module(name)
                .with(
                        new Signature("quote").required("string").optional("safe", "/"),
                        (run, a) -> UrlQuote.quote(quotable(a[0]), Text.str(a[1])))
                .with(
                        new Signature("quote_plus").required("string").optional("safe", ""),
                        (run, a) -> quotePlus(quotable(a[0]), Text.str(a[1])))
                .with(new Signature("unquote").required("string"), (run, a) -> UrlQuote.unquote(Text.str(a[0])))
                .with(
                        new Signature("unquote_plus").required("string"),
                        (run, a) -> UrlQuote.unquote(Text.str(a[0]).replace('+', ' ')))
                .with(
                        new Signature("urlencode").required("query").optional("doseq", false),
                        (run, a) -> encode(run, a[0], Truth.of(a[1])))
                .with(
                        new Signature("urlsplit").required("url").optional("scheme", ""),
                        (run, a) -> PyTuple.named(
                                "SplitResult", UrlParts.SPLIT, UrlParts.split(Text.str(a[0]), Text.str(a[1]))))
                .with(
                        new Signature("urlparse").required("url").optional("scheme", ""),
                        (run, a) -> PyTuple.named(
                                "ParseResult", UrlParts.PARSED, UrlParts.parse(Text.str(a[0]), Text.str(a[1]))))
                .with(
                        new Signature("urlunsplit").required("components"),
                        (run, a) -> UrlParts.joined(Iteration.list(run, a[0])))
                .with(
                        new Signature("urlunparse").required("components"),
                        (run, a) -> UrlParts.joined(Iteration.list(run, a[0])))
                .with(
                        new Signature("urljoin").required("base", "url").optional("allow_fragments", true),
                        (run, a) -> UrlParts.resolved(Text.str(a[0]), Text.str(a[1])))
                .with(new Signature("urldefrag").required("url"), (run, a) -> {
                    PyList parts = new PyList(List.of(UrlParts.parse(Text.str(a[0]), "")));
                    Object fragment = parts.set(5, "");
                    return PyTuple.named(
                            "DefragResult",
                            List.of("url", "fragment"),
                            Truth.of(fragment) ? UrlParts.joined(parts) : Text.str(a[0]),
                            fragment);
                })
                .with(
                        new Signature("parse_qsl").required("qs").optional("keep_blank_values", false),
                        (run, a) -> pairs(Text.str(a[0]), Truth.of(a[1])))
                .with(new Signature("parse_qs").required("qs").optional("keep_blank_values", false), (run, a) -> {
                    PyDict dict = new PyDict();
                    for (Object pair : pairs(Text.str(a[0]), Truth.of(a[1]))) {
                        PyTuple item = (PyTuple) pair;
                        PyList values = (PyList) dict.find(item.get(0)).orElseGet(PyList::new);
                        values.add(item.get(1));
                        dict.put(item.get(0), values);
                    }
                    return dict;
                });
    }

    private static Object quotable(Object value) {
        if (Types.isText(value) || value instanceof PyBytes) {
            return value;
        }
        if (value instanceof Undefined undefined) {
            throw undefined.error();
        }
        throw PythonError.type("quote_from_bytes() expected bytes");
    }

    private static String quotePlus(Object value, String safe) {
        return UrlQuote.quote(value, safe + " ").replace(' ', '+');
    }

    private static String encode(Run run, Object query, boolean each) {
        List<String> parts = new ArrayList<>();
        for (Object item : Iteration.list(run, query instanceof PyDict dict ? new PyList(dict.pairs()) : query)) {
            PyList pair = Iteration.list(run, item);
            boolean several = each && Iteration.isIterable(pair.get(1)) && !Types.isText(pair.get(1));
            for (Object value : several ? Iteration.list(run, pair.get(1)) : PyList.of(pair.get(1))) {
                parts.add(quotePlus(pair.get(0), "") + "=" + quotePlus(value, ""));
            }
        }
        return String.join("&", parts);
    }

    private static PyList pairs(String query, boolean keepBlank) {
        PyList pairs = new PyList();
        for (String part : query.split("&")) {
            int equals = part.indexOf('=');
            String value = equals < 0 ? "" : part.substring(equals + 1);
            if (!part.isEmpty() && (keepBlank || !value.isEmpty())) {
                String key = equals < 0 ? part : part.substring(0, equals);
                pairs.add(
                        PyTuple.of(UrlQuote.unquote(key.replace('+', ' ')), UrlQuote.unquote(value.replace('+', ' '))));
            }
        }
        return pairs;
    }
}
