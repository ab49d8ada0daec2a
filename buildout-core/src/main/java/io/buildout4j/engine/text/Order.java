package io.buildout4j.engine.text;

import java.util.Comparator;

/** The order in which the original sorts names: by code point, where Java's own goes by UTF-16 unit. */
public final class Order implements Comparator<String> {

    public static final Comparator<String> CODE_POINTS = new Order();

    private Order() {}

    @Override
    public int compare(String a, String b) {
        int length = Math.min(a.length(), b.length());
        for (int i = 0; i < length; i++) {
            char x = a.charAt(i);
            char y = b.charAt(i);
            if (x != y) {
                boolean halves = Character.isSurrogate(x) != Character.isSurrogate(y);
                return halves ? (Character.isSurrogate(x) ? 1 : -1) : Character.compare(x, y);
            }
        }
        return Integer.compare(a.length(), b.length());
    }
}
