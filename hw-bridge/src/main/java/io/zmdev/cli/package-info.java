/**
 * The command line: picocli commands that parse arguments, call the use cases and print. Data goes to stdout, messages to
 * stderr; errors are one line with their code.
 *
 * <p>The only package that knows picocli. Works without JavaFX on the class path. Data depends on the input alone: no clock,
 * no locale, no terminal width; only the time limit of {@code nearest} cuts a search short, and {@code host watch} says when it saw a change. Progress is for terminals.
 */
@NullMarked
package io.zmdev.cli;

import org.jspecify.annotations.NullMarked;
