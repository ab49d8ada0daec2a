package io.buildout4j.recipes.template.python;

import java.math.BigInteger;
import java.util.Map;

/** Python's built-in functions over single values. */
final class Builtins {

    private Builtins() {}

    static Map<String, Native> functions() {
        Signature.Table table = new Signature.Table();
        table.add(new Signature("abs").required("x"), (run, a) -> Numbers.absolute(a[0]));
        table.add(new Signature("bin").required("x"), (run, a) -> inBase(a[0], "0b", 2));
        table.add(new Signature("oct").required("x"), (run, a) -> inBase(a[0], "0o", 8));
        table.add(new Signature("hex").required("x"), (run, a) -> inBase(a[0], "0x", 16));
        table.add(new Signature("callable").required("x"), (run, a) -> a[0] instanceof PyCallable);
        table.add(new Signature("chr").required("i"), (run, a) -> {
            long point = Ints.index(a[0]);
            if (point < 0 || point > Character.MAX_CODE_POINT) {
                throw PythonError.value("chr() arg not in range(0x110000)");
            }
            return Character.toString((int) point);
        });
        table.add(new Signature("ord").required("c"), (run, a) -> ord(a[0]));
        table.add(
                new Signature("divmod").required("a", "b"),
                (run, a) -> PyTuple.of(Arithmetic.floorDivide(a[0], a[1]), Arithmetic.modulo(run, a[0], a[1])));
        table.add(new Signature("pow").required("base", "exp").optional("mod", None.NONE), (run, a) -> power(run, a));
        table.add(
                new Signature("round").required("number").optional("ndigits", None.NONE),
                (run, a) -> Numbers.round(a[0], a[1]));
        table.add(
                new Signature("format").required("value").optional("format_spec", ""),
                (run, a) -> FormatSpec.format(run, a[0], Text.str(a[1])));
        table.add(new Signature("repr").required("obj"), (run, a) -> Text.repr(a[0]));
        table.add(new Signature("len").required("obj"), (run, a) -> (long) Iteration.length(a[0]));
        table.add(new Signature("isinstance").required("obj", "class_or_tuple"), (run, a) -> isInstance(a[0], a[1]));
        return table.functions();
    }

    private static Object inBase(Object value, String prefix, int base) {
        BigInteger number = Ints.big(Types.isInt(value) ? value : (Object) Ints.index(value));
        return (number.signum() < 0 ? "-" : "") + prefix + number.abs().toString(base);
    }

    private static Object ord(Object value) {
        if (value instanceof PyBytes bytes && bytes.length() == 1) {
            return bytes.at(0);
        }
        if (!Types.isText(value)) {
            if (value instanceof Undefined undefined) {
                throw undefined.error();
            }
            throw PythonError.type("ord() expected string of length 1, but " + Types.name(value) + " found");
        }
        String text = value.toString();
        if (Strings.length(text) != 1) {
            throw PythonError.type(
                    "ord() expected a character, but string of length " + Strings.length(text) + " found");
        }
        return (long) text.codePointAt(0);
    }

    private static Object power(Run run, Object[] a) {
        if (a[2] == None.NONE) {
            return Arithmetic.power(run, a[0], a[1]);
        }
        if (!Types.isInt(a[0]) || !Types.isInt(a[1]) || !Types.isInt(a[2])) {
            throw PythonError.type("pow() 3rd argument not allowed unless all arguments are integers");
        }
        BigInteger modulus = Ints.big(a[2]);
        if (modulus.signum() == 0) {
            throw PythonError.value("pow() 3rd argument cannot be 0");
        }
        try {
            BigInteger result = Ints.big(a[0]).modPow(Ints.big(a[1]), modulus.abs());
            return Ints.of(modulus.signum() < 0 && result.signum() > 0 ? result.add(modulus) : result);
        } catch (ArithmeticException e) {
            throw PythonError.value("base is not invertible for the given modulus");
        }
    }

    static boolean isInstance(Object value, Object type) {
        if (type instanceof PyType known) {
            return known.isInstance(value);
        }
        if (type instanceof PyTuple several) {
            return several.stream().anyMatch(one -> isInstance(value, one));
        }
        if (type instanceof Undefined undefined) {
            throw undefined.error();
        }
        throw PythonError.type("isinstance() arg 2 must be a type, a tuple of types, or a union");
    }
}
