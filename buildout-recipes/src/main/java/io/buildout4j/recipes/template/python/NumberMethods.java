package io.buildout4j.recipes.template.python;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The methods and attributes of int and float. */
final class NumberMethods {

    static final Map<String, Native> INT_TABLE = ints();
    static final Map<String, Native> FLOAT_TABLE = floats();

    private NumberMethods() {}

    private static Signature self(String name) {
        return new Signature(name).required("self");
    }

    private static Map<String, Native> ints() {
        Signature.Table table = numbers();
        table.add(self("bit_length"), (run, a) -> (long) Ints.big(a[0]).abs().bitLength());
        table.add(self("bit_count"), (run, a) -> (long) Ints.big(a[0]).abs().bitCount());
        table.add(self("as_integer_ratio"), (run, a) -> PyTuple.of(plain(a[0]), 1L));
        table.add(self("__index__"), (run, a) -> plain(a[0]));
        table.add(
                self("to_bytes")
                        .optional("length", 1L)
                        .optional("byteorder", "big")
                        .optional("signed", false),
                NumberMethods::toBytes);
        return table.functions();
    }

    private static Map<String, Native> floats() {
        Signature.Table table = numbers();
        table.add(self("is_integer"), (run, a) -> {
            double number = (Double) a[0];
            return number == Math.rint(number) && !Double.isInfinite(number);
        });
        table.add(self("as_integer_ratio"), (run, a) -> ratio((Double) a[0]));
        table.add(self("hex"), (run, a) -> hex((Double) a[0]));
        return table.functions();
    }

    private static Signature.Table numbers() {
        Signature.Table table = new Signature.Table();
        table.add(self("conjugate"), (run, a) -> plain(a[0]));
        table.add(self("__str__"), (run, a) -> Text.str(a[0]));
        table.add(self("__repr__"), (run, a) -> Text.repr(a[0]));
        table.add(self("__int__"), (run, a) -> Numbers.toInt(a[0], None.NONE));
        table.add(self("__float__"), (run, a) -> Numbers.toFloat(a[0]));
        table.add(self("__abs__"), (run, a) -> Numbers.absolute(a[0]));
        table.add(self("__neg__"), (run, a) -> Arithmetic.negate(a[0]));
        table.add(self("__add__").required("other"), (run, a) -> Arithmetic.add(run, a[0], a[1]));
        table.add(self("__sub__").required("other"), (run, a) -> Arithmetic.subtract(a[0], a[1]));
        table.add(self("__mul__").required("other"), (run, a) -> Arithmetic.multiply(run, a[0], a[1]));
        table.add(self("__mod__").required("other"), (run, a) -> Arithmetic.modulo(run, a[0], a[1]));
        table.add(self("__floordiv__").required("other"), (run, a) -> Arithmetic.floorDivide(a[0], a[1]));
        table.add(self("__truediv__").required("other"), (run, a) -> Arithmetic.divide(a[0], a[1]));
        return table;
    }

    /** An attribute that is no method. */
    static @Nullable Object member(Object number, String name) {
        return switch (name) {
            case "real" -> plain(number);
            case "imag" -> number instanceof Double ? (Object) 0.0 : (Object) 0L;
            case "numerator" -> number instanceof Double ? null : plain(number);
            case "denominator" -> number instanceof Double ? null : 1L;
            default -> null;
        };
    }

    /** The number that a truth is too. */
    private static Object plain(Object number) {
        return number instanceof Boolean ? (Object) Ints.small(number) : number;
    }

    private static Object toBytes(Run run, Object[] a) {
        BigInteger number = Ints.big(a[0]);
        int length = Ints.clamped(a[1]);
        boolean signed = Truth.of(a[3]);
        if (length < 0) {
            throw PythonError.value("length argument must be non-negative");
        }
        run.spend(length);
        if (number.signum() < 0 && !signed) {
            throw new PythonError("OverflowError", "can't convert negative int to unsigned");
        }
        if (number.bitLength() > 8L * length - (signed ? 1 : 0)) {
            throw new PythonError("OverflowError", "int too big to convert");
        }
        String order = Text.str(a[2]);
        if (!order.equals("big") && !order.equals("little")) {
            throw PythonError.value("byteorder must be either 'little' or 'big'");
        }
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[order.equals("big") ? length - 1 - i : i] =
                    number.shiftRight(8 * i).byteValue();
        }
        return new PyBytes(bytes);
    }

    private static Object ratio(double number) {
        if (Double.isNaN(number)) {
            throw PythonError.value("cannot convert NaN to integer ratio");
        }
        if (Double.isInfinite(number)) {
            throw new PythonError("OverflowError", "cannot convert Infinity to integer ratio");
        }
        BigDecimal exact = new BigDecimal(number);
        BigInteger below = BigInteger.TEN.pow(Math.max(0, exact.scale()));
        BigInteger above = exact.multiply(new BigDecimal(below)).toBigIntegerExact();
        BigInteger shared = above.gcd(below);
        return PyTuple.of(Ints.of(above.divide(shared)), Ints.of(below.divide(shared)));
    }

    private static String hex(double number) {
        if (Double.isNaN(number) || Double.isInfinite(number)) {
            return Floats.repr(number);
        }
        String text = Double.toHexString(number);
        int point = text.indexOf('.');
        int power = text.indexOf('p');
        String digits = text.substring(point + 1, power);
        String exponent = text.substring(power + 1);
        boolean zero = number == 0;
        return text.substring(0, point + 1)
                + (zero ? "0" : digits + "0".repeat(13 - digits.length()))
                + 'p'
                + (exponent.startsWith("-") ? exponent : "+" + exponent);
    }
}
