package io.buildout4j.recipes.template.jinja;

import com.hubspot.jinjava.tree.Node;
import com.hubspot.jinjava.tree.TagNode;
import io.buildout4j.recipes.template.python.ExpressionParser;
import io.buildout4j.recipes.template.python.Markup;
import io.buildout4j.recipes.template.python.PythonError;
import io.buildout4j.recipes.template.python.Text;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Turns Jinjava's tree over the pieces into statements, all expressions parsed at once. Used for one template. */
final class Compiler {

    private final String template;
    private final List<Piece> pieces;
    private final Map<String, Block> blocks = new LinkedHashMap<>();
    private final Deque<Set<String>> names = new ArrayDeque<>();
    private final Symbols symbols = new Symbols();
    private int branches;
    private int loops;

    private Compiler(String template, List<Piece> pieces) {
        this.template = template;
        this.pieces = pieces;
    }

    static Template compile(String name, List<Piece> pieces) {
        Compiler compiler = new Compiler(name, pieces);
        compiler.names.push(new HashSet<>());
        Body body = compiler.place(JinjavaTree.parse(pieces).getChildren(), false, Set.of());
        boolean usesSelf = compiler.names.element().contains("self");
        return new Template(name, body, List.copyOf(compiler.blocks.values()), usesSelf);
    }

    String template() {
        return template;
    }

    /** The statements of sibling nodes. */
    Body body(List<Node> nodes) {
        List<Statement> statements = new ArrayList<>(nodes.size());
        List<Integer> lines = new ArrayList<>(nodes.size());
        for (Node node : nodes) {
            Piece piece = pieces.get(JinjavaTree.piece(node));
            try {
                statements.add(statement(node, piece));
                lines.add(piece.line());
            } catch (PythonError e) {
                throw e.at(template, piece.line());
            }
        }
        return new Body(template, statements, lines);
    }

    /**
     * The statements of a body that has names of its own.
     *
     * @param apart whether nothing of the places around it is seen there
     * @param declared the names that are given to it
     */
    Body place(List<Node> nodes, boolean apart, Collection<String> declared) {
        symbols.begin(apart);
        symbols.ask(declared);
        Body body = body(nodes);
        return body.hiding(symbols.end());
    }

    /** Notes that the tag being compiled assigns a name. */
    void assigns(String name) {
        symbols.assign(name, branches > 0);
    }

    private Statement statement(Node node, Piece piece) {
        if (piece instanceof Piece.Data data) {
            return new Data(data.text());
        }
        if (piece instanceof Piece.Print print) {
            ExpressionParser parser = new ExpressionParser(print.tokens());
            Statement statement = Printing.print(parser.tuple());
            finish(parser);
            return statement;
        }
        Optional<TagNode> tag = JinjavaTree.tag(node);
        return new TagCompiler(this, (Piece.Tag) piece)
                .compile(tag.map(Node::getChildren).orElseThrow());
    }

    /** Ends the reading of a tag: nothing may be left, what it names must exist, and its names are noted. */
    void finish(ExpressionParser parser) {
        finish(parser, parser.names());
    }

    /** {@link #finish(ExpressionParser)} for a tag of which only some names are asked for where it stands itself. */
    void finish(ExpressionParser parser, Set<String> asked) {
        parser.expectEnd();
        if (branches == 0 && !parser.unknown().isEmpty()) {
            throw parser.unknown().get(0);
        }
        names.element().addAll(parser.names());
        symbols.ask(asked);
    }

    /** Whether a node is text that shows nothing. */
    boolean isBlank(Node node) {
        return pieces.get(JinjavaTree.piece(node)) instanceof Piece.Data data
                && data.text().isBlank();
    }

    Piece.Tag tag(Node node) {
        return (Piece.Tag) pieces.get(JinjavaTree.piece(node));
    }

    /** The names that whatever is compiled by an action asks for; they count for the surroundings too. */
    Set<String> namesIn(Runnable action) {
        names.push(new HashSet<>());
        action.run();
        Set<String> inner = names.pop();
        names.element().addAll(inner);
        return inner;
    }

    /** Compiles something that only one branch of an {@code if} executes. */
    <T> T branch(Supplier<T> action) {
        branches++;
        T compiled = action.get();
        branches--;
        return compiled;
    }

    /** Compiles something with names of its own, for which Jinja2 forgets that it is part of a branch. */
    <T> T inner(Supplier<T> action) {
        int outer = branches;
        branches = 0;
        T compiled = action.get();
        branches = outer;
        return compiled;
    }

    /** {@link #finish} for a tag that is itself compiled as something with names of its own. */
    void finishInner(ExpressionParser parser) {
        inner(() -> {
            finish(parser);
            return parser;
        });
    }

    /** Compiles the body of a loop, where break and continue mean something. */
    <T> T loop(Supplier<T> action) {
        loops++;
        T compiled = action.get();
        loops--;
        return compiled;
    }

    /** Compiles a body that stands apart from the loop around it. */
    <T> T apart(Supplier<T> action) {
        int outerLoops = loops;
        int outerBranches = branches;
        loops = 0;
        branches = 0;
        T compiled = action.get();
        loops = outerLoops;
        branches = outerBranches;
        return compiled;
    }

    boolean inLoop() {
        return loops > 0;
    }

    void add(Block block, int line) {
        if (blocks.put(block.name(), block) != null) {
            throw new PythonError("TemplateAssertionError", "block " + Text.repr(block.name()) + " defined twice")
                    .at(template, line);
        }
    }

    /** Text that a body printed, as the value it has for expressions. */
    static Object captured(Frame frame, String text) {
        return frame.scope().run().autoescape() ? new Markup(text) : text;
    }
}
