package io.zmdev.sim.host;

import java.util.Arrays;

/**
 * An independent model of masks, drivers and two mediated devices on a machine with a few adapters and domains, written from
 * the rules of the vfio-ap reference (sections 2.2, 2.4, 3.3, 3.6, 3.10) with sets as bits of an int; bit i is the i-th id.
 * It shares no code with the emulated machine.
 */
final class SmallMatrixModel {

    static final int DEVICES = 2;

    private final int adapters;
    private final int domains;
    int apmask;
    int aqmask;
    final int[] assignedAdapters = new int[DEVICES];
    final int[] assignedDomains = new int[DEVICES];
    final int[] guestAdapters = new int[DEVICES];
    final int[] guestDomains = new int[DEVICES];

    /** Bit a * domains + d: vfio_ap has the queue. */
    int held;

    /** Bit a * domains + d: no driver has the queue. */
    int unbound;

    SmallMatrixModel(int adapters, int domains) {
        this.adapters = adapters;
        this.domains = domains;
        apmask = all(adapters);
        aqmask = all(domains);
    }

    SmallMatrixModel copy() {
        SmallMatrixModel copy = new SmallMatrixModel(adapters, domains);
        copy.apmask = apmask;
        copy.aqmask = aqmask;
        System.arraycopy(assignedAdapters, 0, copy.assignedAdapters, 0, DEVICES);
        System.arraycopy(assignedDomains, 0, copy.assignedDomains, 0, DEVICES);
        System.arraycopy(guestAdapters, 0, copy.guestAdapters, 0, DEVICES);
        System.arraycopy(guestDomains, 0, copy.guestDomains, 0, DEVICES);
        copy.held = held;
        copy.unbound = unbound;
        return copy;
    }

    /** Everything that the rules can depend on. */
    String key() {
        return apmask + "/" + aqmask + "/" + Arrays.toString(assignedAdapters) + Arrays.toString(assignedDomains)
                + Arrays.toString(guestAdapters) + Arrays.toString(guestDomains) + held + "/" + unbound;
    }

    String assignAdapter(int device, int adapter) {
        if ((assignedAdapters[device] & bit(adapter)) != 0) {
            return "ok";
        }
        String refusal = refusal(device, assignedAdapters[device] | bit(adapter), assignedDomains[device]);
        if (refusal.equals("ok")) {
            assignedAdapters[device] |= bit(adapter);
            filter(device);
        }
        return refusal;
    }

    String assignDomain(int device, int domain) {
        if ((assignedDomains[device] & bit(domain)) != 0) {
            return "ok";
        }
        String refusal = refusal(device, assignedAdapters[device], assignedDomains[device] | bit(domain));
        if (refusal.equals("ok")) {
            assignedDomains[device] |= bit(domain);
            filter(device);
        }
        return refusal;
    }

    String unassignAdapter(int device, int adapter) {
        assignedAdapters[device] &= ~bit(adapter);
        guestAdapters[device] &= ~bit(adapter);
        return "ok";
    }

    String unassignDomain(int device, int domain) {
        assignedDomains[device] &= ~bit(domain);
        guestDomains[device] &= ~bit(domain);
        return "ok";
    }

    String replace(int device, int newAdapters, int newDomains) {
        String refusal = refusal(device, newAdapters, newDomains);
        if (refusal.equals("ok")) {
            assignedAdapters[device] = newAdapters;
            assignedDomains[device] = newDomains;
            filter(device);
        }
        return refusal;
    }

    String setApmask(int mask) {
        int gained = mask & ~apmask;
        for (int device = 0; device < DEVICES; device++) {
            if ((assignedAdapters[device] & gained) != 0 && (assignedDomains[device] & aqmask) != 0) {
                return "EBUSY";
            }
        }
        if (mask != apmask) {
            apmask = mask;
            rebind();
        }
        return "ok";
    }

    String setAqmask(int mask) {
        int gained = mask & ~aqmask;
        for (int device = 0; device < DEVICES; device++) {
            if ((assignedDomains[device] & gained) != 0 && (assignedAdapters[device] & apmask) != 0) {
                return "EBUSY";
            }
        }
        if (mask != aqmask) {
            aqmask = mask;
            rebind();
        }
        return "ok";
    }

    String unbindFromVfioAp(int adapter, int domain) {
        if ((held & queue(adapter, domain)) == 0) {
            return "ENODEV";
        }
        lose(adapter, domain);
        unbound |= queue(adapter, domain);
        return "ok";
    }

    String unbindFromHost(int adapter, int domain) {
        if ((held & queue(adapter, domain)) != 0 || (unbound & queue(adapter, domain)) != 0) {
            return "ENODEV";
        }
        unbound |= queue(adapter, domain);
        return "ok";
    }

    String bindToVfioAp(int adapter, int domain) {
        if ((unbound & queue(adapter, domain)) == 0) {
            return "EBUSY";
        }
        if (reserved(adapter, domain)) {
            return "ENODEV";
        }
        gain(adapter, domain);
        return "ok";
    }

    /** The partition rule: no queue is the host's and a device's, or two devices'. */
    boolean isPartition() {
        for (int a = 0; a < adapters; a++) {
            for (int d = 0; d < domains; d++) {
                int owners = reserved(a, d) ? 1 : 0;
                for (int device = 0; device < DEVICES; device++) {
                    owners += has(device, a, d) ? 1 : 0;
                }
                if (owners > 1) {
                    return false;
                }
            }
        }
        return true;
    }

    private String refusal(int device, int wantedAdapters, int wantedDomains) {
        for (int a = 0; a < adapters; a++) {
            for (int d = 0; d < domains; d++) {
                if ((wantedAdapters & bit(a)) != 0 && (wantedDomains & bit(d)) != 0 && reserved(a, d)) {
                    return "EADDRNOTAVAIL";
                }
            }
        }
        for (int a = 0; a < adapters; a++) {
            for (int d = 0; d < domains; d++) {
                if ((wantedAdapters & bit(a)) != 0 && (wantedDomains & bit(d)) != 0 && has(1 - device, a, d)) {
                    return "EADDRINUSE";
                }
            }
        }
        return "ok";
    }

    private void filter(int device) {
        guestAdapters[device] = assignedAdapters[device];
        guestDomains[device] = assignedDomains[device];
        for (int a = 0; a < adapters; a++) {
            for (int d = 0; d < domains; d++) {
                if ((guestDomains[device] & bit(d)) != 0 && (held & queue(a, d)) == 0) {
                    guestAdapters[device] &= ~bit(a);
                }
            }
        }
    }

    /** Queues whose driver contradicts the masks go to the other driver; those without a driver only to the host's. */
    private void rebind() {
        for (int a = 0; a < adapters; a++) {
            for (int d = 0; d < domains; d++) {
                boolean ours = (held & queue(a, d)) != 0;
                boolean nobodys = (unbound & queue(a, d)) != 0;
                if (reserved(a, d) && ours) {
                    lose(a, d);
                } else if (reserved(a, d) && nobodys) {
                    unbound &= ~queue(a, d);
                } else if (!reserved(a, d) && !ours && !nobodys) {
                    gain(a, d);
                }
            }
        }
    }

    private void lose(int adapter, int domain) {
        held &= ~queue(adapter, domain);
        for (int device = 0; device < DEVICES; device++) {
            if ((guestAdapters[device] & bit(adapter)) != 0 && (guestDomains[device] & bit(domain)) != 0) {
                guestAdapters[device] &= ~bit(adapter);
            }
        }
    }

    private void gain(int adapter, int domain) {
        held |= queue(adapter, domain);
        unbound &= ~queue(adapter, domain);
        for (int device = 0; device < DEVICES; device++) {
            if (has(device, adapter, domain)) {
                filter(device);
            }
        }
    }

    private boolean reserved(int adapter, int domain) {
        return (apmask & bit(adapter)) != 0 && (aqmask & bit(domain)) != 0;
    }

    private boolean has(int device, int adapter, int domain) {
        return (assignedAdapters[device] & bit(adapter)) != 0 && (assignedDomains[device] & bit(domain)) != 0;
    }

    private int queue(int adapter, int domain) {
        return bit(adapter * domains + domain);
    }

    static int all(int count) {
        return (1 << count) - 1;
    }

    private static int bit(int index) {
        return 1 << index;
    }
}
