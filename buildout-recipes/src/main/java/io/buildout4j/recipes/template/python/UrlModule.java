package io.buildout4j.recipes.template.python;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Python's urllib.parse. */
final class UrlModule {

    private static final List<String> SPLIT = List.of("scheme", "netloc", "path", "query", "fragment");
    private static final List<String> PARSED = List.of("scheme", "netloc", "path", "params", "query", "fragment");
    private static final Pattern SCHEME = Pattern.compile("[a-zA-Z][a-zA-Z0-9+.-]*");
    private static final Set<String> WITH_PARAMETERS = Set.of(
            "",
            "ftp",
            "hdl",
            "prospero",
            "http",
            "https",
            "shttp",
            "rtsp",
            "rtspu",
            "sip",
            "sips",
            "mms",
            "sftp",
            "tel");
    private static final Set<String> WITH_HOST = Set.of(
            "",
            "ftp",
            "http",
            "gopher",
            "nntp",
            "telnet",
            "imap",
            "wais",
            "file",
            "mms",
            "https",
            "shttp",
            "snews",
            "prospero",
            "rtsp",
            "rtspu",
            "rsync",
            "svn",
            "svn+ssh",
            "sftp",
            "nfs",
            "git",
            "git+ssh",
            "ws",
            "wss");

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
                        (run, a) -> PyTuple.named(SPLIT, split(Text.str(a[0]), Text.str(a[1]))))
                .with(
                        new Signature("urlparse").required("url").optional("scheme", ""),
                        (run, a) -> PyTuple.named(PARSED, parse(Text.str(a[0]), Text.str(a[1]))))
                .with(new Signature("urlunsplit").required("components"), (run, a) -> {
                    PyList parts = Iteration.list(run, a[0]);
                    return join(parts, Text.str(parts.get(2)), 3);
                })
                .with(new Signature("urlunparse").required("components"), (run, a) -> {
                    PyList parts = Iteration.list(run, a[0]);
                    String parameters = Text.str(parts.get(3));
                    return join(parts, Text.str(parts.get(2)) + (parameters.isEmpty() ? "" : ";" + parameters), 4);
                })
                .with(
                        new Signature("urljoin").required("base", "url"),
                        (run, a) -> Text.str(a[1]).isEmpty()
                                ? a[0]
                                : java.net
                                        .URI
                                        .create(Text.str(a[0]))
                                        .resolve(Text.str(a[1]))
                                        .toString())
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

    private static Object[] split(String url, String standard) {
        String rest = url.strip().replaceAll("[\t\r\n]", "");
        String scheme = standard;
        int colon = rest.indexOf(':');
        if (colon > 0 && SCHEME.matcher(rest.substring(0, colon)).matches()) {
            scheme = rest.substring(0, colon).toLowerCase(Locale.ROOT);
            rest = rest.substring(colon + 1);
        }
        String host = "";
        if (rest.startsWith("//")) {
            Matcher end = Pattern.compile("[/?#]").matcher(rest);
            int at = end.find(2) ? end.start() : rest.length();
            host = rest.substring(2, at);
            rest = rest.substring(at);
            if (host.contains("[") != host.contains("]")) {
                throw PythonError.value("Invalid IPv6 URL");
            }
        }
        int hash = rest.indexOf('#');
        String fragment = hash < 0 ? "" : rest.substring(hash + 1);
        rest = hash < 0 ? rest : rest.substring(0, hash);
        int question = rest.indexOf('?');
        String query = question < 0 ? "" : rest.substring(question + 1);
        return new Object[] {scheme, host, question < 0 ? rest : rest.substring(0, question), query, fragment};
    }

    private static Object[] parse(String url, String standard) {
        Object[] parts = split(url, standard);
        String path = (String) parts[2];
        String parameters = "";
        int from = path.lastIndexOf('/') + 1;
        int semicolon = path.indexOf(';', from);
        if (semicolon >= 0 && WITH_PARAMETERS.contains(parts[0].toString())) {
            parameters = path.substring(semicolon + 1);
            path = path.substring(0, semicolon);
        }
        return new Object[] {parts[0], parts[1], path, parameters, parts[3], parts[4]};
    }

    private static String join(PyList parts, String path, int query) {
        String scheme = Text.str(parts.get(0));
        String host = Text.str(parts.get(1));
        String url = path;
        if (!host.isEmpty() || (!scheme.isEmpty() && WITH_HOST.contains(scheme) && !url.startsWith("//"))) {
            url = "//" + host + (url.isEmpty() || url.startsWith("/") ? "" : "/") + url;
        }
        url = scheme.isEmpty() ? url : scheme + ":" + url;
        url = Truth.of(parts.get(query)) ? url + "?" + Text.str(parts.get(query)) : url;
        return Truth.of(parts.get(query + 1)) ? url + "#" + Text.str(parts.get(query + 1)) : url;
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

    /** The parts of {@code netloc} that a split URL has as attributes. */
    static Object located(String netloc, String name) {
        int at = netloc.lastIndexOf('@');
        String user = at < 0 ? "" : netloc.substring(0, at);
        String host = netloc.substring(at + 1);
        Matcher matcher = Pattern.compile("^(?:\\[([^\\]]*)\\]|([^:]*))(?::(.*))?$", Pattern.DOTALL)
                .matcher(host);
        boolean matches = matcher.matches();
        return switch (name) {
            case "username" -> at < 0 ? None.NONE : user.replaceFirst("(?s):.*", "");
            case "password" -> user.contains(":") ? user.substring(user.indexOf(':') + 1) : None.NONE;
            case "hostname" -> {
                String found =
                        matches && matcher.group(1) != null ? matcher.group(1) : matches ? matcher.group(2) : host;
                yield found.isEmpty() ? None.NONE : found.toLowerCase(Locale.ROOT);
            }
            default -> port(matches ? matcher.group(3) : null);
        };
    }

    private static Object port(@Nullable String digits) {
        if (digits == null || digits.isEmpty()) {
            return None.NONE;
        }
        if (!digits.matches("\\d{1,9}")) {
            throw PythonError.value("Port could not be cast to integer value as " + Text.repr(digits));
        }
        long port = Long.parseLong(digits);
        if (port > 65535) {
            throw PythonError.value("Port out of range 0-65535");
        }
        return port;
    }
}
