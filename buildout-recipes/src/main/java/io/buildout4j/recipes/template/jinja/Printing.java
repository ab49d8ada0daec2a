package io.buildout4j.recipes.template.jinja;

import io.buildout4j.recipes.template.python.Expression;
import io.buildout4j.recipes.template.python.Markup;
import io.buildout4j.recipes.template.python.Text;

/** The printing of values. */
final class Printing {

    private Printing() {}

    static Statement print(Expression expression) {
        return (frame, out) -> {
            // What follows an extends is not printed, and so not even evaluated.
            if (!out.muted()) {
                Object value = expression.value(frame.scope());
                out.print(
                        frame.scope().run().autoescape() ? Markup.escape(value).text() : Text.str(value));
            }
            return Flow.NEXT;
        };
    }

    static void printCaptured(Frame frame, Output out, Object value) {
        out.print(frame.scope().run().autoescape() ? Markup.escape(value).text() : Text.str(value));
    }
}
