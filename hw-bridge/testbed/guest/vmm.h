#ifndef VMM_H
#define VMM_H

/*
 * What a virtual machine monitor does before it runs a guest: a VM with AP interpretation, the mediated device's VFIO
 * group in it, the device open and reset. The VM never runs. Both return 0 or the first errno met.
 */

/* ENOENT: no such mediated device; EBUSY: open already. */
int vmm_start(const char *uuid);

/* ENOENT: not started by this process. */
int vmm_stop(const char *uuid);

#endif
