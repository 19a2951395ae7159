package io.zmdev.app.plan;

import java.util.concurrent.CompletableFuture;

/**
 * A host behind SSH that is not known yet: the job that connects waits for the answer.
 *
 * @param fingerprint of its key, as OpenSSH prints it
 */
record KeyQuestion(String host, String fingerprint, CompletableFuture<Boolean> answer) {}
