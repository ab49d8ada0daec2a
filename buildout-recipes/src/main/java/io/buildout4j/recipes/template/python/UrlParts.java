package io.buildout4j.recipes.template.python;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** URLs taken apart and put together again, by the rules of Python's urllib.parse. */
final class UrlParts {

    static final List<String> SPLIT = List.of("scheme", "netloc", "path", "query", "fragment");
    static final List<String> PARSED = List.of("scheme", "netloc", "path", "params", "query", "fragment");
    private static final Pattern SCHEME = Pattern.compile("[a-zA-Z][a-zA-Z0-9+.-]*");
    private static final Set<String> WITH_PARAMETERS =
            words("ftp hdl prospero http https shttp rtsp rtspu sip sips mms sftp tel");
    private static final Set<String> WITH_HOST = words(
            "ftp http gopher nntp telnet imap wais file mms https shttp snews prospero rtsp rtspu rsync svn svn+ssh sftp nfs git git+ssh ws wss");

    private UrlParts() {}

    /** Words, and the empty one, which stands for a URL without scheme. */
    private static Set<String> words(String text) {
        Set<String> words = new HashSet<>(List.of(text.split(" ")));
        words.add("");
        return words;
    }

    /** The URL whose five or six parts these are. */
    static String joined(List<Object> parts) {
        int query = parts.size() - 2;
        String parameters = query == 4 ? Text.str(parts.get(3)) : "";
        return join(parts, Text.str(parts.get(2)) + (parameters.isEmpty() ? "" : ";" + parameters), query);
    }

    /** Where a reference leads that stands in the page of a base URL. */
    static String resolved(String base, String reference) {
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

    static Object[] split(String url, String standard) {
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

    static Object[] parse(String url, String standard) {
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
