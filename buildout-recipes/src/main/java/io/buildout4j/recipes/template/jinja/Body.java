package io.buildout4j.recipes.template.jinja;

import io.buildout4j.recipes.template.python.PythonError;
import java.util.ConcurrentModificationException;
import java.util.List;
import java.util.Set;

/** Statements one after the other, each with its line; the place where errors learn where they happened. */
final class Body implements Statement {

    private final String template;
    private final Statement[] statements;
    private final int[] lines;
    private final Set<String> hidden;

    Body(String template, List<Statement> statements, List<Integer> lines) {
        this(
                template,
                statements.toArray(Statement[]::new),
                lines.stream().mapToInt(Integer::intValue).toArray(),
                Set.of());
    }

    private Body(String template, Statement[] statements, int[] lines, Set<String> hidden) {
        this.template = template;
        this.statements = statements;
        this.lines = lines;
        this.hidden = hidden;
    }

    /** This, where names mean nothing at first, whatever they mean around it. */
    Body hiding(Set<String> names) {
        return new Body(template, statements, lines, names);
    }

    @Override
    public Flow execute(Frame frame, Output out) {
        if (!hidden.isEmpty()) {
            hidden.forEach(frame.scope()::hide);
        }
        int i = 0;
        try {
            for (; i < statements.length; i++) {
                Statement statement = statements[i];
                // Every other statement is text, for which to ask what kind it is takes longer than to print it.
                Flow flow = statement instanceof Data data ? data.execute(frame, out) : statement.execute(frame, out);
                if (flow != Flow.NEXT) {
                    return flow;
                }
            }
            return Flow.NEXT;
        } catch (PythonError e) {
            throw e.at(template, lines[i]);
        } catch (StackOverflowError e) {
            throw new PythonError("RecursionError", "maximum recursion depth exceeded").at(template, lines[i]);
        } catch (ConcurrentModificationException e) {
            throw new PythonError("RuntimeError", "dictionary changed size during iteration").at(template, lines[i]);
        }
    }

    /** What the statements print. */
    String capture(Frame frame) {
        return capture(frame, new Output(frame.scope().run().limits().output()));
    }

    /** What the statements print into an output made for them. */
    String capture(Frame frame, Output out) {
        execute(frame, out);
        String text = out.text();
        frame.scope().run().spend(text.length() / 16);
        return text;
    }
}
