package io.buildout4j.recipes.node.cache;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.commons.codec.digest.DigestUtils;
import org.jspecify.annotations.Nullable;

/** The server's side: what shacache is given it keeps if the name is its digest; shadir collects entries. */
final class CacheServer implements AutoCloseable {

    final Map<String, String> entries = new ConcurrentHashMap<>();
    final Map<String, byte[]> files = new ConcurrentHashMap<>();
    private final HttpServer server;

    CacheServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        server.createContext("/shacache/", exchange -> {
            String name = name(exchange);
            byte[] body = exchange.getRequestBody().readAllBytes();
            if (exchange.getRequestMethod().equals("PUT")) {
                boolean right = DigestUtils.sha512Hex(body).equals(name);
                if (right) {
                    files.put(name, body);
                }
                exchange.sendResponseHeaders(right ? 201 : 400, -1);
            } else {
                answer(exchange, files.get(name));
            }
            exchange.close();
        });
        server.createContext("/shadir/", exchange -> {
            String name = name(exchange);
            if (exchange.getRequestMethod().equals("PUT")) {
                String pair = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
                entries.merge(name, pair, (old, added) -> added + "," + old);
                exchange.sendResponseHeaders(201, -1);
            } else {
                String list = entries.get(name);
                answer(exchange, list == null ? null : ("[" + list + "]").getBytes(StandardCharsets.UTF_8));
            }
            exchange.close();
        });
        server.start();
    }

    String url(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/" + path;
    }

    void serve(String path, byte[] bytes) {
        server.createContext(path, exchange -> {
            answer(exchange, bytes);
            exchange.close();
        });
    }

    void forget(String path) {
        server.removeContext(path);
    }

    private static String name(HttpExchange exchange) {
        String path = exchange.getRequestURI().getPath();
        return path.substring(path.lastIndexOf('/') + 1);
    }

    private static void answer(HttpExchange exchange, byte @Nullable [] body) throws IOException {
        if (body == null) {
            exchange.sendResponseHeaders(404, -1);
        } else if (exchange.getRequestMethod().equals("HEAD")) {
            exchange.sendResponseHeaders(200, -1);
        } else {
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
