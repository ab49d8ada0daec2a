package io.buildout4j.recipes.template.python;

import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * Python's range.
 *
 * @param start the first number
 * @param stop the number before which it ends
 * @param step the distance, never 0
 */
record PyRange(long start, long stop, long step) {

    PyRange {
        if (step == 0) {
            throw PythonError.value("range() arg 3 must not be zero");
        }
    }

    long length() {
        if (step > 0) {
            return start >= stop ? 0 : (stop - start - 1) / step + 1;
        }
        return start <= stop ? 0 : (start - stop - 1) / -step + 1;
    }

    long at(long index) {
        return start + index * step;
    }

    boolean has(Object value) {
        Object key = Keys.of(value);
        if (!(key instanceof Long number)) {
            return false;
        }
        boolean inside = step > 0 ? number >= start && number < stop : number <= start && number > stop;
        return inside && (number - start) % step == 0;
    }

    /** An attribute that is no method. */
    @Nullable
    Object member(String name) {
        return switch (name) {
            case "start" -> start;
            case "stop" -> stop;
            case "step" -> step;
            default -> null;
        };
    }

    PyRange part(Slice.Bounds bounds) {
        return new PyRange(at(bounds.start()), at(bounds.stop()), step * bounds.step());
    }

    Iterator<Object> iterator() {
        return new Iterator<>() {
            private long index;

            @Override
            public boolean hasNext() {
                return index < length();
            }

            @Override
            public Object next() {
                if (!hasNext()) {
                    throw new NoSuchElementException();
                }
                return at(index++);
            }
        };
    }
}
