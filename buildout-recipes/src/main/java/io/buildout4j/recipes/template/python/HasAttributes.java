package io.buildout4j.recipes.template.python;

import java.util.Optional;

/** A value that is not one of Python's own kinds, but has attributes: a module, a loop, a match of an expression. */
public interface HasAttributes {

    /** The value of an attribute, if it has one of that name. */
    Optional<Object> attribute(String name);

    /** What {@code type(x).__name__} says. */
    String typeName();
}
