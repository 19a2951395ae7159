/**
 * What a machine is: ids, values, the observed {@link io.zmdev.model.Machine} and the desired {@link
 * io.zmdev.model.Configuration}.
 *
 * <p>Records without behaviour that needs a clock, a file or a rule of the kernel. Depends on nothing but the JDK; every
 * other package may depend on it. Everything here is immutable and safe to share between threads.
 *
 * <p>Ids print as the kernel prints them: bare lower-case hexadecimal of a fixed width ({@code 05}, {@code 0004}, {@code
 * 05.0004}, {@code 0.0.0313}).
 */
@NullMarked
package io.zmdev.model;

import org.jspecify.annotations.NullMarked;
