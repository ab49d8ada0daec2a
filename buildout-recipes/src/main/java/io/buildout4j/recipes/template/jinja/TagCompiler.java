package io.buildout4j.recipes.template.jinja;

import com.hubspot.jinjava.tree.Node;
import io.buildout4j.recipes.template.python.Expression;
import io.buildout4j.recipes.template.python.ExpressionParser;
import io.buildout4j.recipes.template.python.PythonError;
import io.buildout4j.recipes.template.python.Target;
import io.buildout4j.recipes.template.python.Truth;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Compiles one tag with its body, and knows the grammar of the simple tags. */
final class TagCompiler {

    /** Holds the value of a filtered body while the filters are evaluated; no template can write such a name. */
    private static final String CAPTURED = "{captured}";

    private final Compiler compiler;
    private final Piece.Tag tag;
    private final ExpressionParser parser;

    TagCompiler(Compiler compiler, Piece.Tag tag) {
        this.compiler = compiler;
        this.tag = tag;
        this.parser = new ExpressionParser(tag.tokens());
    }

    Statement compile(List<Node> children) {
        return switch (tag.name()) {
            case "if" -> branches(children);
            case "for" -> new LoopCompiler(compiler, tag, parser).compile(children);
            case "set" -> tag.isBlockSet() ? setBlock(children) : set();
            case "macro", "call" -> new MacroCompiler(compiler, tag, parser).compile(children);
            case "filter" -> filter(children);
            case "with" -> with(children);
            case "autoescape" -> autoescape(children);
            case "block", "extends", "include", "import", "from" ->
                new TemplateTagCompiler(compiler, tag, parser).compile(children);
            case "print" -> printAll();
            case "do" -> evaluate();
            case "break", "continue" -> leave();
            default -> throw PythonError.syntax("Encountered unknown tag '" + tag.name() + "'.", tag.line());
        };
    }

    private record Branch(Expression condition, Body body) {}

    private Statement branches(List<Node> children) {
        List<Branch> branches = new ArrayList<>();
        List<Node> current = new ArrayList<>();
        Expression condition = condition(parser);
        Body otherwise = null;
        boolean last = false;
        for (Node child : children) {
            String name = JinjavaTree.tag(child)
                    .map(node -> compiler.tag(child).name())
                    .orElse("");
            if (!name.equals("elif") && !name.equals("else")) {
                current.add(child);
                continue;
            }
            branches.add(new Branch(condition, branch(current)));
            current = new ArrayList<>();
            ExpressionParser divider = new ExpressionParser(compiler.tag(child).tokens());
            if (name.equals("elif")) {
                condition = compiler.branch(() -> condition(divider));
            } else {
                compiler.finish(divider);
                last = true;
            }
        }
        if (last) {
            otherwise = branch(current);
        } else {
            branches.add(new Branch(condition, branch(current)));
        }
        return choose(branches, otherwise);
    }

    private Body branch(List<Node> nodes) {
        return compiler.branch(() -> compiler.body(nodes));
    }

    private Expression condition(ExpressionParser from) {
        Expression condition = from.tupleWithoutIf();
        compiler.finish(from);
        return condition;
    }

    private static Statement choose(List<Branch> choices, @Nullable Body otherwise) {
        Branch[] branches = choices.toArray(Branch[]::new);
        return (frame, out) -> {
            for (Branch branch : branches) {
                if (Truth.of(branch.condition().value(frame.scope()))) {
                    return branch.body().execute(frame, out);
                }
            }
            return otherwise == null ? Flow.NEXT : otherwise.execute(frame, out);
        };
    }

    private Target assignmentTarget() {
        if (parser.peekNext().isOperator(".")) {
            String name = parser.expectName();
            parser.next();
            return new Target.NamespaceAttribute(name, parser.expectName());
        }
        return parser.target();
    }

    private Statement set() {
        Target target = assignmentTarget();
        parser.expectOperator("=");
        Expression value = parser.tuple();
        compiler.finish(parser);
        target.forEachName(compiler::assigns);
        return (frame, out) -> {
            target.assign(frame.scope(), value.value(frame.scope()));
            target.forEachName(frame::assigned);
            return Flow.NEXT;
        };
    }

    private Statement setBlock(List<Node> children) {
        Target target = assignmentTarget();
        Expression value = scope -> scope.find(CAPTURED);
        if (parser.skipOperator("|")) {
            value = parser.filters(value);
        }
        compiler.finishInner(parser);
        Body body = compiler.inner(() -> compiler.place(children, false, Set.of()));
        target.forEachName(compiler::assigns);
        Expression filtered = value;
        return (frame, out) -> {
            Frame inner = frame.inner();
            inner.scope().put(CAPTURED, Compiler.captured(frame, body.capture(inner)));
            target.assign(frame.scope(), filtered.value(inner.scope()));
            target.forEachName(frame::assigned);
            return Flow.NEXT;
        };
    }

    private Statement filter(List<Node> children) {
        Expression filtered = parser.filters(scope -> scope.find(CAPTURED));
        compiler.finishInner(parser);
        Body body = compiler.inner(() -> compiler.place(children, false, Set.of()));
        return (frame, out) -> {
            Frame inner = frame.inner();
            inner.scope().put(CAPTURED, Compiler.captured(frame, body.capture(inner, out.nested())));
            Printing.printText(out, filtered.value(inner.scope()));
            return Flow.NEXT;
        };
    }

    private Statement with(List<Node> children) {
        List<Target> targets = new ArrayList<>();
        List<Expression> values = new ArrayList<>();
        while (!parser.atEnd()) {
            if (!targets.isEmpty()) {
                parser.expectOperator(",");
            }
            targets.add(parser.simpleTarget());
            parser.expectOperator("=");
            values.add(parser.expression());
        }
        compiler.finishInner(parser);
        Set<String> declared = new HashSet<>();
        targets.forEach(target -> target.forEachName(declared::add));
        Body body = compiler.inner(() -> compiler.place(children, false, declared));
        return (frame, out) -> {
            Frame inner = frame.inner();
            for (int i = 0; i < values.size(); i++) {
                // Values see the names around, not those the tag is just giving.
                targets.get(i).assign(inner.scope(), values.get(i).value(frame.scope()));
            }
            return body.execute(inner, out);
        };
    }

    private Statement autoescape(List<Node> children) {
        Expression on = parser.expression();
        compiler.finish(parser);
        Body body = compiler.inner(() -> compiler.place(children, false, Set.of()));
        return (frame, out) -> {
            boolean before = frame.scope().run().autoescape(Truth.of(on.value(frame.scope())));
            Flow flow = body.execute(frame.inner(), out);
            frame.scope().run().autoescape(before);
            return flow;
        };
    }

    private Statement printAll() {
        List<Statement> prints = new ArrayList<>();
        while (!parser.atEnd()) {
            if (!prints.isEmpty()) {
                parser.expectOperator(",");
            }
            prints.add(Printing.print(parser.expression()));
        }
        compiler.finish(parser);
        return (frame, out) -> {
            prints.forEach(print -> print.execute(frame, out));
            return Flow.NEXT;
        };
    }

    private Statement evaluate() {
        Expression expression = parser.tuple();
        compiler.finish(parser);
        return (frame, out) -> {
            expression.value(frame.scope());
            return Flow.NEXT;
        };
    }

    private Statement leave() {
        compiler.finish(parser);
        if (!compiler.inLoop()) {
            throw PythonError.syntax("'" + tag.name() + "' outside loop", tag.line());
        }
        Flow flow = tag.name().equals("break") ? Flow.BREAK : Flow.CONTINUE;
        return (frame, out) -> flow;
    }
}
