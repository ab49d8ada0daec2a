package io.buildout4j.recipes.template.jinja;

import io.buildout4j.recipes.template.python.PythonError;
import io.buildout4j.recipes.template.python.Token;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Which tags there are, and how they may be nested. */
final class Tags {

    static final String DO = "jinja2.ext.do";
    static final String LOOP_CONTROLS = "jinja2.ext.loopcontrols";

    /** The tags that end with {@code end…}, and those that may stand between. */
    static final Map<String, List<String>> BLOCKS = Map.of(
            "for", List.of("else"),
            "if", List.of("elif", "else"),
            "block", List.of(),
            "macro", List.of(),
            "call", List.of(),
            "filter", List.of(),
            "with", List.of(),
            "autoescape", List.of(),
            "set", List.of());

    static final Set<String> SINGLE =
            Set.of("extends", "print", "include", "from", "import", "do", "break", "continue");

    private record Open(Piece.Tag tag, boolean otherwise) {}

    private final Set<String> extensions;
    private final Deque<Open> open = new ArrayDeque<>();

    private Tags(Set<String> extensions) {
        this.extensions = extensions;
    }

    /**
     * Fails at the first tag that is unknown or stands where it cannot.
     *
     * @throws PythonError with the line of that tag
     */
    static void check(List<Piece> pieces, Set<String> extensions) {
        Tags tags = new Tags(extensions);
        int line = 1;
        for (Piece piece : pieces) {
            line = piece.line();
            if (piece instanceof Piece.Tag tag) {
                tags.pass(tag);
            }
        }
        if (!tags.open.isEmpty()) {
            throw PythonError.syntax("Unexpected end of template." + tags.expectation(), line);
        }
    }

    private void pass(Piece.Tag tag) {
        String name = tag.name();
        Open innermost = open.peek();
        if (innermost != null && name.equals("end" + innermost.tag().name())) {
            ensureEnd(tag, innermost.tag());
            open.pop();
        } else if (innermost != null && mayDivide(name, innermost)) {
            if (name.equals("else")) {
                ensureEnd(tag, tag);
                open.pop();
                open.push(new Open(innermost.tag(), true));
            }
        } else if (BLOCKS.containsKey(name)) {
            if (!name.equals("set") || tag.isBlockSet()) {
                open.push(new Open(tag, false));
            }
        } else if (!SINGLE.contains(name) || !enabled(name)) {
            throw PythonError.syntax(unknown(name), tag.line());
        }
    }

    /** Nothing may follow in a tag that ends something, but for the name of a block. */
    private static void ensureEnd(Piece.Tag end, Piece.Tag begin) {
        Token first = end.tokens().get(0);
        boolean named = begin.name().equals("block")
                && first.kind() == Token.Kind.NAME
                && begin.tokens().get(0).isName(first.text());
        Token rest = named ? end.tokens().get(1) : first;
        if (rest.kind() != Token.Kind.END) {
            throw PythonError.syntax(
                    "expected token 'end of statement block', got '" + rest.description() + "'", rest.line());
        }
    }

    private static boolean mayDivide(String name, Open innermost) {
        return !innermost.otherwise()
                && BLOCKS.getOrDefault(innermost.tag().name(), List.of()).contains(name);
    }

    private boolean enabled(String name) {
        return switch (name) {
            case "do" -> extensions.contains(DO);
            case "break", "continue" -> extensions.contains(LOOP_CONTROLS);
            default -> true;
        };
    }

    private String unknown(String name) {
        return "Encountered unknown tag '" + name + "'." + (open.isEmpty() ? "" : expectation());
    }

    private String expectation() {
        Open innermost = open.element();
        String name = innermost.tag().name();
        List<String> wanted = new java.util.ArrayList<>();
        if (!innermost.otherwise()) {
            wanted.addAll(BLOCKS.getOrDefault(name, List.of()));
        }
        wanted.add("end" + name);
        return " Jinja was looking for the following tags: "
                + wanted.stream().map(tag -> "'" + tag + "'").collect(Collectors.joining(" or "))
                + ". The innermost block that needs to be closed is '" + name + "'.";
    }
}
