package io.buildout4j.recipes.template.python;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

/** Conversions to numbers, and rounding. */
final class Numbers {

    private Numbers() {}

    /** Python's {@code abs}. */
    static Object absolute(Object value) {
        if (value instanceof Double number) {
            return Math.abs(number);
        }
        if (Types.isInt(value)) {
            return Ints.of(Ints.big(value).abs());
        }
        if (value instanceof Undefined undefined) {
            throw undefined.error();
        }
        if (value instanceof Complex number) {
            return Math.hypot(number.real(), number.imaginary());
        }
        throw PythonError.type("bad operand type for abs(): '" + Types.name(value) + "'");
    }

    /** Python's {@code int(value)} and {@code int(value, base)}. */
    static Object toInt(Object value, Object base) {
        if (value instanceof Undefined undefined) {
            throw undefined.error();
        }
        if (Types.isText(value)) {
            return Ints.parse(value.toString(), base == None.NONE ? 10 : Ints.clamped(base));
        }
        if (base != None.NONE) {
            throw PythonError.type("int() can't convert non-string with explicit base");
        }
        if (value instanceof Double number) {
            return Floats.truncated(number);
        }
        if (Types.isInt(value)) {
            return Ints.of(Ints.big(value));
        }
        if (value instanceof PyBytes bytes) {
            return Ints.parse(Encodings.decode(bytes, "ascii", "replace"), 10);
        }
        throw PythonError.type("int() argument must be a string, a bytes-like object or a real number, not '"
                + Types.name(value) + "'");
    }

    /** Python's {@code float(value)}. */
    static double toFloat(Object value) {
        if (value instanceof Undefined undefined) {
            throw undefined.error();
        }
        if (Types.isText(value)) {
            return Floats.parse(value.toString());
        }
        if (Types.isNumber(value)) {
            return Floats.of(value);
        }
        throw PythonError.type("float() argument must be a string or a real number, not '" + Types.name(value) + "'");
    }

    /** Python's {@code round(value, digits)}; without digits the result is an int. */
    static Object round(Object value, Object digits) {
        if (value instanceof Undefined undefined) {
            throw undefined.error();
        }
        if (!Types.isNumber(value)) {
            throw PythonError.type("type " + Types.name(value) + " doesn't define __round__ method");
        }
        int places = digits == None.NONE ? 0 : Ints.clamped(digits);
        if (value instanceof Double number) {
            if (number.isNaN() || number.isInfinite()) {
                return digits == None.NONE ? Floats.truncated(number) : number;
            }
            if (places > 323) {
                return number;
            }
            BigDecimal rounded = new BigDecimal(number).setScale(Math.max(places, -400), RoundingMode.HALF_EVEN);
            if (digits == None.NONE) {
                return Ints.of(rounded.toBigInteger());
            }
            return Math.copySign(rounded.doubleValue(), number);
        }
        BigInteger whole = Ints.big(value);
        if (places >= 0) {
            return Ints.of(whole);
        }
        int size = Math.min(-places, whole.toString().length() + 1);
        return Ints.of(
                new BigDecimal(whole).setScale(-size, RoundingMode.HALF_EVEN).toBigInteger());
    }
}
