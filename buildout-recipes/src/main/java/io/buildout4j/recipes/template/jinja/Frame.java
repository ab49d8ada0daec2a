package io.buildout4j.recipes.template.jinja;

import io.buildout4j.recipes.template.python.Scope;

/**
 * Where statements are executed.
 *
 * @param context the template being rendered
 * @param scope the names at this place
 * @param top whether what is assigned here belongs to the template as a whole
 */
record Frame(Context context, Scope scope, boolean top) {

    /** A place inside this one with names of its own. */
    Frame inner() {
        return new Frame(context, scope.inner(), false);
    }

    Frame with(Scope other) {
        return new Frame(context, other, false);
    }

    /** Assigns a name, which others can import if this is the top of the template. */
    void assigned(String name) {
        if (top) {
            context.export(name);
        }
    }
}
