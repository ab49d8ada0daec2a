package io.buildout4j.engine.install;

import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.AccessMode;
import java.nio.file.CopyOption;
import java.nio.file.DirectoryStream;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.StandardOpenOption;
import java.nio.file.WatchService;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileAttributeView;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.nio.file.spi.FileSystemProvider;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntPredicate;

/**
 * The machine's file system, counting every change and letting the one of a chosen number fail: for good, as when the
 * process dies or the power goes, or once, as when the disk is full.
 */
final class AccidentFileSystem extends FileSystem {

    /** The process is dead: nothing it does has an effect any more. */
    static final class Dead extends Error {
        private static final long serialVersionUID = 1L;
    }

    private final FileSystem real = FileSystems.getDefault();
    private final Provider provider = new Provider();
    private final IntPredicate dies;
    private final IntPredicate fails;
    private final WriteLog log = new WriteLog();
    private int changes;
    private boolean dead;

    AccidentFileSystem(IntPredicate dies, IntPredicate fails) {
        this.dies = dies;
        this.fails = fails;
    }

    Path of(Path path) {
        return new AccidentPath(this, path);
    }

    /** The file system as a process sees it that works in a directory, of which every change is logged. */
    Path logging(Path directory) throws IOException {
        log.begin(directory);
        return of(directory);
    }

    /** Every change that was made. */
    WriteLog log() {
        return log;
    }

    /** How many changes were asked for. */
    int changes() {
        return changes;
    }

    private void change(Path path) throws IOException {
        changes++;
        if (dead || dies.test(changes)) {
            dead = true;
            throw new Dead();
        }
        if (fails.test(changes)) {
            throw new FileSystemException(path.toString(), null, "No space left on device");
        }
    }

    private final class Channel extends FileChannel {
        private final FileChannel channel;
        private final Path path;

        Channel(FileChannel channel, Path path) {
            this.channel = channel;
            this.path = path;
        }

        @Override
        public int read(ByteBuffer bytes) throws IOException {
            return channel.read(bytes);
        }

        @Override
        public long read(ByteBuffer[] bytes, int offset, int length) throws IOException {
            return channel.read(bytes, offset, length);
        }

        @Override
        public int write(ByteBuffer bytes) throws IOException {
            change(path);
            try {
                return channel.write(bytes);
            } finally {
                log.wrote(path);
            }
        }

        @Override
        public long write(ByteBuffer[] bytes, int offset, int length) throws IOException {
            change(path);
            try {
                return channel.write(bytes, offset, length);
            } finally {
                log.wrote(path);
            }
        }

        @Override
        public long position() throws IOException {
            return channel.position();
        }

        @Override
        public FileChannel position(long position) throws IOException {
            channel.position(position);
            return this;
        }

        @Override
        public long size() throws IOException {
            return channel.size();
        }

        @Override
        public FileChannel truncate(long size) throws IOException {
            change(path);
            channel.truncate(size);
            log.wrote(path);
            return this;
        }

        @Override
        public void force(boolean metadata) throws IOException {
            change(path);
            channel.force(metadata);
            log.flushed(path);
        }

        @Override
        public long transferTo(long position, long count, WritableByteChannel target) throws IOException {
            return channel.transferTo(position, count, target);
        }

        @Override
        public long transferFrom(ReadableByteChannel source, long position, long count) throws IOException {
            change(path);
            try {
                return channel.transferFrom(source, position, count);
            } finally {
                log.wrote(path);
            }
        }

        @Override
        public int read(ByteBuffer bytes, long position) throws IOException {
            return channel.read(bytes, position);
        }

        @Override
        public int write(ByteBuffer bytes, long position) throws IOException {
            change(path);
            try {
                return channel.write(bytes, position);
            } finally {
                log.wrote(path);
            }
        }

        @Override
        public MappedByteBuffer map(MapMode mode, long position, long size) {
            throw new UnsupportedOperationException();
        }

        @Override
        public FileLock lock(long position, long size, boolean shared) throws IOException {
            return channel.lock(position, size, shared);
        }

        @Override
        public FileLock tryLock(long position, long size, boolean shared) throws IOException {
            return channel.tryLock(position, size, shared);
        }

        @Override
        protected void implCloseChannel() throws IOException {
            channel.close();
        }
    }

    private final class Provider extends FileSystemProvider {

        @Override
        public String getScheme() {
            return "accident";
        }

        @Override
        public FileSystem newFileSystem(URI uri, Map<String, ?> environment) {
            throw new UnsupportedOperationException();
        }

        @Override
        public FileSystem getFileSystem(URI uri) {
            return AccidentFileSystem.this;
        }

        @Override
        public Path getPath(URI uri) {
            return of(Path.of(uri));
        }

        @Override
        public FileChannel newFileChannel(Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
                throws IOException {
            Path file = AccidentPath.unwrap(path);
            boolean creates = !Files.exists(file, LinkOption.NOFOLLOW_LINKS)
                    && (options.contains(StandardOpenOption.CREATE_NEW) || options.contains(StandardOpenOption.CREATE));
            boolean truncates = !creates && options.contains(StandardOpenOption.TRUNCATE_EXISTING);
            if (creates || truncates) {
                change(file);
            }
            FileChannel channel = FileChannel.open(file, options, attributes);
            if (creates) {
                log.created(file);
            } else if (truncates) {
                log.wrote(file);
            }
            return new Channel(channel, file);
        }

        @Override
        public SeekableByteChannel newByteChannel(
                Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes) throws IOException {
            return newFileChannel(path, options, attributes);
        }

        @Override
        public DirectoryStream<Path> newDirectoryStream(Path directory, DirectoryStream.Filter<? super Path> filter)
                throws IOException {
            List<Path> entries = new ArrayList<>();
            try (DirectoryStream<Path> stream = Files.newDirectoryStream(AccidentPath.unwrap(directory))) {
                stream.forEach(path -> entries.add(of(path)));
            }
            return new DirectoryStream<>() {
                @Override
                public java.util.Iterator<Path> iterator() {
                    return entries.iterator();
                }

                @Override
                public void close() {}
            };
        }

        @Override
        public void createDirectory(Path directory, FileAttribute<?>... attributes) throws IOException {
            if (!Files.exists(AccidentPath.unwrap(directory))) {
                change(directory);
            }
            Files.createDirectory(AccidentPath.unwrap(directory), attributes);
            log.madeDirectory(AccidentPath.unwrap(directory));
        }

        @Override
        public void createSymbolicLink(Path link, Path target, FileAttribute<?>... attributes) throws IOException {
            change(link);
            Files.createSymbolicLink(AccidentPath.unwrap(link), AccidentPath.unwrap(target), attributes);
            log.linked(AccidentPath.unwrap(link), AccidentPath.unwrap(target));
        }

        @Override
        public Path readSymbolicLink(Path link) throws IOException {
            return of(Files.readSymbolicLink(AccidentPath.unwrap(link)));
        }

        @Override
        public void delete(Path path) throws IOException {
            change(path);
            Files.delete(AccidentPath.unwrap(path));
            log.deleted(AccidentPath.unwrap(path));
        }

        @Override
        public void copy(Path from, Path to, CopyOption... options) throws IOException {
            change(to);
            Path copy = AccidentPath.unwrap(to);
            Files.copy(AccidentPath.unwrap(from), copy, options);
            if (Files.isSymbolicLink(copy)) {
                log.linked(copy, Files.readSymbolicLink(copy));
            } else if (Files.isDirectory(copy)) {
                log.madeDirectory(copy);
            } else {
                log.created(copy);
                log.wrote(copy);
            }
        }

        @Override
        public void move(Path from, Path to, CopyOption... options) throws IOException {
            change(to);
            Files.move(AccidentPath.unwrap(from), AccidentPath.unwrap(to), options);
            log.moved(AccidentPath.unwrap(from), AccidentPath.unwrap(to));
        }

        @Override
        public boolean isSameFile(Path one, Path other) throws IOException {
            return Files.isSameFile(AccidentPath.unwrap(one), AccidentPath.unwrap(other));
        }

        @Override
        public boolean isHidden(Path path) throws IOException {
            return Files.isHidden(AccidentPath.unwrap(path));
        }

        @Override
        public FileStore getFileStore(Path path) throws IOException {
            return Files.getFileStore(AccidentPath.unwrap(path));
        }

        @Override
        public void checkAccess(Path path, AccessMode... modes) throws IOException {
            real.provider().checkAccess(AccidentPath.unwrap(path), modes);
        }

        @Override
        public <V extends FileAttributeView> V getFileAttributeView(Path path, Class<V> type, LinkOption... options) {
            return Files.getFileAttributeView(AccidentPath.unwrap(path), type, options);
        }

        @Override
        public <A extends BasicFileAttributes> A readAttributes(Path path, Class<A> type, LinkOption... options)
                throws IOException {
            return Files.readAttributes(AccidentPath.unwrap(path), type, options);
        }

        @Override
        public Map<String, Object> readAttributes(Path path, String attributes, LinkOption... options)
                throws IOException {
            return Files.readAttributes(AccidentPath.unwrap(path), attributes, options);
        }

        @Override
        public void setAttribute(Path path, String attribute, Object value, LinkOption... options) throws IOException {
            change(path);
            Files.setAttribute(AccidentPath.unwrap(path), attribute, value, options);
        }
    }

    @Override
    public FileSystemProvider provider() {
        return provider;
    }

    @Override
    public void close() {}

    @Override
    public boolean isOpen() {
        return true;
    }

    @Override
    public boolean isReadOnly() {
        return false;
    }

    @Override
    public String getSeparator() {
        return real.getSeparator();
    }

    @Override
    public Iterable<Path> getRootDirectories() {
        return List.of(of(Path.of("/")));
    }

    @Override
    public Iterable<FileStore> getFileStores() {
        return real.getFileStores();
    }

    @Override
    public Set<String> supportedFileAttributeViews() {
        return real.supportedFileAttributeViews();
    }

    @Override
    public Path getPath(String first, String... more) {
        return of(real.getPath(first, more));
    }

    @Override
    public PathMatcher getPathMatcher(String syntaxAndPattern) {
        return real.getPathMatcher(syntaxAndPattern);
    }

    @Override
    public UserPrincipalLookupService getUserPrincipalLookupService() {
        return real.getUserPrincipalLookupService();
    }

    @Override
    public WatchService newWatchService() {
        throw new UnsupportedOperationException();
    }
}
