package io.buildout4j.engine.download;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A server that says, byte for byte, what a test wants it to say: one script a connection, the last for all others. */
public final class ScriptedServer implements Closeable {

    /** What is done with one connection once the head of its request is read. */
    public interface Script {
        void play(List<String> request, OutputStream out) throws IOException, InterruptedException;
    }

    private final ServerSocket server;
    private final List<Script> scripts;
    private final List<List<String>> requests = Collections.synchronizedList(new ArrayList<>());
    private int connections;

    public ScriptedServer(Script... scripts) throws IOException {
        this(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), scripts);
    }

    ScriptedServer(ServerSocket server, Script... scripts) {
        this.scripts = List.of(scripts);
        this.server = server;
        Thread thread = new Thread(this::accept, "scripted-server");
        thread.setDaemon(true);
        thread.start();
    }

    public static Script answer(String head, byte[] body) {
        return (request, out) -> {
            out.write((head.strip().replace("\n", "\r\n") + "\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1));
            out.write(body);
        };
    }

    public static Script ok(byte[] body) {
        return answer("HTTP/1.1 200 OK\nContent-Length: " + body.length, body);
    }

    public static Script ok(String body) {
        return ok(body.getBytes(StandardCharsets.UTF_8));
    }

    public static Script redirect(String location) {
        return answer("HTTP/1.1 302 Found\nLocation: " + location + "\nContent-Length: 0", new byte[0]);
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                Script script = scripts.get(Math.min(connections++, scripts.size() - 1));
                Thread thread = new Thread(() -> serve(socket, script), "scripted-connection");
                thread.setDaemon(true);
                thread.start();
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket socket, Script script) {
        try (socket) {
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
            List<String> head = new ArrayList<>();
            for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
                head.add(line);
            }
            requests.add(head);
            script.play(head, socket.getOutputStream());
            socket.getOutputStream().flush();
            socket.shutdownOutput();
        } catch (IOException | InterruptedException e) {
            // The client went away, as some tests want it to.
        }
    }

    /** The heads of all requests so far, a line each. */
    public List<List<String>> requests() {
        return List.copyOf(requests);
    }

    public int port() {
        return server.getLocalPort();
    }

    public String url(String path) {
        return "http://127.0.0.1:" + port() + path;
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
