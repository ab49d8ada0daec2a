package io.buildout4j.recipes.template.python;

import java.math.BigInteger;

/**
 * A slice as written between brackets; what is left out is None.
 *
 * @param start the first index, may be None
 * @param stop the index before which it ends, may be None
 * @param step the distance, may be None
 */
record Slice(Object start, Object stop, Object step) {

    /**
     * A slice fitted to a sequence.
     *
     * @param start the first index
     * @param stop the index before (or, walking backwards, after) which it ends
     * @param step the distance, never 0
     */
    record Bounds(int start, int stop, int step) {
        int length() {
            if (step > 0) {
                return start >= stop ? 0 : (int) (((long) stop - start - 1) / step + 1);
            }
            return start <= stop ? 0 : (int) (((long) start - stop - 1) / -(long) step + 1);
        }

        int at(int index) {
            return start + index * step;
        }
    }

    Bounds bounds(int length) {
        int by = step == None.NONE ? 1 : index(step);
        if (by == 0) {
            throw PythonError.value("slice step cannot be zero");
        }
        int low = by > 0 ? 0 : -1;
        int high = by > 0 ? length : length - 1;
        int from = start == None.NONE ? (by > 0 ? low : high) : fit(index(start), length, low, high);
        int to = stop == None.NONE ? (by > 0 ? high : low) : fit(index(stop), length, low, high);
        return new Bounds(from, to, by == Integer.MIN_VALUE ? -Integer.MAX_VALUE : by);
    }

    private static int fit(int index, int length, int low, int high) {
        long absolute = index < 0 ? (long) index + length : index;
        return (int) Math.max(low, Math.min(high, absolute));
    }

    private static int index(Object value) {
        if (!(Ints.isSmall(value) || value instanceof BigInteger)) {
            if (value instanceof Undefined undefined) {
                throw undefined.error();
            }
            throw PythonError.type("slice indices must be integers or None or have an __index__ method");
        }
        return Ints.clamped(value);
    }
}
