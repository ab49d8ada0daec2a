package io.buildout4j.recipes.template.jinja;

import io.buildout4j.recipes.template.python.PythonError;
import java.util.ConcurrentModificationException;
import java.util.List;

/** Statements one after the other, each with its line; the place where errors learn where they happened. */
final class Body implements Statement {

    private final String template;
    private final Statement[] statements;
    private final int[] lines;

    Body(String template, List<Statement> statements, List<Integer> lines) {
        this.template = template;
        this.statements = statements.toArray(Statement[]::new);
        this.lines = lines.stream().mapToInt(Integer::intValue).toArray();
    }

    @Override
    public Flow execute(Frame frame, Output out) {
        int i = 0;
        try {
            for (; i < statements.length; i++) {
                Flow flow = statements[i].execute(frame, out);
                if (flow != Flow.NEXT) {
                    return flow;
                }
            }
            return Flow.NEXT;
        } catch (PythonError e) {
            throw e.at(template, lines[i]);
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
        frame.scope().run().spend(out.text().length() / 16);
        return out.text();
    }
}
