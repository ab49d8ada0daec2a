package io.buildout4j.promise.check;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.function.IntConsumer;

/** A websocket server that sends back what it gets. */
final class WebSocketEcho {
    private WebSocketEcho() {}

    static ServerSocket echo(ServerSocket server) {
        return echo(server, kind -> {});
    }

    /** Tells of each message whether it is a text, 1, or binary, 2. */
    static ServerSocket echo(ServerSocket server, IntConsumer kinds) {
        Thread thread = new Thread(() -> {
            while (!server.isClosed()) {
                try (Socket client = server.accept()) {
                    java.io.DataInputStream in = new java.io.DataInputStream(client.getInputStream());
                    StringBuilder request = new StringBuilder();
                    while (request.indexOf("\r\n\r\n") < 0) {
                        request.append((char) in.readUnsignedByte());
                    }
                    String key = request.toString().replaceAll("(?s).*Sec-WebSocket-Key: (\\S+).*", "$1");
                    byte[] digest = java.security.MessageDigest.getInstance("SHA-1")
                            .digest((key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").getBytes(StandardCharsets.US_ASCII));
                    client.getOutputStream()
                            .write(("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n"
                                            + "Connection: Upgrade\r\nSec-WebSocket-Accept: "
                                            + java.util.Base64.getEncoder().encodeToString(digest) + "\r\n\r\n")
                                    .getBytes(StandardCharsets.US_ASCII));
                    int kind = in.readUnsignedByte();
                    kinds.accept(kind & 0xf);
                    byte[] frame = in.readNBytes((in.readUnsignedByte() & 0x7f) + 4);
                    byte[] back = new byte[frame.length - 2];
                    back[0] = (byte) kind;
                    back[1] = (byte) (frame.length - 4);
                    for (int i = 4; i < frame.length; i++) {
                        back[i - 2] = (byte) (frame[i] ^ frame[i % 4]);
                    }
                    client.getOutputStream().write(new byte[] {(byte) 0x89, 0});
                    client.getOutputStream().write(back);
                    in.read();
                } catch (IOException | java.security.NoSuchAlgorithmException e) {
                    // Closed, or a client that went away.
                }
            }
        });
        thread.setDaemon(true);
        thread.start();
        return server;
    }
}
