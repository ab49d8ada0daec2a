package io.buildout4j.recipes.template.jinja;

import com.hubspot.jinjava.tree.Node;
import io.buildout4j.recipes.template.python.Expression;
import io.buildout4j.recipes.template.python.ExpressionParser;
import io.buildout4j.recipes.template.python.PythonError;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Compiles {@code macro} and {@code call}. */
final class MacroCompiler {

    /** Holds the macro that a call block is while the call is evaluated; no template can write such a name. */
    private static final String CALLER = "{caller}";

    private final Compiler compiler;
    private final Piece.Tag tag;
    private final ExpressionParser parser;
    private final List<String> parameters = new ArrayList<>();
    private final List<Expression> defaults = new ArrayList<>();

    MacroCompiler(Compiler compiler, Piece.Tag tag, ExpressionParser parser) {
        this.compiler = compiler;
        this.tag = tag;
        this.parser = parser;
    }

    Statement compile(List<Node> children) {
        return tag.name().equals("macro") ? macro(children) : call(children);
    }

    private Statement macro(List<Node> children) {
        String name = parser.expectName();
        signature();
        compiler.finish(parser, Set.of());
        Macro.Definition definition = definition(name, children);
        compiler.assigns(name);
        return (frame, out) -> {
            frame.scope().put(name, new Macro(definition, frame));
            frame.assigned(name);
            return Flow.NEXT;
        };
    }

    private Statement call(List<Node> children) {
        if (parser.peek().isOperator("(")) {
            signature();
        }
        Expression call = parser.callWith("caller", scope -> scope.find(CALLER));
        compiler.finish(parser);
        Macro.Definition definition = definition(Macro.ANONYMOUS, children);
        return (frame, out) -> {
            Frame inner = frame.inner();
            inner.scope().put(CALLER, new Macro(definition, frame));
            Printing.printText(out, call.value(inner.scope()));
            return Flow.NEXT;
        };
    }

    private void signature() {
        parser.expectOperator("(");
        while (!parser.peek().isOperator(")")) {
            if (!parameters.isEmpty()) {
                parser.expectOperator(",");
            }
            String parameter = parser.expectName();
            if (parameters.contains(parameter)) {
                throw new PythonError("SyntaxError", "duplicate argument '" + parameter + "' in function definition")
                        .at(compiler.template(), tag.line());
            }
            parameters.add(parameter);
            if (parser.skipOperator("=")) {
                defaults.add(parser.expression());
            } else if (!defaults.isEmpty()) {
                throw PythonError.syntax("non-default argument follows default argument", tag.line());
            }
        }
        parser.expectOperator(")");
    }

    private Macro.Definition definition(String name, List<Node> children) {
        Set<String> known = new HashSet<>(parser.names());
        known.addAll(parameters);
        Body[] body = new Body[1];
        Set<String> names =
                compiler.namesIn(() -> body[0] = compiler.apart(() -> compiler.place(children, false, known)));
        int callerAt = parameters.indexOf("caller");
        if (callerAt >= 0 && names.contains("caller") && callerAt < parameters.size() - defaults.size()) {
            throw new PythonError(
                            "TemplateAssertionError",
                            "When defining macros or call blocks the special \"caller\" argument must be omitted or be"
                                    + " given a default.")
                    .at(compiler.template(), tag.line());
        }
        return new Macro.Definition(
                name,
                List.copyOf(parameters),
                List.copyOf(defaults),
                body[0],
                names.contains("caller") && callerAt < 0,
                names.contains("kwargs") && !parameters.contains("kwargs"),
                names.contains("varargs") && !parameters.contains("varargs"));
    }
}
