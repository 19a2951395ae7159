/* sysfs writes and modules. */
#define _GNU_SOURCE
#include "kernel.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/utsname.h>
#include <unistd.h>

int kernel_write(const char *path, const char *data, unsigned long length)
{
	int fd = open(path, O_WRONLY), error = 0;

	if (fd < 0)
		return errno;
	if (write(fd, data, length) < 0)
		error = errno;
	close(fd);
	return error;
}

int kernel_set(const char *text, const char *format, ...)
{
	char path[PATH_MAX];
	va_list arguments;

	va_start(arguments, format);
	vsnprintf(path, sizeof(path), format, arguments);
	va_end(arguments);
	return kernel_write(path, text, strlen(text));
}

int kernel_insert(const char *file, const char *parameters)
{
	int fd = open(file, O_RDONLY), error = 0;

	if (fd < 0)
		return errno;
	if (syscall(SYS_finit_module, fd, parameters, 0) < 0 && errno != EEXIST)
		error = errno;
	close(fd);
	return error;
}

static int same_module(const char *file, const char *module)
{
	const char *base = strrchr(file, '/');

	for (base = base ? base + 1 : file; *base && strcmp(base, ".ko"); base++, module++)
		if (*base != *module && !(*base == '-' && *module == '_') && !(*base == '_' && *module == '-'))
			return 0;
	return !*module && !strcmp(base, ".ko");
}

/* A module's line in modules.dep ("FILE: NEEDED…"), or NULL. */
static char *dependencies(const char *folder, const char *module)
{
	char path[PATH_MAX], *line = NULL;
	size_t size = 0;
	FILE *f;

	snprintf(path, sizeof(path), "%s/modules.dep", folder);
	f = fopen(path, "r");
	if (!f)
		return NULL;
	while (getline(&line, &size, f) > 0) {
		char *colon = strchr(line, ':');

		line[strcspn(line, "\n")] = 0;
		if (!colon)
			continue;
		*colon = 0;
		if (same_module(line, module)) {
			*colon = ':';
			fclose(f);
			return line;
		}
	}
	fclose(f);
	free(line);
	return NULL;
}

/* A module that is built in has a folder all the same when it has parameters. */
static int built_in(const char *module)
{
	char path[PATH_MAX];

	snprintf(path, sizeof(path), "/sys/module/%s", module);
	return access(path, F_OK) == 0;
}

int kernel_load(const char *module, const char *parameters)
{
	char folder[256], path[PATH_MAX], *line, *files[64];
	int count = 0, error = 0;
	struct utsname system;

	uname(&system);
	snprintf(folder, sizeof(folder), "/lib/modules/%s", system.release);
	line = dependencies(folder, module);
	if (!line)
		return built_in(module) ? 0 : ENOENT;
	for (char *file = strtok(line, ": "); file && count < 64; file = strtok(NULL, " "))
		files[count++] = file;
	while (count-- > 0 && !error) {		/* what is needed stands behind what needs it */
		snprintf(path, sizeof(path), "%s/%s", folder, files[count]);
		error = kernel_insert(path, count ? "" : parameters);
	}
	free(line);
	return error;
}

int kernel_unload(const char *module)
{
	return syscall(SYS_delete_module, module, O_NONBLOCK) < 0 ? errno : 0;
}

void kernel_settle(void)
{
	kernel_set("1", "/proc/cio_settle");
	kernel_set("1", "/sys/module/apemu/parameters/settle");
	kernel_set("1", "/proc/cio_settle");
}
