package io.buildout4j.recipes.template.jinja;

import com.hubspot.jinjava.tree.Node;
import io.buildout4j.recipes.template.python.Expression;
import io.buildout4j.recipes.template.python.ExpressionParser;
import io.buildout4j.recipes.template.python.Iteration;
import io.buildout4j.recipes.template.python.PythonError;
import io.buildout4j.recipes.template.python.Scope;
import io.buildout4j.recipes.template.python.Text;
import io.buildout4j.recipes.template.python.Undefined;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Compiles the tags that have to do with other templates: block, extends, include, import and from. */
final class TemplateTagCompiler {

    private final Compiler compiler;
    private final Piece.Tag tag;
    private final ExpressionParser parser;

    TemplateTagCompiler(Compiler compiler, Piece.Tag tag, ExpressionParser parser) {
        this.compiler = compiler;
        this.tag = tag;
        this.parser = parser;
    }

    Statement compile(List<Node> children) {
        return switch (tag.name()) {
            case "block" -> block(children);
            case "extends" -> extend();
            case "include" -> include();
            case "import" -> importModule();
            default -> importNames();
        };
    }

    private Statement block(List<Node> children) {
        String name = parser.expectName();
        boolean scoped = parser.skipName("scoped");
        boolean required = parser.skipName("required");
        if (parser.peek().isOperator("-")) {
            throw PythonError.syntax(
                    "Block names in Jinja have to be valid Python identifiers and may not contain hyphens, use an"
                            + " underscore instead.",
                    tag.line());
        }
        compiler.finish(parser);
        if (required && !children.stream().allMatch(compiler::isBlank)) {
            throw PythonError.syntax("Required blocks can only contain comments or whitespace", tag.line());
        }
        Body[] body = new Body[1];
        Set<String> names =
                compiler.namesIn(() -> body[0] = compiler.apart(() -> compiler.place(children, true, Set.of())));
        // Whether a loop around needs its variable is not decided by what a block in it asks for.
        names.clear();
        compiler.add(new Block(name, body[0], required), tag.line());
        return (frame, out) -> {
            if (out.muted() && frame.top()) {
                return Flow.NEXT;
            }
            Context context = frame.context();
            if (required && context.blocks(name).size() <= 1) {
                throw new PythonError("TemplateRuntimeError", "Required block " + Text.repr(name) + " not found");
            }
            boolean muted = out.muted();
            out.unmute();
            BlockSuper.print(context, scoped ? frame.scope() : context.names(), name, 0, out);
            if (muted) {
                out.mute();
            }
            return Flow.NEXT;
        };
    }

    private Statement extend() {
        Expression template = parser.expression();
        compiler.finish(parser);
        return (frame, out) -> {
            Context context = frame.context();
            if (!context.extend(context.rendering().first(names(template.value(frame.scope()), false)))) {
                throw new PythonError("TemplateRuntimeError", "extended multiple times");
            }
            out.mute();
            return Flow.NEXT;
        };
    }

    /** The template names a value stands for. */
    private static List<String> names(Object value, boolean severalAllowed) {
        if (severalAllowed && !(value instanceof String) && !(value instanceof Undefined)) {
            List<String> names = new ArrayList<>();
            Iteration.over(value).forEachRemaining(name -> names.add(Text.str(name)));
            return names;
        }
        if (value instanceof Undefined undefined) {
            throw undefined.error();
        }
        return List.of(Text.str(value));
    }

    private boolean withContext(boolean usually) {
        boolean said = (parser.peek().isName("with") || parser.peek().isName("without"))
                && parser.peekNext().isName("context");
        if (!said) {
            return usually;
        }
        boolean with = parser.next().isName("with");
        parser.next();
        return with;
    }

    private Statement include() {
        Expression template = parser.expression();
        boolean ignoreMissing =
                parser.peek().isName("ignore") && parser.peekNext().isName("missing");
        if (ignoreMissing) {
            parser.next();
            parser.next();
        }
        boolean withContext = withContext(true);
        compiler.finish(parser);
        return (frame, out) -> {
            Rendering rendering = frame.context().rendering();
            List<String> names = names(template.value(frame.scope()), true);
            Template included;
            try {
                included = rendering.first(names);
            } catch (PythonError e) {
                if (ignoreMissing
                        && (e.type().equals("TemplateNotFound") || e.type().equals("TemplatesNotFound"))
                        && e.line() == 0) {
                    return Flow.NEXT;
                }
                throw e;
            }
            if (!withContext) {
                out.printAnyway(rendering.module(included).text());
                return Flow.NEXT;
            }
            Output nested = new Output(rendering.run().limits().output());
            rendering.run().enter();
            try {
                new Context(rendering, frame.scope().inner()).render(included, nested);
            } catch (PythonError e) {
                throw e.through("including " + included.name());
            }
            rendering.run().leave();
            out.printAnyway(nested.text());
            return Flow.NEXT;
        };
    }

    private static TemplateModule module(Frame frame, Object template, boolean withContext) {
        Rendering rendering = frame.context().rendering();
        Template imported = rendering.first(names(template, false));
        return withContext ? rendering.module(imported, frame.scope()) : rendering.module(imported);
    }

    private Statement importModule() {
        Expression template = parser.expression();
        if (!parser.skipName("as")) {
            throw PythonError.syntax(
                    "expected token 'as', got '" + parser.peek().description() + "'", tag.line());
        }
        String name = parser.expectName();
        boolean withContext = withContext(false);
        compiler.finish(parser);
        compiler.assigns(name);
        return (frame, out) -> {
            frame.scope().put(name, module(frame, template.value(frame.scope()), withContext));
            if (frame.top()) {
                frame.context().hideFromImports(name);
            }
            return Flow.NEXT;
        };
    }

    private Statement importNames() {
        Expression template = parser.expression();
        if (!parser.skipName("import")) {
            throw PythonError.syntax(
                    "expected token 'import', got '" + parser.peek().description() + "'", tag.line());
        }
        Map<String, String> wanted = new LinkedHashMap<>();
        boolean withContext = wanted(wanted);
        compiler.finish(parser);
        wanted.keySet().forEach(compiler::assigns);
        int line = tag.line();
        String here = compiler.template();
        return (frame, out) -> {
            TemplateModule module = module(frame, template.value(frame.scope()), withContext);
            wanted.forEach((alias, name) -> {
                Scope scope = frame.scope();
                scope.put(
                        alias,
                        module.attribute(name)
                                .orElseGet(() -> Undefined.because("the template "
                                        + Text.repr(module.name()) + " (imported on line " + line + " in "
                                        + Text.repr(here)
                                        + ") does not export the requested name " + Text.repr(name))));
                if (frame.top()) {
                    frame.context().hideFromImports(alias);
                }
            });
            return Flow.NEXT;
        };
    }

    private boolean wanted(Map<String, String> wanted) {
        while (true) {
            if (!wanted.isEmpty()) {
                parser.expectOperator(",");
            }
            boolean context = (parser.peek().isName("with") || parser.peek().isName("without"))
                    && parser.peekNext().isName("context");
            if (context || (parser.atEnd() && !wanted.isEmpty())) {
                return withContext(false);
            }
            String name = parser.expectName();
            if (name.startsWith("_")) {
                throw new PythonError("TemplateAssertionError", "names starting with an underline can not be imported")
                        .at(compiler.template(), tag.line());
            }
            String alias = parser.skipName("as") ? parser.expectName() : name;
            wanted.put(alias, name);
            if (!parser.peek().isOperator(",")) {
                return withContext(false);
            }
        }
    }
}
