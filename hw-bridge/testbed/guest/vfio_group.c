/* The part of VFIO that both kinds of mediated device share. */
#include "vfio_group.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <linux/vfio.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

int vfio_open_group(const char *uuid, struct vfio_group_fds *fds)
{
	char path[PATH_MAX], group[PATH_MAX];
	ssize_t length;

	snprintf(path, sizeof(path), "/sys/bus/mdev/devices/%s/iommu_group", uuid);
	length = readlink(path, group, sizeof(group) - 1);
	if (length < 0)
		return errno;
	group[length] = 0;
	snprintf(path, sizeof(path), "/dev/vfio/%.20s", strrchr(group, '/') + 1);
	fds->container = open("/dev/vfio/vfio", O_RDWR);
	if (fds->container < 0)
		return errno;
	fds->group = open(path, O_RDWR);
	if (fds->group < 0)
		return errno;
	if (ioctl(fds->group, VFIO_GROUP_SET_CONTAINER, &fds->container) < 0 ||
	    ioctl(fds->container, VFIO_SET_IOMMU, VFIO_TYPE1v2_IOMMU) < 0)
		return errno;
	return 0;
}
