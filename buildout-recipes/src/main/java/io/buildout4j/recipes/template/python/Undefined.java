package io.buildout4j.recipes.template.python;

/** The value of a name, attribute or item that is not there: it can be passed on and asked about, but not used. */
public final class Undefined {

    private final String message;
    private final boolean strict;

    private Undefined(String message, boolean strict) {
        this.message = message;
        this.strict = strict;
    }

    /** What a name stands for that nothing defines. */
    public static Undefined name(String name) {
        return new Undefined("'" + name + "' is undefined", true);
    }

    /** An undefined value with its own explanation. */
    public static Undefined because(String message) {
        return new Undefined(message, true);
    }

    /** What an inline {@code if} without {@code else} gives: prints as nothing, even where other undefined values fail. */
    static Undefined lenient(int line) {
        return new Undefined(
                "the inline if-expression on line " + line + " evaluated to false and no else section was defined.",
                false);
    }

    static Undefined attribute(Object owner, Object name) {
        if (owner instanceof Undefined undefined) {
            throw undefined.error();
        }
        String type = "'" + describe(owner) + "'";
        if (name instanceof String text) {
            return new Undefined(type + " has no attribute " + Text.repr(text), true);
        }
        return new Undefined(describe(owner) + " has no element " + Text.repr(name), true);
    }

    private static String describe(Object owner) {
        if (owner == None.NONE) {
            return "None";
        }
        String type = Types.name(owner);
        return switch (type) {
            case "Namespace", "Cycler", "Joiner" -> "jinja2.utils." + type + " object";
            case "LoopContext", "Macro", "BlockReference", "TemplateReference" -> "jinja2.runtime." + type + " object";
            case "TemplateModule" -> "jinja2.environment." + type + " object";
            default -> type + " object";
        };
    }

    /** Whether every use but a question for being defined fails. */
    boolean strict() {
        return strict;
    }

    /** The error that using this value is. */
    public PythonError error() {
        return PythonError.undefined(message);
    }

    /** Fails if this is a strict one. */
    void use() {
        if (strict) {
            throw error();
        }
    }

    @Override
    public String toString() {
        return "Undefined";
    }
}
