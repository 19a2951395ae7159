/**
 * A shell on a host behind SSH: known hosts, keys, agent and jump hosts as OpenSSH keeps them.
 *
 * <p>The only package that knows Apache MINA SSHD. Depends on the shell package, on how {@link io.zmdev.exchange.ShellScript} quotes
 * words, and on the model.
 */
@NullMarked
package io.zmdev.hw.ssh;

import org.jspecify.annotations.NullMarked;
