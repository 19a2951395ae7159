package io.zmdev.testbed;

import com.sun.jna.LastErrorException;
import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.NativeLong;
import io.zmdev.model.Errno;
import io.zmdev.model.host.Answer;
import io.zmdev.sim.host.EmulatedMachine;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * An emulated machine's {@code /sys} as a file system of this machine (FUSE, linux/fuse.h): any program reads and writes it and
 * meets the emulated kernel's errnos. Needs root. Each write(2) is one write to the machine.
 */
public final class MountedMachine implements AutoCloseable {

    private static final int LOOKUP = 1;
    private static final int FORGET = 2;
    private static final int GETATTR = 3;
    private static final int SETATTR = 4;
    private static final int READLINK = 5;
    private static final int OPEN = 14;
    private static final int READ = 15;
    private static final int WRITE = 16;
    private static final int RELEASE = 18;
    private static final int FLUSH = 25;
    private static final int INIT = 26;
    private static final int OPENDIR = 27;
    private static final int READDIR = 28;
    private static final int RELEASEDIR = 29;
    private static final int BATCH_FORGET = 42;

    private static final int HEADER = 40;
    private static final int ATTRIBUTES = 88;
    private static final int MAX_REQUEST = 1 << 17;
    private static final int FOPEN_DIRECT_IO = 1;
    private static final int ENOSYS = 38;
    private static final int O_RDWR = 2;

    private static final int S_IFDIR = 0x4000;
    private static final int S_IFREG = 0x8000;
    private static final int S_IFLNK = 0xa000;

    private interface C extends Library {

        C LIBRARY = Native.load("c", C.class);

        int open(String path, int flags) throws LastErrorException;

        int close(int fd) throws LastErrorException;

        NativeLong read(int fd, byte[] buffer, NativeLong count) throws LastErrorException;

        NativeLong write(int fd, byte[] buffer, NativeLong count) throws LastErrorException;

        int mount(String source, String target, String type, NativeLong flags, String data) throws LastErrorException;

        int umount2(String target, int flags) throws LastErrorException;
    }

    /** Answers a write before the machine sees it; empty lets it through. */
    public interface Fault extends BiFunction<String, String, Optional<Errno>> {}

    private final EmulatedMachine machine;
    private final Path mountPoint;
    private final int fd;
    private final Thread server;
    private final Map<Long, String> paths = new HashMap<>();
    private final Map<String, Long> nodes = new HashMap<>();
    private final Map<Long, byte[]> open = new HashMap<>();
    private long handles;
    private volatile Fault fault = (path, value) -> Optional.empty();
    private final List<String> writes = new ArrayList<>();

    private MountedMachine(EmulatedMachine machine, Path mountPoint, int fd) {
        this.machine = machine;
        this.mountPoint = mountPoint;
        this.fd = fd;
        paths.put(1L, "/sys");
        nodes.put("/sys", 1L);
        server = Thread.ofPlatform().daemon().name("fuse").unstarted(this::serve);
    }

    /** Mounts the machine's {@code /sys} on a folder, which is made. */
    public static MountedMachine mount(EmulatedMachine machine, Path mountPoint) throws IOException {
        Files.createDirectories(mountPoint);
        int fd = C.LIBRARY.open("/dev/fuse", O_RDWR);
        MountedMachine mounted = new MountedMachine(machine, mountPoint, fd);
        C.LIBRARY.mount(
                "zmdev",
                mountPoint.toString(),
                "fuse",
                new NativeLong(0),
                "fd=%d,rootmode=40000,user_id=0,group_id=0,allow_other".formatted(fd));
        mounted.server.start();
        return mounted;
    }

    /** Answers each write from now on, before the machine does. */
    public void inject(Fault injected) {
        fault = injected;
    }

    /** Every write that was made so far: path, blank, value. */
    public List<String> writes() {
        synchronized (machine) {
            return List.copyOf(writes);
        }
    }

    /** The machine itself; to be used under its monitor. */
    public EmulatedMachine machine() {
        return machine;
    }

    @Override
    public void close() {
        try {
            C.LIBRARY.umount2(mountPoint.toString(), 2);
            server.join();
            C.LIBRARY.close(fd);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void serve() {
        byte[] request = new byte[MAX_REQUEST + 4096];
        while (true) {
            try {
                int length = C.LIBRARY
                        .read(fd, request, new NativeLong(request.length))
                        .intValue();
                byte[] reply = reply(ByteBuffer.wrap(request, 0, length).order(ByteOrder.nativeOrder()));
                if (reply.length > 0) {
                    C.LIBRARY.write(fd, reply, new NativeLong(reply.length));
                }
            } catch (LastErrorException e) {
                if (e.getErrorCode() == Errno.ENODEV.number()) {
                    return;
                }
            }
        }
    }

    private byte[] reply(ByteBuffer request) {
        request.getInt();
        int opcode = request.getInt();
        long unique = request.getLong();
        long node = request.getLong();
        request.position(HEADER);
        if (opcode == FORGET || opcode == BATCH_FORGET) {
            return new byte[0];
        }
        ByteBuffer reply = ByteBuffer.allocate(MAX_REQUEST + 4096).order(ByteOrder.nativeOrder());
        reply.position(16);
        int errno;
        synchronized (machine) {
            errno = answer(opcode, paths.getOrDefault(node, "/sys/?"), request, reply);
        }
        int length = errno == 0 ? reply.position() : 16;
        reply.putInt(0, length).putInt(4, -errno).putLong(8, unique);
        byte[] bytes = new byte[length];
        reply.get(0, bytes);
        return bytes;
    }

    private int answer(int opcode, String path, ByteBuffer request, ByteBuffer reply) {
        return switch (opcode) {
            case INIT -> {
                reply.putInt(7).putInt(31).putInt(0).putInt(0);
                reply.putShort((short) 12).putShort((short) 10).putInt(MAX_REQUEST);
                reply.putInt(1).putShort((short) 32).putShort((short) 0);
                reply.position(16 + 64);
                yield 0;
            }
            case LOOKUP -> {
                String child = path + "/" + string(request);
                Optional<Errno> refusal = attributes(child, reply, true);
                yield refusal.map(Errno::number).orElse(0);
            }
            case GETATTR, SETATTR ->
                attributes(path, reply, false).map(Errno::number).orElse(0);
            case READLINK ->
                switch (machine.link(path)) {
                    case Answer.Refused<String>(Errno errno) -> errno.number();
                    case Answer.Ok<String>(String target) -> {
                        reply.put(target.getBytes(StandardCharsets.UTF_8));
                        yield 0;
                    }
                };
            case OPEN -> open(path, request.getInt(), reply);
            case OPENDIR ->
                switch (machine.list(path)) {
                    case Answer.Refused<List<String>>(Errno errno) -> errno.number();
                    case Answer.Ok<List<String>>(List<String> names) ->
                        handle(String.join("\n", names).getBytes(StandardCharsets.UTF_8), reply);
                };
            case READ -> {
                byte[] content = open.getOrDefault(request.getLong(), new byte[0]);
                int offset = (int) request.getLong();
                int size = request.getInt();
                if (offset < content.length) {
                    reply.put(content, offset, Math.min(size, content.length - offset));
                }
                yield 0;
            }
            case READDIR -> {
                byte[] names = open.getOrDefault(request.getLong(), new byte[0]);
                readDirectory(
                        new String(names, StandardCharsets.UTF_8), (int) request.getLong(), request.getInt(), reply);
                yield 0;
            }
            case WRITE -> {
                request.getLong();
                request.getLong();
                byte[] value = new byte[request.getInt()];
                request.position(HEADER + 40);
                request.get(value);
                yield write(path, value, reply);
            }
            case RELEASE, RELEASEDIR -> {
                open.remove(request.getLong());
                yield 0;
            }
            case FLUSH -> 0;
            default -> ENOSYS;
        };
    }

    private int open(String path, int flags, ByteBuffer reply) {
        boolean reads = (flags & 3) != 1;
        return switch (reads ? machine.read(path) : Answer.ok(new byte[0])) {
            case Answer.Refused<byte[]>(Errno errno) -> errno.number();
            case Answer.Ok<byte[]>(byte[] content) -> handle(content, reply);
        };
    }

    private int handle(byte[] content, ByteBuffer reply) {
        handles++;
        open.put(handles, content);
        reply.putLong(handles).putInt(FOPEN_DIRECT_IO).putInt(0);
        return 0;
    }

    private int write(String path, byte[] value, ByteBuffer reply) {
        String text = new String(value, StandardCharsets.ISO_8859_1);
        writes.add(path + " " + text);
        Optional<Errno> injected = fault.apply(path, text);
        if (injected.isPresent()) {
            return injected.get().number();
        }
        return switch (machine.write(path, value)) {
            case Answer.Refused<Integer>(Errno errno) -> errno.number();
            case Answer.Ok<Integer>(Integer written) -> {
                reply.putInt(written).putInt(0);
                yield 0;
            }
        };
    }

    private static String string(ByteBuffer request) {
        byte[] name = new byte[request.remaining() - 1];
        request.get(name);
        return new String(name, StandardCharsets.UTF_8);
    }

    private long node(String path) {
        return nodes.computeIfAbsent(path, p -> {
            long node = nodes.size() + 1L;
            paths.put(node, p);
            return node;
        });
    }

    private Optional<Errno> attributes(String path, ByteBuffer reply, boolean entry) {
        int mode;
        if (machine.link(path).isOk()) {
            mode = S_IFLNK | 0777;
        } else if (machine.list(path).isOk()) {
            mode = S_IFDIR | 0755;
        } else {
            Optional<Errno> refusal = machine.read(path).refusal();
            if (refusal.filter(e -> e == Errno.ENOENT || e == Errno.ENOTDIR).isPresent()) {
                return refusal;
            }
            mode = S_IFREG | 0644;
        }
        long node = node(path);
        if (entry) {
            reply.putLong(node).putLong(0).putLong(0).putLong(0).putInt(0).putInt(0);
        } else {
            reply.putLong(0).putInt(0).putInt(0);
        }
        int start = reply.position();
        reply.putLong(node).putLong(4096).putLong(0).position(start + 60);
        reply.putInt(mode).putInt(1).putInt(0).putInt(0).putInt(0).putInt(4096);
        reply.position(start + ATTRIBUTES);
        return Optional.empty();
    }

    private static void readDirectory(String names, int offset, int size, ByteBuffer reply) {
        List<String> entries = names.isEmpty() ? List.of() : List.of(names.split("\n", -1));
        int start = reply.position();
        for (int i = offset; i < entries.size(); i++) {
            byte[] name = entries.get(i).getBytes(StandardCharsets.UTF_8);
            int length = 24 + (name.length + 7) / 8 * 8;
            if (reply.position() - start + length > size) {
                return;
            }
            int at = reply.position();
            reply.putLong(i + 2L).putLong(i + 1L).putInt(name.length).putInt(0).put(name);
            reply.position(at + length);
        }
    }
}
