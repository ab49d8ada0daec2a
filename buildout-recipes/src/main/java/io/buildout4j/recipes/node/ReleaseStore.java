package io.buildout4j.recipes.node;

/**
 * Finished software releases, by their URL. Neither method fails: what cannot be had is built, what cannot be kept is lost.
 * What is restored is where a build goes on from, so that a release whose profile has changed since is made right.
 */
public interface ReleaseStore {

    /**
     * Puts a release in its directory.
     *
     * @param release whose directory is not there yet, and is not there if the answer is no
     * @return whether it is there now, whole
     */
    boolean restore(SoftwareRelease release) throws InterruptedException;

    /** Keeps a release that was just built. */
    void keep(SoftwareRelease release) throws InterruptedException;

    /** Has nothing and keeps nothing. */
    static ReleaseStore none() {
        return new ReleaseStore() {
            @Override
            public boolean restore(SoftwareRelease release) {
                return false;
            }

            @Override
            public void keep(SoftwareRelease release) {
                // Lost, as allowed.
            }
        };
    }
}
