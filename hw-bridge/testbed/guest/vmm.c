/* A stand-in for a virtual machine monitor. */
#define _GNU_SOURCE
#include "vmm.h"
#include "vfio_group.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/kvm.h>
#include <linux/vfio.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

struct guest {
	char *uuid;
	int kvm, vm, bridge;	/* bridge: the KVM-VFIO device */
	struct vfio_group_fds group;
	int device;
	struct guest *next;
};

static struct guest *running;

static void close_all(struct guest *g)
{
	int fds[] = { g->device, g->group.group, g->group.container, g->bridge, g->vm, g->kvm };

	for (unsigned int i = 0; i < sizeof(fds) / sizeof(*fds); i++)
		if (fds[i] >= 0)
			close(fds[i]);
	free(g->uuid);
	free(g);
}

static int create_vm(struct guest *g)
{
	struct kvm_device_attr apie = { .group = KVM_S390_VM_CRYPTO, .attr = KVM_S390_VM_CRYPTO_ENABLE_APIE };

	g->kvm = open("/dev/kvm", O_RDWR);
	if (g->kvm < 0)
		return errno;
	g->vm = ioctl(g->kvm, KVM_CREATE_VM, 0);
	if (g->vm < 0)
		return errno;
	return ioctl(g->vm, KVM_SET_DEVICE_ATTR, &apie) < 0 ? errno : 0;
}

static int add_group(struct guest *g)
{
	struct kvm_create_device bridge = { .type = KVM_DEV_TYPE_VFIO };
	struct kvm_device_attr add = { .group = KVM_DEV_VFIO_GROUP, .attr = KVM_DEV_VFIO_GROUP_ADD,
				       .addr = (uintptr_t)&g->group.group };

	if (ioctl(g->vm, KVM_CREATE_DEVICE, &bridge) < 0)
		return errno;
	g->bridge = bridge.fd;
	return ioctl(g->bridge, KVM_SET_DEVICE_ATTR, &add) < 0 ? errno : 0;
}

static int open_device(struct guest *g)
{
	g->device = ioctl(g->group.group, VFIO_GROUP_GET_DEVICE_FD, g->uuid);
	if (g->device < 0)
		return errno;
	ioctl(g->device, VFIO_DEVICE_RESET);	/* a VMM goes on when a queue cannot be reset (EIO) */
	return 0;
}

int vmm_start(const char *uuid)
{
	struct guest *g = calloc(1, sizeof(*g));
	int error;

	*g = (struct guest){ .uuid = strdup(uuid), .kvm = -1, .vm = -1, .bridge = -1, .group = { -1, -1 }, .device = -1 };
	error = vfio_open_group(uuid, &g->group);
	if (!error)
		error = create_vm(g);
	if (!error)
		error = add_group(g);
	if (!error)
		error = open_device(g);
	if (error) {
		close_all(g);
		return error;
	}
	g->next = running;
	running = g;
	return 0;
}

int vmm_stop(const char *uuid)
{
	for (struct guest **g = &running; *g; g = &(*g)->next) {
		struct guest *found = *g;

		if (strcmp(found->uuid, uuid))
			continue;
		*g = found->next;
		close_all(found);
		return 0;
	}
	return ENOENT;
}
