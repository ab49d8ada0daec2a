package io.buildout4j.recipes.template.jinja;

import com.hubspot.jinjava.tree.Node;
import io.buildout4j.recipes.template.python.Expression;
import io.buildout4j.recipes.template.python.ExpressionParser;
import io.buildout4j.recipes.template.python.Iteration;
import io.buildout4j.recipes.template.python.Markup;
import io.buildout4j.recipes.template.python.PythonError;
import io.buildout4j.recipes.template.python.Run;
import io.buildout4j.recipes.template.python.Scope;
import io.buildout4j.recipes.template.python.Target;
import io.buildout4j.recipes.template.python.Truth;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Compiles {@code for}. */
final class LoopCompiler {

    private final Compiler compiler;
    private final Piece.Tag tag;
    private final ExpressionParser parser;
    private boolean scopedBlock;

    LoopCompiler(Compiler compiler, Piece.Tag tag, ExpressionParser parser) {
        this.compiler = compiler;
        this.tag = tag;
        this.parser = parser;
    }

    Statement compile(List<Node> children) {
        Target target = parser.target();
        target.forEachName(name -> {
            if (name.equals("loop")) {
                throw new PythonError(
                                "TemplateAssertionError", "Can't assign to special loop variable in for-loop target")
                        .at(compiler.template(), tag.line());
            }
        });
        if (!parser.skipName("in")) {
            throw PythonError.syntax(
                    "expected token 'in', got '" + parser.peek().description() + "'", tag.line());
        }
        Expression items = parser.tupleWithoutIf();
        Set<String> asked = Set.copyOf(parser.names());
        Expression test = parser.skipName("if") ? parser.expression() : null;
        boolean recursive = parser.skipName("recursive");
        compiler.finish(parser, asked);
        List<Node> body = new ArrayList<>();
        List<Node> otherwise = new ArrayList<>();
        List<Node> current = body;
        for (Node child : children) {
            if (JinjavaTree.tag(child).isPresent() && compiler.tag(child).name().equals("else")) {
                current = otherwise;
            } else {
                scopedBlock |= hasScopedBlock(child);
                current.add(child);
            }
        }
        Set<String> declared = new HashSet<>(parser.names());
        declared.removeAll(asked);
        declared.add("loop");
        target.forEachName(declared::add);
        Body[] compiled = new Body[1];
        Set<String> names = compiler.namesIn(() ->
                compiled[0] = compiler.inner(() -> compiler.loop(() -> compiler.place(body, false, declared))));
        boolean usesLoop = recursive || scopedBlock || names.contains("loop");
        Body elseBody = otherwise.isEmpty() ? null : compiler.inner(() -> compiler.place(otherwise, false, Set.of()));
        For loop = new For(target, test, compiled[0], elseBody, usesLoop);
        return (frame, out) -> recursive
                ? loop.recurse(frame, out, items.value(frame.scope()), 0)
                : loop.run(frame, out, items.value(frame.scope()), 0, null);
    }

    private boolean hasScopedBlock(Node node) {
        boolean here = JinjavaTree.tag(node).isPresent()
                && compiler.tag(node).name().equals("block")
                && compiler.tag(node).tokens().stream().anyMatch(token -> token.isName("scoped"));
        return here || node.getChildren().stream().anyMatch(this::hasScopedBlock);
    }

    private record For(
            Target target,
            @Nullable Expression test,
            Body body,
            @Nullable Body otherwise,
            boolean usesLoop) {

        Flow recurse(Frame frame, Output out, Object items, int depth) {
            run(frame, out, items, depth, (inner, level) -> {
                Run run = frame.scope().run();
                run.enter();
                Output nested = out.nested();
                recurse(frame, nested, inner, level);
                run.leave();
                String text = nested.text();
                return run.autoescape() ? new Markup(text) : text;
            });
            return Flow.NEXT;
        }

        Flow run(Frame frame, Output out, Object value, int depth, Loop.@Nullable Recursion recursion) {
            Iterator<Object> items = Iteration.over(value);
            if (test != null) {
                items = filtered(frame, items, test);
            }
            Run run = frame.scope().run();
            // A turn that was broken off counts as none for Jinja2.
            boolean none = true;
            if (usesLoop) {
                Loop loop = new Loop(items, depth, recursion);
                while (loop.hasNext()) {
                    run.spend(1);
                    Scope scope = frame.scope().inner();
                    Object item = loop.next();
                    target.assign(scope, item);
                    scope.put("loop", loop);
                    Flow flow = body.execute(frame.with(scope), out);
                    none &= flow != Flow.NEXT;
                    if (flow == Flow.BREAK) {
                        break;
                    }
                }
            } else {
                while (items.hasNext()) {
                    run.spend(1);
                    Scope scope = frame.scope().inner();
                    target.assign(scope, items.next());
                    Flow flow = body.execute(frame.with(scope), out);
                    none &= flow != Flow.NEXT;
                    if (flow == Flow.BREAK) {
                        break;
                    }
                }
            }
            return none && otherwise != null ? otherwise.execute(frame.inner(), out) : Flow.NEXT;
        }

        private Iterator<Object> filtered(Frame frame, Iterator<Object> items, Expression wanted) {
            return new Iterator<>() {
                private @Nullable Object next;

                @Override
                public boolean hasNext() {
                    while (next == null && items.hasNext()) {
                        frame.scope().run().spend(1);
                        Object item = items.next();
                        Scope scope = frame.scope().inner();
                        target.assign(scope, item);
                        next = Truth.of(wanted.value(scope)) ? item : null;
                    }
                    return next != null;
                }

                @Override
                public Object next() {
                    Object item = hasNext() ? next : null;
                    if (item == null) {
                        throw new java.util.NoSuchElementException();
                    }
                    next = null;
                    return item;
                }
            };
        }
    }
}
