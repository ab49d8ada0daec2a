package io.buildout4j.engine.merge;

import io.buildout4j.engine.text.Order;
import java.util.Collection;
import java.util.Comparator;

/** Option names that carry an operator at their end, such as {@code parts +}. */
public final class Names {

    /** Options by the name they act on, additions before removals, as the original sorts them. */
    static final Comparator<String> OPERATORS = new ByOperator();

    private Names() {}

    public static boolean hasOperator(String name) {
        return name.endsWith("+") || name.endsWith("-");
    }

    static boolean anyHasOperator(Collection<String> names) {
        for (String name : names) {
            if (hasOperator(name)) {
                return true;
            }
        }
        return false;
    }

    /** The name without all the signs and blanks at its end, which is how the original finds what it acts on. */
    public static String stripped(String name, char sign) {
        int end = name.length();
        while (end > 0 && (name.charAt(end - 1) == sign || name.charAt(end - 1) == ' ')) {
            end--;
        }
        return name.substring(0, end);
    }

    /**
     * The name without its last two characters, which is how the original finds what it acts on in a new section: it
     * expects one blank before the sign.
     */
    static String cut(String name) {
        return name.substring(0, Math.max(0, name.length() - 2));
    }

    private static final class ByOperator implements Comparator<String> {

        @Override
        public int compare(String a, String b) {
            int byName = Order.CODE_POINTS.compare(stripped(a, '+'), stripped(b, '+'));
            return byName != 0 ? byName : Character.compare(last(a), last(b));
        }

        private static char last(String name) {
            return name.isEmpty() ? ' ' : name.charAt(name.length() - 1);
        }
    }
}
