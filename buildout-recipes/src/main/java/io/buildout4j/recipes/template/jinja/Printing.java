package io.buildout4j.recipes.template.jinja;

import io.buildout4j.recipes.template.python.Expression;
import io.buildout4j.recipes.template.python.Markup;
import io.buildout4j.recipes.template.python.PythonError;
import io.buildout4j.recipes.template.python.Text;
import io.buildout4j.recipes.template.python.Types;

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

    /** Prints what a filter or call block made, which must be text, and is printed as it is. */
    static void printText(Output out, Object value) {
        if (!(value instanceof String) && !(value instanceof Markup)) {
            throw PythonError.type("sequence item 0: expected str instance, " + Types.name(value) + " found");
        }
        out.printAnyway(value.toString());
    }
}
