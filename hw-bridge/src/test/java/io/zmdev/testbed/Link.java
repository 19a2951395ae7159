package io.zmdev.testbed;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** A link to a port of this machine that takes its time, counts messages and breaks when it is told to. */
public final class Link implements AutoCloseable {

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Message(byte[] bytes, long due) {}

    private final ServerSocket server;
    private final int target;
    private final long delayNanos;
    private final int messages;
    private final AtomicInteger sent = new AtomicInteger();
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();

    private Link(int target, long delayNanos, int messages) throws IOException {
        this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        this.target = target;
        this.delayNanos = delayNanos;
        this.messages = messages;
        Thread.ofVirtual().start(this::accept);
    }

    /** @param delayNanos how long a message takes, each way */
    public static Link slow(int target, long delayNanos) throws IOException {
        return new Link(target, delayNanos, Integer.MAX_VALUE);
    }

    /** @param messages how many messages of the client get through before the link breaks */
    public static Link cutAfter(int target, int messages) throws IOException {
        return new Link(target, 0, messages);
    }

    public int port() {
        return server.getLocalPort();
    }

    /** How many messages of the client came. */
    public int sent() {
        return sent.get();
    }

    private void accept() {
        try {
            while (true) {
                Socket client = server.accept();
                Socket host = new Socket(InetAddress.getLoopbackAddress(), target);
                client.setTcpNoDelay(true);
                host.setTcpNoDelay(true);
                sockets.addAll(List.of(client, host));
                carry(client, host, true);
                carry(host, client, false);
            }
        } catch (IOException e) {
            close();
        }
    }

    private void carry(Socket from, Socket to, boolean counted) {
        BlockingQueue<Message> queue = new LinkedBlockingQueue<>();
        Thread.ofVirtual().start(() -> {
            try {
                InputStream in = from.getInputStream();
                byte[] buffer = new byte[1 << 16];
                for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
                    if (counted && sent.incrementAndGet() > messages) {
                        close();
                        return;
                    }
                    queue.add(new Message(java.util.Arrays.copyOf(buffer, length), System.nanoTime() + delayNanos));
                }
                queue.add(new Message(new byte[0], 0));
            } catch (IOException e) {
                close();
            }
        });
        Thread.ofVirtual().start(() -> {
            try {
                OutputStream out = new BufferedOutputStream(to.getOutputStream(), 1 << 16);
                for (Message message = queue.take(); message.bytes().length > 0; message = queue.take()) {
                    long wait = message.due() - System.nanoTime();
                    if (wait > 0) {
                        Thread.sleep(java.time.Duration.ofNanos(wait));
                    }
                    out.write(message.bytes());
                    Message next = queue.peek();
                    if (next == null || next.due() > System.nanoTime()) {
                        out.flush();
                    }
                }
                to.shutdownOutput();
            } catch (IOException | InterruptedException e) {
                close();
            }
        });
    }

    @Override
    public void close() {
        try {
            server.close();
            for (Socket socket : sockets) {
                socket.close();
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
