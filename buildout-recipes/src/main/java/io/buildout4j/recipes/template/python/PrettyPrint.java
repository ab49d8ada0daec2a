package io.buildout4j.recipes.template.python;

import java.util.ArrayList;
import java.util.List;

/** Python's {@code pprint.pformat}: on one line if it fits 80 columns, else one item a line. */
final class PrettyPrint {

    private static final int WIDTH = 80;

    private final StringBuilder text = new StringBuilder();

    private PrettyPrint() {}

    static String format(Object value) {
        if (value instanceof Undefined) {
            return "Undefined";
        }
        PrettyPrint print = new PrettyPrint();
        print.write(value, 0, 0);
        return print.text.toString();
    }

    private void write(Object value, int indent, int allowance) {
        String flat = flat(value);
        if (flat.length() <= WIDTH - indent - allowance) {
            text.append(flat);
        } else if (value instanceof PyDict dict && dict.size() > 0) {
            text.append('{');
            List<Object> keys = sortedKeys(dict);
            for (int i = 0; i < keys.size(); i++) {
                boolean last = i == keys.size() - 1;
                String key = flat(keys.get(i));
                text.append(i == 0 ? "" : ",\n" + " ".repeat(indent + 1))
                        .append(key)
                        .append(": ");
                write(Items.item(dict, keys.get(i)), indent + key.length() + 3, last ? allowance + 1 : 1);
            }
            text.append('}');
        } else if (value instanceof List<?> list && !list.isEmpty()) {
            boolean tuple = value instanceof PyTuple;
            text.append(tuple ? '(' : '[');
            for (int i = 0; i < list.size(); i++) {
                boolean last = i == list.size() - 1;
                text.append(i == 0 ? "" : ",\n" + " ".repeat(indent + 1));
                write(list.get(i), indent + 1, last ? allowance + (tuple && list.size() == 1 ? 2 : 1) : 1);
            }
            text.append(tuple ? (list.size() == 1 ? ",)" : ")") : "]");
        } else if (value instanceof String string) {
            writeLong(string, indent, allowance);
        } else {
            text.append(flat);
        }
    }

    /** A long text is divided into several literals, at blanks and line ends. */
    private void writeLong(String string, int indent, int allowance) {
        boolean outermost = indent == 0 && text.length() == 0;
        int room = WIDTH - indent - (outermost ? 2 : 0);
        List<String> parts = new ArrayList<>();
        PyList lines = StrMethods.splitLines(string, true);
        for (int i = 0; i < lines.size(); i++) {
            int reserve = i == lines.size() - 1 ? allowance + (outermost ? 1 : 0) : 0;
            divide(lines.get(i).toString(), room, reserve, parts);
        }
        boolean bracket = outermost && parts.size() > 1;
        text.append(bracket ? "(" : "");
        text.append(String.join("\n" + " ".repeat(indent + (bracket ? 1 : 0)), parts));
        text.append(bracket ? ")" : "");
    }

    private static void divide(String line, int room, int reserve, List<String> parts) {
        if (Text.repr(line).length() <= room - reserve) {
            parts.add(Text.repr(line));
            return;
        }
        String current = "";
        java.util.regex.Matcher words =
                java.util.regex.Pattern.compile("\\S*\\s*").matcher(line);
        while (words.find()) {
            if (words.group().isEmpty()) {
                break;
            }
            String candidate = current + words.group();
            boolean last = words.end() == line.length();
            if (Text.repr(candidate).length() > room - (last ? reserve : 0) && !current.isEmpty()) {
                parts.add(Text.repr(current));
                current = words.group();
            } else {
                current = candidate;
            }
        }
        if (!current.isEmpty()) {
            parts.add(Text.repr(current));
        }
    }

    private static List<Object> sortedKeys(PyDict dict) {
        List<Object> keys = dict.keys();
        try {
            keys.sort(Order::compare);
        } catch (PythonError e) {
            // Keys of different kinds: by the names of their kinds, then by how they are written.
            keys.sort((a, b) -> {
                int kinds = Types.name(a).compareTo(Types.name(b));
                return kinds != 0 ? kinds : Text.repr(a).compareTo(Text.repr(b));
            });
        }
        return keys;
    }

    private static String flat(Object value) {
        if (value instanceof PyDict dict) {
            List<String> items = new ArrayList<>();
            sortedKeys(dict).forEach(key -> items.add(flat(key) + ": " + flat(Items.item(dict, key))));
            return "{" + String.join(", ", items) + "}";
        }
        if (value instanceof PyList list) {
            return "[" + String.join(", ", list.stream().map(PrettyPrint::flat).toList()) + "]";
        }
        if (value instanceof PyTuple tuple) {
            String items =
                    String.join(", ", tuple.stream().map(PrettyPrint::flat).toList());
            return "(" + items + (tuple.size() == 1 ? ",)" : ")");
        }
        return Text.repr(value);
    }
}
