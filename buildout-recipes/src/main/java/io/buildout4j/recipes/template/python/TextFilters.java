package io.buildout4j.recipes.template.python;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Filters over texts. */
final class TextFilters {

    private static final Pattern WORD_BEGIN = Pattern.compile("[-\\s({\\[<]+", Pattern.UNICODE_CHARACTER_CLASS);
    private static final Pattern WORD = Pattern.compile("\\w+", Pattern.UNICODE_CHARACTER_CLASS);

    private TextFilters() {}

    private static Signature value(String name) {
        return new Signature(name).required("s");
    }

    static Map<String, Native> table() {
        Signature.Table table = new Signature.Table();
        table.add(value("upper"), (run, a) -> like(a[0], Text.str(a[0]).toUpperCase(Locale.ROOT)));
        table.add(value("lower"), (run, a) -> like(a[0], Text.str(a[0]).toLowerCase(Locale.ROOT)));
        table.add(value("capitalize"), (run, a) -> like(a[0], StrMethods.capitalize(Text.str(a[0]))));
        table.add(value("title"), (run, a) -> title(Text.str(a[0])));
        table.add(value("string"), (run, a) -> Types.isText(a[0]) ? a[0] : Text.str(a[0]));
        table.add(
                value("trim").optional("chars", None.NONE),
                (run, a) -> like(a[0], StrMethods.strip(new Object[] {Text.str(a[0]), a[1]}, true, true)));
        table.add(value("center").optional("width", 80L), (run, a) -> like(a[0], center(run, Text.str(a[0]), a[1])));
        table.add(
                value("wordcount"),
                (run, a) -> WORD.matcher(Text.str(a[0])).results().count());
        table.add(value("format").rest().keywords(), (run, a) -> format(run, a));
        table.add(value("replace").required("old", "new").optional("count", None.NONE), TextFilters::replace);
        table.add(
                value("indent").optional("width", 4L).optional("first", false).optional("blank", false),
                TextFilters::indent);
        table.add(
                value("truncate")
                        .optional("length", 255L)
                        .optional("killwords", false)
                        .optional("end", "...")
                        .optional("leeway", None.NONE),
                (run, a) -> truncate(a));
        table.add(
                value("wordwrap")
                        .optional("width", 79L)
                        .optional("break_long_words", true)
                        .optional("wrapstring", None.NONE)
                        .optional("break_on_hyphens", true),
                (run, a) -> wrap(a));
        table.add(new Signature("pprint").required("value"), (run, a) -> PrettyPrint.format(a[0]));
        return table.functions();
    }

    /** Safe if the original was. */
    private static Object like(Object original, String text) {
        return original instanceof Markup ? new Markup(text) : text;
    }

    private static String title(String text) {
        StringBuilder result = new StringBuilder();
        Matcher matcher = WORD_BEGIN.matcher(text);
        int at = 0;
        while (matcher.find()) {
            titleWord(text.substring(at, matcher.start()), result);
            result.append(matcher.group().toLowerCase(Locale.ROOT));
            at = matcher.end();
        }
        titleWord(text.substring(at), result);
        return result.toString();
    }

    private static void titleWord(String word, StringBuilder result) {
        if (!word.isEmpty()) {
            int first = word.offsetByCodePoints(0, 1);
            result.append(word.substring(0, first).toUpperCase(Locale.ROOT));
            result.append(word.substring(first).toLowerCase(Locale.ROOT));
        }
    }

    private static String center(Run run, String text, Object width) {
        int missing = StrMethods.missing(run, new Object[] {text, width});
        int left = missing / 2 + (missing & Ints.clamped(width) & 1);
        return " ".repeat(left) + text + " ".repeat(missing - left);
    }

    private static Object format(Run run, Object[] a) {
        PyTuple positional = (PyTuple) a[1];
        PyDict named = (PyDict) a[2];
        if (!positional.isEmpty() && named.size() > 0) {
            throw new PythonError(
                    "FilterArgumentError", "can't handle positional and keyword arguments at the same time");
        }
        Object template = Types.isText(a[0]) ? a[0] : Text.str(a[0]);
        return PercentFormat.format(run, template, named.size() > 0 ? named : positional);
    }

    private static Object replace(Run run, Object[] a) {
        int count = a[3] == None.NONE ? -1 : Ints.clamped(a[3]);
        if (!run.autoescape()) {
            return StrMethods.replace(run, Text.str(a[0]), Text.str(a[1]), Text.str(a[2]), count);
        }
        boolean safe = a[0] instanceof Markup || a[1] instanceof Markup || a[2] instanceof Markup;
        String text = safe ? Markup.escape(a[0]).text() : Text.str(a[0]);
        String old = safe ? Markup.escape(a[1]).text() : Text.str(a[1]);
        String with = safe ? Markup.escape(a[2]).text() : Text.str(a[2]);
        String replaced = StrMethods.replace(run, text, old, with, count);
        return safe ? new Markup(replaced) : replaced;
    }

    private static Object indent(Run run, Object[] a) {
        if (a[0] instanceof Undefined undefined) {
            throw undefined.error();
        }
        if (!Types.isText(a[0])) {
            throw PythonError.type("unsupported operand type(s) for +=: '" + Types.name(a[0]) + "' and 'str'");
        }
        String by = Types.isText(a[1]) ? a[1].toString() : " ".repeat(Math.max(0, Ints.clamped(a[1])));
        boolean blank = Truth.of(a[3]);
        PyList lines = StrMethods.splitLines(a[0] + "\n", false);
        StringBuilder result = new StringBuilder(Truth.of(a[2]) ? by : "");
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).toString();
            if (i > 0) {
                result.append('\n').append(blank || !line.isEmpty() ? by : "");
            }
            result.append(line);
            run.text(by.length());
        }
        return like(a[0], result.toString());
    }

    private static Object truncate(Object[] a) {
        String end = Text.str(a[3]);
        int length = Ints.clamped(a[1]);
        int leeway = a[4] == None.NONE ? 5 : Ints.clamped(a[4]);
        if (length < Strings.length(end) || leeway < 0) {
            throw new PythonError("AssertionError", "expected length >= " + Strings.length(end) + ", got " + length);
        }
        if (Iteration.length(a[0]) <= (long) length + leeway) {
            return a[0];
        }
        if (!Types.isText(a[0])) {
            throw PythonError.type("'" + Types.name(a[0]) + "' object cannot be truncated as text");
        }
        String text = a[0].toString();
        String cut = text.substring(0, text.offsetByCodePoints(0, length - Strings.length(end)));
        if (!Truth.of(a[2])) {
            int space = cut.lastIndexOf(' ');
            cut = space < 0 ? cut : cut.substring(0, space);
        }
        return like(a[0], cut + end);
    }

    private static String wrap(Object[] a) {
        if (!Types.isText(a[0])) {
            if (a[0] instanceof Undefined undefined) {
                throw undefined.error();
            }
            throw PythonError.attribute("'" + Types.name(a[0]) + "' object has no attribute 'splitlines'");
        }
        String newline = a[3] == None.NONE ? "\n" : Text.str(a[3]);
        List<String> paragraphs = new ArrayList<>();
        for (Object line : StrMethods.splitLines(Text.str(a[0]), false)) {
            paragraphs.add(String.join(
                    newline, TextWrap.wrap(line.toString(), Ints.clamped(a[1]), Truth.of(a[2]), Truth.of(a[4]))));
        }
        return String.join(newline, paragraphs);
    }
}
