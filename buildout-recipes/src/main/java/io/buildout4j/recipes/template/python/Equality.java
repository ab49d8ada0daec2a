package io.buildout4j.recipes.template.python;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;

/** Python's {@code ==}. */
final class Equality {

    private Equality() {}

    static boolean same(Object a, Object b) {
        if (a instanceof String && b instanceof String) {
            return a.equals(b);
        }
        if (a instanceof Long && b instanceof Long) {
            return a.equals(b);
        }
        if (a instanceof Undefined || b instanceof Undefined) {
            return sameUndefined(a, b);
        }
        if (Types.isText(a) && Types.isText(b)) {
            return a.toString().equals(b.toString());
        }
        if (Types.isNumber(a) && Types.isNumber(b)) {
            return sameNumbers(a, b);
        }
        if (a instanceof PyList x && b instanceof PyList y) {
            return sameItems(x, y);
        }
        if (a instanceof PyTuple x && b instanceof PyTuple y) {
            return sameItems(x, y);
        }
        if (a instanceof PyDict x && b instanceof PyDict y) {
            return x.same(y);
        }
        return sameRest(a, b);
    }

    private static boolean sameRest(Object a, Object b) {
        if (a instanceof PySet x && b instanceof PySet y) {
            return x.size() == y.size() && x.containsAll(y);
        }
        if (isKeysLike(a) && isKeysLike(b)) {
            PySet x = Iteration.set(a);
            PySet y = Iteration.set(b);
            return x.size() == y.size() && x.containsAll(y);
        }
        if (a instanceof PyRange x && b instanceof PyRange y) {
            return sameRanges(x, y);
        }
        if (a instanceof Complex x && Types.isNumber(b)) {
            return x.imaginary() == 0 && sameNumbers(x.real(), b);
        }
        if (b instanceof Complex y && Types.isNumber(a)) {
            return y.imaginary() == 0 && sameNumbers(y.real(), a);
        }
        return a.equals(b);
    }

    private static boolean isKeysLike(Object value) {
        return value instanceof PySet || (value instanceof DictView view && view.kind() != DictView.Kind.VALUES);
    }

    private static boolean sameRanges(PyRange x, PyRange y) {
        long length = x.length();
        return length == y.length()
                && (length == 0 || (x.start() == y.start() && (length == 1 || x.step() == y.step())));
    }

    /** Strict undefined values refuse to be compared; lenient ones equal each other. */
    private static boolean sameUndefined(Object a, Object b) {
        if (a instanceof Undefined undefined) {
            undefined.use();
        }
        if (b instanceof Undefined undefined) {
            undefined.use();
        }
        return a instanceof Undefined && b instanceof Undefined;
    }

    private static boolean sameItems(List<Object> a, List<Object> b) {
        if (a.size() != b.size()) {
            return false;
        }
        for (int i = 0; i < a.size(); i++) {
            Object x = a.get(i);
            Object y = b.get(i);
            if (x != y && !same(x, y)) {
                return false;
            }
        }
        return true;
    }

    private static boolean sameNumbers(Object a, Object b) {
        if (a instanceof Double x && b instanceof Double y) {
            return x.doubleValue() == y.doubleValue();
        }
        if (a instanceof Double x) {
            return compareIntToDouble(b, x) == 0;
        }
        if (b instanceof Double y) {
            return compareIntToDouble(a, y) == 0;
        }
        return Ints.big(a).equals(Ints.big(b));
    }

    /** Exact, however large; a NaN is compared as different from everything. */
    static int compareIntToDouble(Object integer, double number) {
        if (Double.isNaN(number)) {
            return -2;
        }
        if (Double.isInfinite(number)) {
            return number > 0 ? -1 : 1;
        }
        BigInteger exact = Ints.big(integer);
        return new BigDecimal(exact).compareTo(new BigDecimal(number));
    }
}
