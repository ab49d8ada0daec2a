package io.buildout4j.recipes.template.python;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What Python or Jinja2 would have raised: the exception's type by its Python name, and its message. The innermost
 * statement that sees it pass adds the place.
 */
public final class PythonError extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String type;
    /** As many steps as somebody reads; a template that calls itself has hundreds. */
    private static final int LONGEST_TRAIL = 12;

    private final List<String> trail = new ArrayList<>();
    private String through = "";
    private String template = "";
    private int line;

    /**
     * @param type the name of the exception in Python, such as {@code TypeError}
     * @param message the message as Python words it
     */
    public PythonError(String type, String message) {
        super(message);
        this.type = type;
    }

    /** A value of a type that cannot be used so. */
    public static PythonError type(String message) {
        return new PythonError("TypeError", message);
    }

    /** A value of the right type that cannot be used so. */
    public static PythonError value(String message) {
        return new PythonError("ValueError", message);
    }

    /** A name, attribute or item that is not there, where it was needed. */
    public static PythonError undefined(String message) {
        return new PythonError("UndefinedError", message);
    }

    /** A limit that the host set against runaway templates. */
    public static PythonError limit(String message) {
        return new PythonError("LimitExceeded", message);
    }

    /** Something that is wrong with the source of a template. */
    public static PythonError syntax(String message, int line) {
        PythonError error = new PythonError("TemplateSyntaxError", message);
        error.line = line;
        return error;
    }

    static PythonError key(Object key) {
        return new PythonError("KeyError", Text.repr(key));
    }

    static PythonError index(String message) {
        return new PythonError("IndexError", message);
    }

    static PythonError attribute(String message) {
        return new PythonError("AttributeError", message);
    }

    /** The name of the exception in Python. */
    public String type() {
        return type;
    }

    /** Notes the place unless a nested statement has done so. */
    public PythonError at(String inTemplate, int atLine) {
        if (line == 0) {
            line = atLine;
        }
        if (template.isEmpty()) {
            template = inTemplate;
        }
        if (!through.isEmpty() && atLine > 0) {
            if (trail.size() < LONGEST_TRAIL) {
                trail.add(through + " (" + inTemplate + ":" + atLine + ")");
            }
            through = "";
        }
        return this;
    }

    /**
     * Notes that the error leaves something that a template called; the place of the call is noted as it passes.
     *
     * @param step what was being done, to be read after {@code while}
     */
    public PythonError through(String step) {
        through = step;
        return this;
    }

    /** What was being done and where, from the innermost call outwards. */
    public List<String> trail() {
        return List.copyOf(trail);
    }

    /** The template the error was found in, if known yet. */
    public Optional<String> template() {
        return template.isEmpty() ? Optional.empty() : Optional.of(template);
    }

    /** The line in that template, counted from 1; 0 if not known. */
    public int line() {
        return line;
    }

    /** The message. */
    public String problem() {
        String message = getMessage();
        return message == null ? type : message;
    }
}
