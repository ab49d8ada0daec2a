package io.buildout4j.recipes.template.python;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Filters that give or take numbers, and {@code default}. */
final class NumberFilters {

    private NumberFilters() {}

    private static Signature value(String name) {
        return new Signature(name).required("value");
    }

    static Map<String, Native> table() {
        Signature.Table table = new Signature.Table();
        table.add(value("abs"), (run, a) -> Numbers.absolute(a[0]));
        table.add(value("int").optional("default", 0L).optional("base", 10L), (run, a) -> integer(a));
        table.add(value("float").optional("default", 0.0), (run, a) -> floating(a));
        table.add(value("round").optional("precision", 0L).optional("method", "common"), NumberFilters::round);
        table.add(
                value("filesizeformat").optional("binary", false),
                (run, a) -> fileSize(Numbers.toFloat(a[0]), Truth.of(a[1])));
        table.add(
                value("default").optional("default_value", "").optional("boolean", false),
                (run, a) -> a[0] instanceof Undefined || (Truth.of(a[2]) && !Truth.of(a[0])) ? a[1] : a[0]);
        table.alias("d", "default");
        return table.functions();
    }

    private static Object integer(Object[] a) {
        try {
            return Types.isText(a[0]) ? Ints.parse(a[0].toString(), base(a[2])) : Numbers.toInt(a[0], None.NONE);
        } catch (PythonError e) {
            if (!e.type().equals("TypeError") && !e.type().equals("ValueError")) {
                throw e;
            }
        }
        try {
            return Floats.truncated(Numbers.toFloat(a[0]));
        } catch (PythonError e) {
            return fallback(e, a[1]);
        }
    }

    private static int base(Object value) {
        int base = Ints.clamped(value);
        if (base != 0 && (base < 2 || base > 36)) {
            throw PythonError.value("int() base must be >= 2 and <= 36, or 0");
        }
        return base;
    }

    private static Object floating(Object[] a) {
        try {
            return Numbers.toFloat(a[0]);
        } catch (PythonError e) {
            if (e.type().equals("OverflowError")) {
                throw e;
            }
            return fallback(e, a[1]);
        }
    }

    private static Object fallback(PythonError error, Object value) {
        return switch (error.type()) {
            case "TypeError", "ValueError", "OverflowError" -> value;
            default -> throw error;
        };
    }

    private static Object round(Run run, Object[] a) {
        String method = Text.str(a[2]);
        if (!List.of("common", "ceil", "floor").contains(method)) {
            throw new PythonError("FilterArgumentError", "method must be common, ceil or floor");
        }
        if (method.equals("common")) {
            return Numbers.round(a[0], a[1]);
        }
        Object factor = Arithmetic.power(run, 10L, a[1]);
        double scaled = Floats.of(number(Arithmetic.multiply(run, a[0], factor)));
        Object whole = Floats.truncated(method.equals("ceil") ? Math.ceil(scaled) : Math.floor(scaled));
        return Arithmetic.divide(whole, factor);
    }

    private static Object number(Object value) {
        if (!Types.isNumber(value)) {
            throw PythonError.type("must be real number, not " + Types.name(value));
        }
        return value;
    }

    private static String fileSize(double bytes, boolean binary) {
        double base = binary ? 1024 : 1000;
        if (bytes == 1) {
            return "1 Byte";
        }
        if (bytes < base) {
            return Text.str(Floats.truncated(bytes)) + " Bytes";
        }
        String prefixes = "KMGTPEZY";
        double unit = base;
        int i = 0;
        for (; i < prefixes.length(); i++) {
            unit = Math.pow(base, i + 2);
            if (bytes < unit) {
                break;
            }
        }
        char prefix = prefixes.charAt(Math.min(i, prefixes.length() - 1));
        String name = binary ? prefix + "iB" : (prefix == 'K' ? "k" : String.valueOf(prefix)) + "B";
        return String.format(Locale.ROOT, "%s %s", Floats.fixed(base * bytes / unit, 1, false), name);
    }
}
