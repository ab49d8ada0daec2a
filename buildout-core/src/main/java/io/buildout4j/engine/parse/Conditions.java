package io.buildout4j.engine.parse;

import io.buildout4j.World;

/** Conditions as the original takes them: a PEP 508 marker if it is one, otherwise a Python expression. */
public final class Conditions implements Condition {

    private final World world;

    public Conditions(World world) {
        this.world = world;
    }

    @Override
    public boolean holds(String expression) {
        Boolean marker = Marker.evaluate(expression, world);
        return marker == null ? Python.isTrue(PythonParser.firstElement(expression, new PythonWorld(world))) : marker;
    }
}
