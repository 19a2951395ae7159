#ifndef KERNEL_H
#define KERNEL_H

/* The few things that are asked of the kernel in more than one place. All return 0 or an errno unless said otherwise. */

/* One write(2) of LENGTH bytes; a zero-length write is made too. */
int kernel_write(const char *path, const char *data, unsigned long length);

/* Formats a path, then writes a text in one write(2). */
int kernel_set(const char *text, const char *path, ...) __attribute__((format(printf, 2, 3)));

/*
 * modprobe: the module and what it depends on; ENOENT when there is no such module. PARAMETERS is the module's alone and
 * without effect when the module is built in.
 */
int kernel_load(const char *module, const char *parameters);

/* insmod of a file. */
int kernel_insert(const char *file, const char *parameters);

/* delete_module(2) with O_NONBLOCK: EAGAIN in use, ENOENT not loaded. */
int kernel_unload(const char *module);

/*
 * Returns when all the work that is under way has been done: that of the channel subsystem (/proc/cio_settle) and the
 * kernel's asynchronous calls, one of which sets a virtio device online, which is work for the channel subsystem again.
 */
void kernel_settle(void);

#endif
