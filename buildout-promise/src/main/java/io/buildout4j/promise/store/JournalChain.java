package io.buildout4j.promise.store;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A journal that goes on for ever: one that has grown long, or that a failing disk made doubtful, is followed by a fresh
 * one that starts with all that counts. The old one goes only when the new one is safe on the disk.
 */
public final class JournalChain implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(JournalChain.class);
    private static final long LONG = 16L << 20;

    private final Path directory;
    private final Image image;
    private final Object syncing = new Object();
    private final List<Journal> old = new ArrayList<>();
    private final List<Journal.Remains> remains = new ArrayList<>();
    private @Nullable Journal current;
    private long first;

    /** Tells all that counts: one memo a promise. */
    @FunctionalInterface
    public interface Image {

        /** Hands over each memo in such a way that nothing is added about its promise before it was taken. */
        void tell(Sink memos) throws IOException;
    }

    /** Takes memos. */
    @FunctionalInterface
    public interface Sink {

        /** Takes one. */
        void take(Memo memo) throws IOException;
    }

    /**
     * A chain that has written nothing yet.
     *
     * @param directory where the journals stand; it need not exist
     * @param image tells all that counts
     */
    public JournalChain(Path directory, Image image) {
        this.directory = directory;
        this.image = image;
    }

    /** Reads what processes that are gone left, the oldest first. */
    public synchronized void recover(Consumer<Memo> memos) {
        try {
            remains.addAll(Journal.remains(directory));
            for (Journal.Remains one : remains) {
                one.read(line -> {
                    try {
                        memos.accept(Memo.read(line));
                    } catch (IOException e) {
                        LOG.warn("a line of a journal of promises is left out: {}", e.toString());
                    }
                });
            }
        } catch (IOException e) {
            LOG.warn("the journals in {} could not be read: {}", directory, e.toString());
        }
    }

    /** Adds what a run left. */
    public void add(Memo memo) {
        byte[] line = memo.line();
        synchronized (this) {
            Journal journal = current;
            if (journal != null) {
                try {
                    journal.add(line);
                } catch (IOException e) {
                    lose(journal, e);
                }
            }
        }
    }

    /** Makes what was added safe from the end of the process. */
    public synchronized void flush() {
        Journal journal = current;
        if (journal != null) {
            try {
                journal.flush();
            } catch (IOException e) {
                lose(journal, e);
            }
        }
    }

    /** Whether there is anything that a crash of the machine would cost. */
    public synchronized boolean dirty() {
        return current == null || current.dirty();
    }

    /**
     * Makes what was added safe from the end of the machine.
     *
     * @return why that did not work
     */
    public Optional<String> sync() {
        // One at a time, so that none finds the journal it syncs replaced under its hands.
        synchronized (syncing) {
            Journal journal;
            synchronized (this) {
                journal = current;
            }
            try {
                if (journal == null || journal.size() >= Math.max(LONG, 4 * first)) {
                    follow();
                } else {
                    journal.sync();
                }
                return Optional.empty();
            } catch (IOException e) {
                return failed(journal, e);
            }
        }
    }

    private synchronized Optional<String> failed(@Nullable Journal journal, IOException cause) {
        if (journal != null && journal == current) {
            lose(journal, cause);
        }
        return Optional.of(cause.toString());
    }

    /** Who adds meanwhile adds to the next one, and waits neither for the image nor for the disk. */
    private void follow() throws IOException {
        Journal next = Journal.create(directory);
        synchronized (this) {
            Journal journal = current;
            if (journal != null) {
                old.add(journal);
                journal.flush();
            }
            current = next;
        }
        try {
            image.tell(memo -> next.add(memo.line()));
            next.sync();
        } catch (IOException e) {
            throw lost(next, e);
        }
        first = next.size();
        synchronized (this) {
            if (current != next) {
                throw new IOException("the journal broke while it was begun");
            }
            for (Journal journal : old) {
                journal.delete();
            }
            old.clear();
            for (Journal.Remains one : remains) {
                one.delete();
                one.close();
            }
            remains.clear();
        }
    }

    private synchronized IOException lost(Journal next, IOException cause) {
        if (current == next) {
            lose(next, cause);
        }
        return cause;
    }

    /** After a failed write nothing is known of the file: it stays as it is until another is safe. */
    private void lose(Journal journal, IOException cause) {
        LOG.warn("the journal of promises could not be written and is started anew: {}", cause.toString());
        old.add(journal);
        current = null;
    }

    /** Leaves what was written to who comes next. */
    @Override
    public void close() throws IOException {
        synchronized (syncing) {
            closeAll();
        }
    }

    private synchronized void closeAll() throws IOException {
        for (Journal.Remains one : remains) {
            one.close();
        }
        remains.clear();
        Journal journal = current;
        current = null;
        if (journal != null) {
            journal.close();
        }
        for (Journal lost : old) {
            if (journal != null) {
                lost.delete();
            } else {
                lost.close();
            }
        }
        old.clear();
    }
}
