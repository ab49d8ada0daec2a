package io.buildout4j.recipes.template.jinja;

import io.buildout4j.recipes.template.python.Arguments;
import io.buildout4j.recipes.template.python.HasAttributes;
import io.buildout4j.recipes.template.python.Markup;
import io.buildout4j.recipes.template.python.PyCallable;
import io.buildout4j.recipes.template.python.Run;
import io.buildout4j.recipes.template.python.Scope;
import io.buildout4j.recipes.template.python.Undefined;
import java.util.List;
import java.util.Optional;

/**
 * {@code super} in a block: the version of the block that this one replaces.
 *
 * @param name the block
 * @param depth how many versions were replaced
 * @param context the rendering's blocks
 * @param outside the names the block can see
 */
record BlockSuper(String name, int depth, Context context, Scope outside) implements PyCallable, HasAttributes {

    /** {@code self} in a template: its blocks as functions. */
    record Self(Frame frame) implements HasAttributes {
        @Override
        public Optional<Object> attribute(String name) {
            Context context = frame.context();
            return context.blocks(name).isEmpty()
                    ? Optional.empty()
                    : Optional.of(new BlockSuper(name, 0, context, context.names()));
        }

        @Override
        public String typeName() {
            return "TemplateReference";
        }

        @Override
        public String toString() {
            return "<TemplateReference None>";
        }
    }

    /** The version of a block at that depth, as {@code super} of the version before. */
    static Object at(String name, int depth, Context context, Scope outside) {
        return depth < context.blocks(name).size()
                ? new BlockSuper(name, depth, context, outside)
                : Undefined.because("there is no parent block called '" + name + "'.");
    }

    /** Prints a block with its {@code super} and {@code self} in reach. */
    static void print(Context context, Scope outside, String name, int depth, Output out) {
        Scope scope = outside.inner();
        scope.put("super", at(name, depth + 1, context, outside));
        Frame frame = new Frame(context, scope, false);
        scope.put("self", new Self(frame));
        scope.run().enter();
        List<Block> versions = context.blocks(name);
        versions.get(depth).body().execute(frame, out);
        scope.run().leave();
    }

    @Override
    public Object call(Run run, Arguments arguments) {
        Output out = new Output(run.limits().output());
        print(context, outside, name, depth, out);
        String text = out.text();
        return run.autoescape() ? new Markup(text) : text;
    }

    @Override
    public Optional<Object> attribute(String attribute) {
        return attribute.equals("super") ? Optional.of(at(name, depth + 1, context, outside)) : Optional.empty();
    }

    @Override
    public String typeName() {
        return "BlockReference";
    }
}
