package io.buildout4j.recipes.template.jinja;

/**
 * Text that is printed as it stands.
 *
 * @param text the text
 */
record Data(String text) implements Statement {

    @Override
    public Flow execute(Frame frame, Output out) {
        out.print(text);
        return Flow.NEXT;
    }
}
