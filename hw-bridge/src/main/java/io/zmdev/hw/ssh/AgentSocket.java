package io.zmdev.hw.ssh;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.List;
import org.apache.sshd.agent.SshAgent;
import org.apache.sshd.agent.SshAgentFactory;
import org.apache.sshd.agent.SshAgentServer;
import org.apache.sshd.agent.common.AbstractAgentProxy;
import org.apache.sshd.common.FactoryManager;
import org.apache.sshd.common.channel.ChannelFactory;
import org.apache.sshd.common.session.ConnectionService;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.util.buffer.Buffer;
import org.apache.sshd.common.util.buffer.ByteArrayBuffer;
import org.apache.sshd.common.util.threads.CloseableExecutorService;
import org.jspecify.annotations.Nullable;

/** The user's SSH agent on its UNIX domain socket. It signs here; it is never forwarded. */
final class AgentSocket extends AbstractAgentProxy {

    /** OpenSSH's own limit of an agent message (AGENT_MAX_LEN). Bytes. */
    private static final int MAX_MESSAGE = 256 << 10;

    private final SocketChannel channel;

    private AgentSocket(@Nullable CloseableExecutorService executor, SocketChannel channel) {
        super(executor);
        this.channel = channel;
    }

    /** Connects to a socket whenever a session asks for the agent. */
    static SshAgentFactory factory(Path socket) {
        return new SshAgentFactory() {
            @Override
            public List<ChannelFactory> getChannelForwardingFactories(FactoryManager manager) {
                return List.of();
            }

            @Override
            public SshAgent createClient(Session session, FactoryManager manager) throws IOException {
                return new AgentSocket(null, SocketChannel.open(UnixDomainSocketAddress.of(socket)));
            }

            @Override
            public SshAgentServer createServer(ConnectionService service) throws IOException {
                throw new IOException("the agent is not forwarded");
            }
        };
    }

    @Override
    public boolean isOpen() {
        return channel.isOpen();
    }

    @Override
    protected Buffer request(Buffer buffer) throws IOException {
        ByteBuffer message = ByteBuffer.wrap(buffer.getCompactData());
        while (message.hasRemaining()) {
            channel.write(message);
        }
        DataInputStream in = new DataInputStream(Channels.newInputStream(channel));
        int length = in.readInt();
        if (length <= 0 || length > MAX_MESSAGE) {
            throw new EOFException("the SSH agent answered with %d bytes".formatted(length));
        }
        return new ByteArrayBuffer(in.readNBytes(length));
    }

    @Override
    public void close() throws IOException {
        super.close();
        channel.close();
    }
}
