/**
 * The matrix screen: adapters x domains, who has which queue, what the guest gets of it, and giving queues to guests.
 *
 * <p>{@code MatrixViewModel} and the pure classes under it know no nodes; {@code MatrixPainter} paints into an {@code int[]}
 * that {@code MatrixSurface} shows. Sees no other screen.
 */
@NullMarked
package io.zmdev.app.matrix;

import org.jspecify.annotations.NullMarked;
