#ifndef VFIO_GROUP_H
#define VFIO_GROUP_H

struct vfio_group_fds {
	int container, group;
};

/* Opens a mediated device's group in a type-1 container. Returns 0 or an errno: ENOENT no such device, EBUSY open already. */
int vfio_open_group(const char *uuid, struct vfio_group_fds *fds);

#endif
