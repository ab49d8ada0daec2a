package io.buildout4j.examples.cache;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * The server of SlapOS's network cache on one screen: shacache keeps files by their SHA-512, shadir collects what clients say
 * of them, by key. Signatures are the clients' affair; that a file is what its name says is the server's.
 */
public final class ShacacheServer implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern RANGE = Pattern.compile("bytes=([0-9]{1,18})-");

    private final Path directory;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newFixedThreadPool(8);

    /** Serves what is in a directory, and keeps there what it is given. */
    public ShacacheServer(Path directory, InetSocketAddress address) throws IOException {
        this.directory = directory;
        Files.createDirectories(directory.resolve("shacache"));
        Files.createDirectories(directory.resolve("shadir"));
        server = HttpServer.create(address, 0);
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    /** Takes the directory and the port to listen at. */
    public static void main(String[] args) throws IOException {
        new ShacacheServer(Path.of(args[0]), new InetSocketAddress(Integer.parseInt(args[1])));
    }

    /** Where it is, without a slash at the end. */
    public String url() {
        return "http://" + server.getAddress().getHostString() + ":"
                + server.getAddress().getPort();
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        boolean gives = exchange.getRequestMethod().matches("PUT|POST");
        try (exchange) {
            if (gives && path.matches("/shacache(/[0-9a-f]{128})?")) {
                keepFile(exchange, path.replaceFirst("/shacache/?", ""));
            } else if (gives && path.matches("/shadir/[A-Za-z0-9][A-Za-z0-9:=._-]*")) {
                keepEntry(exchange, directory.resolve(path.substring(1)));
            } else if (path.matches("/shacache/[0-9a-f]{128}|/shadir/[A-Za-z0-9][A-Za-z0-9:=._-]*")) {
                send(exchange, directory.resolve(path.substring(1)));
            } else {
                exchange.sendResponseHeaders(404, -1);
            }
        }
    }

    private void keepFile(HttpExchange exchange, String wanted) throws IOException {
        Path draft = Files.createTempFile(directory, "given", "");
        try (InputStream body = exchange.getRequestBody()) {
            Files.copy(body, draft, StandardCopyOption.REPLACE_EXISTING);
            String sha512 = new DigestUtils("SHA-512").digestAsHex(draft);
            if (wanted.isEmpty() || wanted.equals(sha512)) {
                Files.move(draft, directory.resolve("shacache").resolve(sha512), StandardCopyOption.ATOMIC_MOVE);
                say(exchange, 201, sha512);
            } else {
                say(exchange, 400, "the file is " + sha512);
            }
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    /** The newest entry comes first: it is the first that clients try. */
    private synchronized void keepEntry(HttpExchange exchange, Path list) throws IOException {
        JsonNode pair = JSON.readTree(exchange.getRequestBody().readAllBytes());
        if (!pair.isArray()
                || pair.size() != 2
                || !pair.path(0).isTextual()
                || !pair.path(1).isTextual()) {
            say(exchange, 400, "an entry is a list of its text and a signature");
            return;
        }
        ArrayNode all = JSON.createArrayNode().add(pair);
        if (Files.exists(list)) {
            JSON.readTree(Files.readAllBytes(list)).forEach(all::add);
        }
        Path draft = Files.write(Files.createTempFile(directory, "entries", ""), JSON.writeValueAsBytes(all));
        Files.move(draft, list, StandardCopyOption.ATOMIC_MOVE);
        say(exchange, 201, "");
    }

    /** A file, or what is left of it from where the client stopped. */
    private static void send(HttpExchange exchange, Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            exchange.sendResponseHeaders(404, -1);
            return;
        }
        long size = Files.size(file);
        String range = exchange.getRequestHeaders().getFirst("Range");
        Matcher rest = RANGE.matcher(range == null ? "" : range);
        long from = rest.matches() ? Math.min(Long.parseLong(rest.group(1)), size) : 0;
        if (from > 0) {
            exchange.getResponseHeaders().set("Content-Range", "bytes " + from + "-" + (size - 1) + "/" + size);
        }
        if (exchange.getRequestMethod().equals("HEAD") || from == size) {
            exchange.sendResponseHeaders(from == size && size > 0 ? 416 : 200, -1);
            return;
        }
        exchange.sendResponseHeaders(from > 0 ? 206 : 200, size - from);
        try (InputStream in = Files.newInputStream(file);
                OutputStream out = exchange.getResponseBody()) {
            in.skipNBytes(from);
            in.transferTo(out);
        }
    }

    private static void say(HttpExchange exchange, int status, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
