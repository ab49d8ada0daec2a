package io.buildout4j.examples.readme;

import io.buildout4j.promise.Finding;
import io.buildout4j.promise.Promise;
import io.buildout4j.promise.PromiseContext;
import java.io.IOException;
import java.nio.file.Files;

// snippet
/** Holds while the partition's disk has room. */
public final class DiskHasRoom implements Promise {

    private final long leastMegabytes;

    public DiskHasRoom(long leastMegabytes) {
        this.leastMegabytes = leastMegabytes;
    }

    @Override
    public Finding sense(PromiseContext context) throws IOException { // what is thrown breaks the promise, too
        long free = Files.getFileStore(context.directory()).getUsableSpace() >> 20;
        return free >= leastMegabytes
                ? Finding.ok("there is room")
                : Finding.failed("only " + free + " MB are left of the disk, " + leastMegabytes + " are wanted");
    }
}
// end
