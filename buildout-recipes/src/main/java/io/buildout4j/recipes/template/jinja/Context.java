package io.buildout4j.recipes.template.jinja;

import io.buildout4j.recipes.template.python.Scope;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One template being rendered, with those it extends: their shared names, blocks, and what can be imported of them. */
final class Context {

    private final Rendering rendering;
    private final Scope names;
    private final Set<String> exported = new LinkedHashSet<>();
    private final Map<String, List<Block>> blocks = new HashMap<>();
    private @Nullable Template parent;

    Context(Rendering rendering, Scope names) {
        this.rendering = rendering;
        this.names = names;
    }

    Rendering rendering() {
        return rendering;
    }

    /** The names of the top of the template. */
    Scope names() {
        return names;
    }

    void export(String name) {
        if (!name.startsWith("_")) {
            exported.add(name);
        }
    }

    Set<String> exported() {
        return exported;
    }

    void hideFromImports(String name) {
        exported.remove(name);
    }

    /** All versions of a block, the one of the extending template first. */
    List<Block> blocks(String name) {
        return blocks.getOrDefault(name, List.of());
    }

    private void add(Block block) {
        blocks.computeIfAbsent(block.name(), name -> new ArrayList<>()).add(block);
    }

    /** Goes on with another template after this one's own text. */
    boolean extend(Template template) {
        if (parent != null) {
            return false;
        }
        parent = template;
        template.blocks().forEach(this::add);
        return true;
    }

    /** Renders the template, then the one it extends, and so on. */
    void render(Template template, Output out) {
        Template current = template;
        template.blocks().forEach(this::add);
        while (true) {
            parent = null;
            Frame frame = new Frame(this, names, true);
            if (current.usesSelf()) {
                names.put("self", new BlockSuper.Self(frame));
            }
            current.body().execute(frame, out);
            out.unmute();
            if (parent == null) {
                return;
            }
            rendering.run().enter();
            current = parent;
        }
    }
}
