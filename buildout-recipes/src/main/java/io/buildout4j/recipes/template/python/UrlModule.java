package io.buildout4j.recipes.template.python;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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
                        (run, a) -> PyTuple.named("SplitResult", SPLIT, split(Text.str(a[0]), Text.str(a[1]))))
                .with(
                        new Signature("urlparse").required("url").optional("scheme", ""),
                        (run, a) -> PyTuple.named("ParseResult", PARSED, parse(Text.str(a[0]), Text.str(a[1]))))
                .with(new Signature("urlunsplit").required("components"), (run, a) -> joined(Iteration.list(run, a[0])))
                .with(new Signature("urlunparse").required("components"), (run, a) -> joined(Iteration.list(run, a[0])))
                .with(
                        new Signature("urljoin").required("base", "url").optional("allow_fragments", true),
                        (run, a) -> resolved(Text.str(a[0]), Text.str(a[1])))
                .with(new Signature("urldefrag").required("url"), (run, a) -> {
                    PyList parts = new PyList(List.of(parse(Text.str(a[0]), "")));
                    Object fragment = parts.set(5, "");
                    return PyTuple.named(
                            "DefragResult",
                            List.of("url", "fragment"),
                            Truth.of(fragment) ? joined(parts) : Text.str(a[0]),
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

    /** The URL whose five or six parts these are. */
    private static String joined(List<Object> parts) {
        int query = parts.size() - 2;
        String parameters = query == 4 ? Text.str(parts.get(3)) : "";
        return join(parts, Text.str(parts.get(2)) + (parameters.isEmpty() ? "" : ";" + parameters), query);
    }

    /** Where a reference leads that stands in the page of a base URL. */
    private static String resolved(String base, String reference) {
        if (base.isEmpty() || reference.isEmpty()) {
            return base.isEmpty() ? reference : base;
        }
        Object[] from = parse(base, "");
        Object[] to = parse(reference, from[0].toString());
        if (!to[0].equals(from[0]) || !WITH_HOST.contains(to[0].toString())) {
            return reference;
        }
        if (!Truth.of(to[1])) {
            to[1] = from[1];
            if (!Truth.of(to[2]) && !Truth.of(to[3])) {
                to[2] = from[2];
                to[3] = from[3];
                to[4] = Truth.of(to[4]) ? to[4] : from[4];
            } else {
                to[2] = path(from[2].toString(), to[2].toString());
            }
        }
        return joined(List.of(to));
    }

    private static String path(String from, String to) {
        String whole = to.startsWith("/") ? to : from.substring(0, from.lastIndexOf('/') + 1) + to;
        String[] steps = whole.split("/", -1);
        List<String> kept = new ArrayList<>();
        for (int i = 0; i < steps.length; i++) {
            boolean last = i == steps.length - 1;
            if (steps[i].equals("..")) {
                if (!kept.isEmpty()) {
                    kept.remove(kept.size() - 1);
                }
            } else if (!steps[i].equals(".") && (!steps[i].isEmpty() || i == 0 || last)) {
                kept.add(steps[i]);
            }
            if (last && steps[i].matches("\\.{1,2}")) {
                kept.add("");
            }
        }
        String path = String.join("/", kept);
        return path.isEmpty() ? "/" : path;
    }

    /** What a parsed URL can do beyond what tuples can. */
    static final Map<String, Native> METHODS = new Signature.Table()
            .add(new Signature("geturl").required("self"), (run, a) -> joined((PyTuple) a[0]))
            .add(new Signature("_asdict").required("self"), (run, a) -> {
                PyDict dict = new PyDict();
                ((PyTuple) a[0])
                        .names()
                        .forEach(name ->
                                dict.put(name, ((PyTuple) a[0]).member(name).orElseThrow()));
                return dict;
            })
            .add(new Signature("_replace").required("self").keywords(), (run, a) -> {
                PyTuple parts = (PyTuple) a[0];
                Object[] items = parts.toArray();
                ((PyDict) a[1]).forEach((name, value) -> {
                    int at = parts.names().indexOf(name.toString());
                    if (at < 0) {
                        throw PythonError.value("Got unexpected field names: [" + Text.repr(name) + "]");
                    }
                    items[at] = value;
                });
                return PyTuple.named(parts.type(), parts.names(), items);
            })
            .functions();

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

    private static String join(List<Object> parts, String path, int query) {
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
