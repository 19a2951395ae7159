package io.zmdev.model.ap;

/**
 * What a Secure Execution guest sees of a queue that it can bind, as the kernel prints it (kernels from 6.5 on).
 *
 * @param seBind attribute {@code se_bind}: {@code bound}, {@code unbound}, or {@code -} while it can't be told
 * @param seAssociate attribute {@code se_associate}: {@code unassociated}, {@code association pending}, {@code associated N}, or
 *     {@code -} while it can't be told
 */
public record SecureBinding(String seBind, String seAssociate) {

    /** Whether the queue works for this guest at all. */
    public boolean isBound() {
        return seBind.equals("bound");
    }

    /** Whether secure keys can be used with it. */
    public boolean isAssociated() {
        return seAssociate.startsWith("associated ");
    }
}
