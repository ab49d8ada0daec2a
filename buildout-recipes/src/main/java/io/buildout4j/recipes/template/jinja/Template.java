package io.buildout4j.recipes.template.jinja;

import io.buildout4j.recipes.template.python.PythonError;
import java.util.List;
import java.util.Set;

/**
 * A compiled template. Immutable.
 *
 * @param name by what name it is known in messages
 * @param body its statements
 * @param blocks its blocks, in the order they stand
 * @param usesSelf whether it asks for {@code self}
 */
public record Template(String name, Body body, List<Block> blocks, boolean usesSelf) {

    /**
     * Compiles a template.
     *
     * @param name by what name it is known in messages
     * @param source the text
     * @param extensions the Jinja2 extensions that are switched on, such as {@code jinja2.ext.do}
     * @throws PythonError if it is no template; carries name and line
     */
    public static Template compile(String name, String source, Set<String> extensions) {
        try {
            List<Piece> pieces = Source.pieces(source);
            Tags.check(pieces, extensions);
            return Compiler.compile(name, pieces);
        } catch (PythonError e) {
            throw e.at(name, 0);
        }
    }
}
