package io.buildout4j.promise;

/** Makes a promise from what a deployment configured for it. */
@FunctionalInterface
public interface PromiseFactory {

    /**
     * The promise for these parameters.
     *
     * @throws Exception if the parameters make no sense; the message becomes the promise's result
     */
    Promise create(Parameters parameters) throws Exception;
}
