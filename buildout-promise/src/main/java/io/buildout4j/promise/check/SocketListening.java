package io.buildout4j.promise.check;

import io.buildout4j.promise.Finding;
import io.buildout4j.promise.Parameters;
import io.buildout4j.promise.Promise;
import io.buildout4j.promise.PromiseContext;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** Somebody accepts connections at an address: a host and port, a socket in the file system, or an abstract one. */
final class SocketListening implements Promise {
    private static final String USAGE =
            "Address must be specified in 1 of the following 3 forms:" + " (host, port), path or abstract";
    private static final long LISTENING = 0x10000;

    private final Optional<String> host;
    private final Optional<String> port;
    private final Optional<String> path;
    private final Optional<String> abstractName;

    SocketListening(Parameters parameters) {
        host = parameters.findText("host");
        port = parameters.findText("port");
        path = parameters.findText("pathname");
        abstractName = parameters.findText("abstract");
    }

    @Override
    public Finding sense(PromiseContext context) throws IOException {
        if (host.isPresent()) {
            return path.isPresent() || abstractName.isPresent() || port.isEmpty()
                    ? Finding.failed(USAGE)
                    : network(host.get(), port.get());
        }
        if (path.isPresent() == abstractName.isPresent()) {
            return Finding.failed(USAGE);
        }
        return path.isPresent() ? local(path.get(), context.directory()) : named(abstractName.orElseThrow());
    }

    private static Finding network(String host, String port) {
        try (SocketChannel channel = SocketChannel.open()) {
            InetAddress address = InetAddress.getByName(host);
            int number = Integer.parseInt(port);
            // A connection that was only made to see whether it can be made shall not occupy its port for a minute.
            channel.setOption(StandardSocketOptions.SO_LINGER, 0);
            channel.connect(new InetSocketAddress(address, number));
            String rest = address instanceof Inet6Address ? ", 0, 0)" : ")";
            return Finding.ok("socket connection OK ('" + Words.address(address) + "', " + number + rest);
        } catch (NumberFormatException e) {
            return Finding.failed("invalid literal for int() with base 10: " + Words.quoted(port));
        } catch (IllegalArgumentException e) {
            return Finding.failed("OverflowError: port must be 0-65535.");
        } catch (IOException e) {
            return Finding.failed(Words.connection(e));
        }
    }

    private static Finding local(String name, Path directory) {
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            channel.connect(UnixDomainSocketAddress.of(directory.resolve(name)));
            return Finding.ok("socket connection OK " + Words.quoted(name));
        } catch (IOException e) {
            return Finding.failed(Words.connection(e));
        }
    }

    /** The JDK cannot connect to an abstract socket, but the system tells who listens on which. */
    private static Finding named(String name) throws IOException {
        try (Stream<String> lines = Files.lines(Path.of("/proc/net/unix"))) {
            boolean listens = lines.anyMatch(line -> {
                String[] fields = line.strip().split("\\s+", 8);
                return fields.length == 8
                        && fields[7].equals("@" + name)
                        && (Long.parseLong(fields[3], 16) & LISTENING) != 0;
            });
            return listens
                    ? Finding.ok("socket connection OK " + Words.quoted("\0" + name))
                    : Finding.failed("ConnectionRefusedError: [Errno 111] Connection refused");
        }
    }
}
