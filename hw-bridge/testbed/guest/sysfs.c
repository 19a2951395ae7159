/* Sysfs scripts. */
#define _GNU_SOURCE
#include "sysfs.h"
#include "json.h"
#include "kernel.h"
#include "machine.h"
#include "vmm.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* --- answers ------------------------------------------------------------------------------------------------------ */

static void print_start(int n, const char *op, const char *path)
{
	printf("{\"n\":%d,\"op\":\"%s\",\"path\":", n, op);
	json_print_string(path, strlen(path));
}

static void print_value(const char *value, size_t length)
{
	fputs(",\"value\":", stdout);
	json_print_string(value, length);
}

static void print_errno(int error)
{
	if (error)
		printf(",\"errno\":\"%s\"", strerrorname_np(error));
	else
		fputs(",\"errno\":null", stdout);
}

static void print_end(void)
{
	puts("}");
	fflush(stdout);
}

/* --- operations --------------------------------------------------------------------------------------------------- */

static void op_read(const char *path)
{
	static char text[1 << 16];
	int fd = open(path, O_RDONLY), error = 0;
	size_t length = 0;

	if (fd < 0) {
		print_errno(errno);
		return;
	}
	for (;;) {
		ssize_t got = read(fd, text + length, sizeof(text) - length);

		if (got < 0)
			error = errno;
		if (got <= 0)
			break;
		length += got;
	}
	close(fd);
	print_errno(error);
	if (!error) {
		fputs(",\"text\":", stdout);
		json_print_string(text, length);
	}
}

static int by_name(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

static void op_list(const char *path)
{
	char *names[4096];
	struct dirent *e;
	int count = 0;
	DIR *d = opendir(path);

	if (!d) {
		print_errno(errno);
		return;
	}
	while ((e = readdir(d)) && count < 4096)
		if (strcmp(e->d_name, ".") && strcmp(e->d_name, ".."))
			names[count++] = strdup(e->d_name);
	closedir(d);
	qsort(names, count, sizeof(*names), by_name);
	print_errno(0);
	fputs(",\"names\":[", stdout);
	for (int i = 0; i < count; i++) {
		if (i)
			putchar(',');
		json_print_string(names[i], strlen(names[i]));
		free(names[i]);
	}
	putchar(']');
}

static void op_link(const char *path)
{
	char target[PATH_MAX];
	ssize_t length = readlink(path, target, sizeof(target));

	print_errno(length < 0 ? errno : 0);
	if (length >= 0) {
		fputs(",\"target\":", stdout);
		json_print_string(target, length);
	}
}

/* Decodes \n, \t and \\ in place and returns the length. */
static size_t decode(char *value)
{
	char *out = value;

	for (const char *in = value; *in; in++) {
		char next = *in == '\\' ? in[1] : 0;

		if (next == 'n' || next == 't' || next == '\\') {
			*out++ = next == 'n' ? '\n' : next == 't' ? '\t' : '\\';
			in++;
		} else {
			*out++ = *in;
		}
	}
	*out = 0;
	return out - value;
}

/* Loading ap ends when its first bus scan has. */
static int load(const char *module)
{
	int error = kernel_load(module, "");

	if (!error && !strcmp(module, "ap"))
		kernel_set("1", "/sys/bus/ap/scans");
	return error;
}

/* --- the script --------------------------------------------------------------------------------------------------- */

/* Cuts the first word off a text. */
static char *word(char **rest)
{
	char *start = *rest, *blank = strchr(start, ' ');

	if (blank) {
		*blank = 0;
		*rest = blank + 1;
	} else {
		*rest = start + strlen(start);
	}
	return start;
}

static void run_line(int n, char *line)
{
	char *op = word(&line);

	if (!strcmp(op, "write")) {
		char *path = word(&line);
		size_t length = decode(line);
		int error;

		print_start(n, op, path);
		print_value(line, length);
		error = kernel_write(path, line, length);
		kernel_settle();
		print_errno(error);
	} else if (!strcmp(op, "read")) {
		print_start(n, op, line);
		op_read(line);
	} else if (!strcmp(op, "list")) {
		print_start(n, op, line);
		op_list(line);
	} else if (!strcmp(op, "link")) {
		print_start(n, op, line);
		op_link(line);
	} else if (!strcmp(op, "load")) {
		int error = load(line);

		print_start(n, op, line);
		print_errno(error);
	} else if (!strcmp(op, "unload")) {
		int error = kernel_unload(line);

		print_start(n, op, line);
		print_errno(error);
	} else if (!strcmp(op, "guest")) {
		char *verb = word(&line);
		int error = !strcmp(verb, "start") ? vmm_start(line) : vmm_stop(line);

		print_start(n, op, line);
		print_value(verb, strlen(verb));
		print_errno(error);
	} else if (!strcmp(op, "hotplug") || !strcmp(op, "hotunplug")) {
		char *object = word(&line);
		int error = machine_change(op, object, line);

		print_start(n, op, object);
		if (*line)
			print_value(line, strlen(line));
		print_errno(error);
	} else if (!strcmp(op, "configure") || !strcmp(op, "checkstop")) {
		char *value = word(&line);
		int error = machine_change(op, line, value);

		print_start(n, op, line);
		print_value(value, strlen(value));
		print_errno(error);
	} else {
		fprintf(stderr, "operation %d: %s is no operation\n", n, op);
		exit(65);
	}
	print_end();
}

void sysfs_run(const char *script_file)
{
	FILE *script = fopen(script_file, "r");
	char *line = NULL;
	size_t size = 0;
	int n = 0;

	if (!script) {
		perror(script_file);
		exit(65);
	}
	while (getline(&line, &size, script) > 0) {
		line[strcspn(line, "\n")] = 0;
		if (*line && *line != '#')
			run_line(++n, line);
	}
	free(line);
	fclose(script);
}
