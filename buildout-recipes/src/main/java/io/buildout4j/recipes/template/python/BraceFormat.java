package io.buildout4j.recipes.template.python;

/** Python's {@code str.format}. */
final class BraceFormat {

    private final Run run;
    private final PyTuple positional;
    private final PyDict named;
    private final boolean escape;
    private int automatic;
    private boolean manual;

    private BraceFormat(Run run, PyTuple positional, PyDict named, boolean escape) {
        this.run = run;
        this.positional = positional;
        this.named = named;
        this.escape = escape;
    }

    static String format(Run run, String template, PyTuple positional, PyDict named, boolean escape) {
        return new BraceFormat(run, positional, named, escape).expand(template, 2);
    }

    private String expand(String template, int depth) {
        if (depth == 0) {
            throw PythonError.value("Max string recursion exceeded");
        }
        StringBuilder result = new StringBuilder();
        int at = 0;
        while (at < template.length()) {
            char c = template.charAt(at++);
            if (c != '{' && c != '}') {
                result.append(c);
            } else if (at < template.length() && template.charAt(at) == c) {
                result.append(c);
                at++;
            } else if (c == '}') {
                throw PythonError.value("Single '}' encountered in format string");
            } else {
                int end = closing(template, at);
                result.append(field(template.substring(at, end), depth));
                at = end + 1;
            }
        }
        run.text(result.length());
        return result.toString();
    }

    private static int closing(String template, int from) {
        int depth = 1;
        for (int at = from; at < template.length(); at++) {
            char c = template.charAt(at);
            depth += c == '{' ? 1 : c == '}' ? -1 : 0;
            if (depth == 0) {
                return at;
            }
        }
        throw PythonError.value(
                from == template.length()
                        ? "Single '{' encountered in format string"
                        : "expected '}' before end of string");
    }

    private String field(String field, int depth) {
        int bracket = 0;
        int end = 0;
        while (end < field.length() && (bracket > 0 || (field.charAt(end) != ':' && field.charAt(end) != '!'))) {
            bracket += field.charAt(end) == '[' ? 1 : field.charAt(end) == ']' ? -1 : 0;
            end++;
        }
        Object value = lookup(field.substring(0, end));
        String rest = field.substring(end);
        if (rest.startsWith("!")) {
            if (rest.length() < 2) {
                throw PythonError.value("unmatched '{' in format spec");
            }
            value = converted(value, rest.charAt(1));
            rest = rest.substring(2);
            if (!rest.isEmpty() && !rest.startsWith(":")) {
                throw PythonError.value("expected ':' after conversion specifier");
            }
        }
        String spec = rest.isEmpty() ? "" : expand(rest.substring(1), depth - 1);
        String text = FormatSpec.format(run, value, spec);
        return escape && !(value instanceof Markup) ? Markup.escapeText(text) : text;
    }

    private static Object converted(Object value, char how) {
        return switch (how) {
            case 's' -> Text.str(value);
            case 'r' -> Text.repr(value);
            case 'a' -> Text.ascii(value);
            default -> throw PythonError.value("Unknown conversion specifier '" + how + "'");
        };
    }

    private Object lookup(String path) {
        int end = 0;
        while (end < path.length() && path.charAt(end) != '.' && path.charAt(end) != '[') {
            end++;
        }
        Object value = argument(path.substring(0, end));
        while (end < path.length()) {
            if (path.charAt(end) == '.') {
                int next = end + 1;
                while (next < path.length() && path.charAt(next) != '.' && path.charAt(next) != '[') {
                    next++;
                }
                value = attribute(value, path.substring(end + 1, next));
                end = next;
            } else {
                int close = path.indexOf(']', end);
                if (close < 0) {
                    throw PythonError.value("Missing ']' in format string");
                }
                String key = path.substring(end + 1, close);
                value = Items.item(value, key.matches("\\d{1,9}") ? (Object) Long.valueOf(key) : key);
                end = close + 1;
            }
        }
        return value;
    }

    private static Object attribute(Object owner, String name) {
        if (owner instanceof Undefined undefined) {
            throw undefined.error();
        }
        Object found = Attributes.find(owner, name);
        if (found == null) {
            throw PythonError.attribute("'" + Types.name(owner) + "' object has no attribute " + Text.repr(name));
        }
        return found;
    }

    private Object argument(String name) {
        if (name.isEmpty() || name.matches("\\d{1,9}")) {
            boolean numbered = !name.isEmpty();
            if (numbered ? automatic > 0 : manual) {
                throw PythonError.value(
                        numbered
                                ? "cannot switch from automatic field numbering to manual field specification"
                                : "cannot switch from manual field specification to automatic field numbering");
            }
            manual |= numbered;
            int index = numbered ? Integer.parseInt(name) : automatic++;
            if (index >= positional.size()) {
                throw PythonError.index("Replacement index " + index + " out of range for positional args tuple");
            }
            return positional.get(index);
        }
        Object value = named.value(name);
        if (value == null) {
            throw PythonError.key(name);
        }
        return value;
    }
}
