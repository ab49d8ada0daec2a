package io.buildout4j.promise;

/** A promise that a plugin file names by its class. */
public final class Greeting implements Promise {
    private final String word;

    public Greeting(Parameters parameters) {
        word = parameters.required("word");
    }

    @Override
    public Finding sense(PromiseContext context) {
        return Finding.ok(word);
    }
}
