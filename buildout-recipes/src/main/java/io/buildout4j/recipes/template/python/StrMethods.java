package io.buildout4j.recipes.template.python;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntPredicate;

/** The methods of str that change or divide a text; those that ask about it are in {@link StrQuestions}. */
final class StrMethods {

    static final Map<String, Native> TABLE = table();

    private StrMethods() {}

    private static Signature self(String name) {
        return new Signature(name).required("self");
    }

    private static String text(Object value) {
        if (Types.isText(value)) {
            return value.toString();
        }
        if (value instanceof Undefined undefined) {
            throw undefined.error();
        }
        throw PythonError.type("expected str, got " + Types.name(value));
    }

    private static Map<String, Native> table() {
        Signature.Table table = new Signature.Table();
        changes(table);
        strips(table);
        pads(table);
        divisions(table);
        table.add(self("join").required("iterable"), (run, a) -> join(run, text(a[0]), a[1]));
        table.add(
                self("format").rest().keywords(),
                (run, a) -> BraceFormat.format(run, text(a[0]), (PyTuple) a[1], (PyDict) a[2], false));
        table.add(
                self("format_map").required("mapping"),
                (run, a) -> BraceFormat.format(run, text(a[0]), PyTuple.EMPTY, (PyDict) a[1], false));
        table.add(
                self("encode").optional("encoding", "utf-8").optional("errors", "strict"),
                (run, a) -> Encodings.encode(text(a[0]), text(a[1]), text(a[2])));
        table.add(
                self("maketrans").required("x").optional("y", None.NONE).optional("z", ""),
                (run, a) -> translation(a[1], a[2], text(a[3])));
        table.add(self("translate").required("table"), (run, a) -> translate(text(a[0]), a[1]));
        table.add(self("__add__").required("other"), (run, a) -> Arithmetic.add(run, a[0], a[1]));
        table.add(self("__mod__").required("other"), (run, a) -> Arithmetic.modulo(run, a[0], a[1]));
        table.add(self("__mul__").required("other"), (run, a) -> Arithmetic.multiply(run, a[0], a[1]));
        StrQuestions.addTo(table);
        return table.functions();
    }

    private static void changes(Signature.Table table) {
        table.add(self("upper"), (run, a) -> text(a[0]).toUpperCase(Locale.ROOT));
        table.add(self("lower"), (run, a) -> text(a[0]).toLowerCase(Locale.ROOT));
        table.add(
                self("casefold"),
                (run, a) -> text(a[0]).toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT));
        table.add(self("capitalize"), (run, a) -> capitalize(text(a[0])));
        table.add(self("title"), (run, a) -> title(text(a[0])));
        table.add(self("swapcase"), (run, a) -> swapCase(text(a[0])));
        table.add(
                self("replace").required("old", "new").optional("count", -1L),
                (run, a) -> replace(run, text(a[0]), text(a[1]), text(a[2]), Ints.clamped(a[3])));
        table.add(
                self("expandtabs").optional("tabsize", 8L),
                (run, a) -> expandTabs(run, text(a[0]), Ints.clamped(a[1])));
        table.add(self("removeprefix").required("prefix"), (run, a) -> {
            String prefix = text(a[1]);
            String value = text(a[0]);
            return value.startsWith(prefix) ? value.substring(prefix.length()) : value;
        });
        table.add(self("removesuffix").required("suffix"), (run, a) -> {
            String suffix = text(a[1]);
            String value = text(a[0]);
            return value.endsWith(suffix) ? value.substring(0, value.length() - suffix.length()) : value;
        });
    }

    private static void strips(Signature.Table table) {
        table.add(self("strip").optional("chars", None.NONE), (run, a) -> strip(a, true, true));
        table.add(self("lstrip").optional("chars", None.NONE), (run, a) -> strip(a, true, false));
        table.add(self("rstrip").optional("chars", None.NONE), (run, a) -> strip(a, false, true));
    }

    static String strip(Object[] a, boolean left, boolean right) {
        return a[1] == None.NONE
                ? Strings.strip(text(a[0]), left, right)
                : Strings.strip(text(a[0]), text(a[1]), left, right);
    }

    private static void pads(Signature.Table table) {
        table.add(self("center").required("width").optional("fillchar", " "), (run, a) -> {
            int missing = missing(run, a);
            int width = Ints.clamped(a[1]);
            int left = missing / 2 + (missing & width & 1);
            return fill(a).repeat(left) + text(a[0]) + fill(a).repeat(missing - left);
        });
        table.add(
                self("ljust").required("width").optional("fillchar", " "),
                (run, a) -> text(a[0]) + fill(a).repeat(missing(run, a)));
        table.add(
                self("rjust").required("width").optional("fillchar", " "),
                (run, a) -> fill(a).repeat(missing(run, a)) + text(a[0]));
        table.add(self("zfill").required("width"), (run, a) -> {
            String value = text(a[0]);
            int sign = value.startsWith("-") || value.startsWith("+") ? 1 : 0;
            return value.substring(0, sign) + "0".repeat(missing(run, a)) + value.substring(sign);
        });
    }

    static int missing(Run run, Object[] a) {
        int missing = Math.max(0, Ints.clamped(a[1]) - Strings.length(text(a[0])));
        run.text(missing);
        return missing;
    }

    private static String fill(Object[] a) {
        String fill = text(a[2]);
        if (Strings.length(fill) != 1) {
            throw PythonError.type("The fill character must be exactly one character long");
        }
        return fill;
    }

    private static void divisions(Signature.Table table) {
        table.add(
                self("split").optional("sep", None.NONE).optional("maxsplit", -1L),
                (run, a) -> split(text(a[0]), a[1], Ints.clamped(a[2]), false));
        table.add(
                self("rsplit").optional("sep", None.NONE).optional("maxsplit", -1L),
                (run, a) -> split(text(a[0]), a[1], Ints.clamped(a[2]), true));
        table.add(self("splitlines").optional("keepends", false), (run, a) -> splitLines(text(a[0]), Truth.of(a[1])));
        table.add(self("partition").required("sep"), (run, a) -> {
            String value = text(a[0]);
            int at = value.indexOf(separator(a[1]));
            return at < 0 ? PyTuple.of(value, "", "") : cut(value, at, text(a[1]));
        });
        table.add(self("rpartition").required("sep"), (run, a) -> {
            String value = text(a[0]);
            int at = value.lastIndexOf(separator(a[1]));
            return at < 0 ? PyTuple.of("", "", value) : cut(value, at, text(a[1]));
        });
    }

    private static PyTuple cut(String value, int at, String separator) {
        return PyTuple.of(value.substring(0, at), separator, value.substring(at + separator.length()));
    }

    private static String separator(Object value) {
        String separator = text(value);
        if (separator.isEmpty()) {
            throw PythonError.value("empty separator");
        }
        return separator;
    }

    static PyList split(String value, Object separator, int limit, boolean fromRight) {
        List<String> parts = separator == None.NONE
                ? words(value, limit, fromRight)
                : parts(value, separator(separator), limit, fromRight);
        return new PyList(parts);
    }

    private static List<String> parts(String value, String separator, int limit, boolean fromRight) {
        List<String> parts = new ArrayList<>();
        int left = limit < 0 ? Integer.MAX_VALUE : limit;
        if (fromRight) {
            int end = value.length();
            while (left-- > 0) {
                int at = end < separator.length() ? -1 : value.lastIndexOf(separator, end - separator.length());
                if (at < 0) {
                    break;
                }
                parts.add(0, value.substring(at + separator.length(), end));
                end = at;
            }
            parts.add(0, value.substring(0, end));
            return parts;
        }
        int from = 0;
        while (left-- > 0) {
            int at = value.indexOf(separator, from);
            if (at < 0) {
                break;
            }
            parts.add(value.substring(from, at));
            from = at + separator.length();
        }
        parts.add(value.substring(from));
        return parts;
    }

    private static List<String> words(String value, int limit, boolean fromRight) {
        List<String> words = new ArrayList<>();
        String rest = Strings.strip(value, !fromRight, fromRight);
        int left = limit < 0 ? Integer.MAX_VALUE : limit;
        while (!rest.isEmpty() && left-- > 0) {
            if (fromRight) {
                int from = rest.length();
                while (from > 0 && !Strings.isSpace(rest.charAt(from - 1))) {
                    from--;
                }
                words.add(0, rest.substring(from));
                rest = Strings.strip(rest.substring(0, from), false, true);
            } else {
                int to = 0;
                while (to < rest.length() && !Strings.isSpace(rest.charAt(to))) {
                    to++;
                }
                words.add(rest.substring(0, to));
                rest = Strings.strip(rest.substring(to), true, false);
            }
        }
        if (!rest.isEmpty()) {
            words.add(fromRight ? 0 : words.size(), rest);
        }
        return words;
    }

    static PyList splitLines(String value, boolean keepEnds) {
        PyList lines = new PyList();
        int from = 0;
        int at = 0;
        while (at < value.length()) {
            if (!Strings.isLineEnd(value.charAt(at))) {
                at++;
                continue;
            }
            int end = at++;
            if (value.charAt(end) == '\r' && at < value.length() && value.charAt(at) == '\n') {
                at++;
            }
            lines.add(value.substring(from, keepEnds ? at : end));
            from = at;
        }
        if (from < value.length()) {
            lines.add(value.substring(from));
        }
        return lines;
    }

    static String join(Run run, String separator, Object items) {
        StringBuilder joined = new StringBuilder();
        Iterator<Object> iterator = Iteration.over(items);
        for (int i = 0; iterator.hasNext(); i++) {
            Object item = iterator.next();
            if (!Types.isText(item)) {
                if (item instanceof Undefined undefined) {
                    throw undefined.error();
                }
                throw PythonError.type(
                        "sequence item " + i + ": expected str instance, " + Types.name(item) + " found");
            }
            joined.append(i == 0 ? "" : separator).append(item);
            run.spend(1);
            if (joined.length() > run.limits().output()) {
                break;
            }
        }
        run.text(joined.length());
        return joined.toString();
    }

    static String replace(Run run, String value, String old, String with, int count) {
        if (count == 0) {
            return value;
        }
        int left = count < 0 ? Integer.MAX_VALUE : count;
        StringBuilder result = new StringBuilder();
        int from = 0;
        if (old.isEmpty()) {
            while (left-- > 0) {
                result.append(with);
                if (from >= value.length()) {
                    break;
                }
                int next = value.offsetByCodePoints(from, 1);
                result.append(value, from, next);
                from = next;
            }
        }
        while (!old.isEmpty() && left-- > 0) {
            int at = value.indexOf(old, from);
            if (at < 0) {
                break;
            }
            result.append(value, from, at).append(with);
            run.spend(1);
            if (result.length() > run.limits().output()) {
                break;
            }
            from = at + old.length();
        }
        run.text(result.length());
        return result.append(value, from, value.length()).toString();
    }

    static String capitalize(String value) {
        if (value.isEmpty()) {
            return value;
        }
        int first = value.offsetByCodePoints(0, 1);
        return titleCase(value.codePointAt(0)) + value.substring(first).toLowerCase(Locale.ROOT);
    }

    private static String titleCase(int point) {
        int title = Character.toTitleCase(point);
        if (title != point || Character.isTitleCase(point)) {
            return Character.toString(title);
        }
        // A letter like the German sharp s becomes several, of which only the first is large.
        String several = Character.toString(point).toUpperCase(Locale.ROOT);
        int first = several.offsetByCodePoints(0, 1);
        return several.substring(0, first) + several.substring(first).toLowerCase(Locale.ROOT);
    }

    static String title(String value) {
        return eachWord(value, Character::isLetter);
    }

    private static String eachWord(String value, IntPredicate isCased) {
        StringBuilder result = new StringBuilder();
        boolean inside = false;
        for (int point : value.codePoints().toArray()) {
            String c = Character.toString(point);
            result.append(inside ? c.toLowerCase(Locale.ROOT) : titleCase(point));
            inside = isCased.test(point);
        }
        return result.toString();
    }

    private static String swapCase(String value) {
        StringBuilder result = new StringBuilder();
        value.codePoints().forEach(point -> {
            String c = Character.toString(point);
            result.append(Character.isUpperCase(point) ? c.toLowerCase(Locale.ROOT) : c.toUpperCase(Locale.ROOT));
        });
        return result.toString();
    }

    private static String expandTabs(Run run, String value, int size) {
        StringBuilder result = new StringBuilder();
        int column = 0;
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '\t') {
                int spaces = size <= 0 ? 0 : size - column % size;
                run.text(spaces);
                result.append(" ".repeat(spaces));
                column += spaces;
            } else {
                result.append(c);
                column = c == '\n' || c == '\r' ? 0 : column + 1;
            }
        }
        return result.toString();
    }

    /** A table for {@code translate}: from a dict, or of two texts the letters of one to those of the other. */
    static PyDict translation(Object from, Object to, String dropped) {
        PyDict table = new PyDict();
        if (from instanceof PyDict dict) {
            dict.forEach((key, value) ->
                    table.put(Types.isText(key) ? (Object) (long) key.toString().codePointAt(0) : key, value));
            return table;
        }
        int[] keys = text(from).codePoints().toArray();
        int[] values = text(to).codePoints().toArray();
        if (keys.length != values.length) {
            throw PythonError.value("the first two maketrans arguments must have equal length");
        }
        for (int i = 0; i < keys.length; i++) {
            table.put((long) keys[i], (long) values[i]);
        }
        dropped.codePoints().forEach(point -> table.put((long) point, None.NONE));
        return table;
    }

    private static String translate(String value, Object table) {
        StringBuilder result = new StringBuilder();
        value.codePoints().forEach(point -> {
            Object to = table instanceof PyDict dict && dict.has((long) point)
                    ? Items.item(table, (long) point)
                    : Character.toString(point);
            if (to != None.NONE) {
                result.append(Types.isText(to) ? to.toString() : PercentFormat.character(to));
            }
        });
        return result.toString();
    }
}
