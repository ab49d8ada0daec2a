package io.buildout4j.recipes.template;

import io.buildout4j.BuildoutException;
import io.buildout4j.Diagnostic;
import io.buildout4j.profile.Origin;
import java.util.Locale;

/** A template that cannot be rendered. */
public final class TemplateException extends BuildoutException {

    private static final long serialVersionUID = 1L;

    private final String type;

    private TemplateException(Diagnostic diagnostic, Throwable cause, String type) {
        super(diagnostic, cause);
        this.type = type;
    }

    static TemplateException of(String type, String template, int line, String message, Throwable cause) {
        Diagnostic diagnostic = Diagnostic.error(Diagnostic.Kind.RECIPE_FAILED, template, message);
        return new TemplateException(
                line > 0 ? diagnostic.at(new Origin.File(template, line, 0)) : diagnostic, cause, type);
    }

    /**
     * The kind of problem as a word: the name of the exception that Jinja2 or Python would raise, in the form {@code
     * undefined-error}, {@code template-syntax-error}, {@code type-error}; {@code limit-exceeded} where a limit of the
     * host was reached.
     */
    public String kind() {
        return type.replaceAll("(?<=[a-z0-9])(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
    }

    /** The name of the exception in Python, such as {@code UndefinedError}. */
    public String pythonType() {
        return type;
    }

    /** What went wrong, without the place. */
    public String problem() {
        return diagnostic().problem();
    }

    @Override
    public TemplateException during(String step) {
        TemplateException copy = new TemplateException(diagnostic().during(step), this, type);
        copy.setStackTrace(getStackTrace());
        return copy;
    }
}
