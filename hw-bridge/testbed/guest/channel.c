/* Channel-I/O scenarios on a vfio-ccw mediated device. */
#define _GNU_SOURCE
#include "channel.h"
#include "json.h"
#include "kernel.h"
#include "machine.h"
#include "vfio_group.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <linux/vfio.h>
#include <linux/vfio_ccw.h>
#include <poll.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <unistd.h>

#define TRACING "/sys/kernel/tracing/"

/* --- the open device ---------------------------------------------------------------------------------------------- */

/* VFIO region numbers: the first is fixed, the others follow in the driver's order. */
enum region { REGION_IO, REGION_ASYNC, REGION_SCHIB, REGION_CRW, REGIONS };

static const char *const region_names[REGIONS] = { "io", "async", "schib", "crw" };

struct channel {
	struct vfio_group_fds group;
	int device, interrupt;
	off_t offset[REGIONS];
	unsigned char *memory;
	size_t size;
};

static void must(int failed, const char *what)
{
	if (failed) {
		fprintf(stderr, "%s: %s\n", what, strerrorname_np(errno));
		exit(1);
	}
}

static void find_regions(struct channel *c)
{
	for (int i = 0; i < REGIONS; i++) {
		struct vfio_region_info info = { .argsz = sizeof(info), .index = i };

		must(ioctl(c->device, VFIO_DEVICE_GET_REGION_INFO, &info) < 0, "region");
		c->offset[i] = info.offset;
	}
}

static void arm_interrupt(struct channel *c)
{
	char buffer[sizeof(struct vfio_irq_set) + sizeof(int)];
	struct vfio_irq_set *set = (void *)buffer;

	c->interrupt = eventfd(0, EFD_NONBLOCK);
	*set = (struct vfio_irq_set){ .argsz = sizeof(buffer), .count = 1, .index = VFIO_CCW_IO_IRQ_INDEX,
				      .flags = VFIO_IRQ_SET_DATA_EVENTFD | VFIO_IRQ_SET_ACTION_TRIGGER };
	memcpy(set->data, &c->interrupt, sizeof(int));
	must(ioctl(c->device, VFIO_DEVICE_SET_IRQS, set) < 0, "eventfd");
}

static void map(struct channel *c, size_t from, size_t to)
{
	struct vfio_iommu_type1_dma_map m = { .argsz = sizeof(m), .vaddr = (uintptr_t)c->memory + from, .iova = from,
					      .size = to - from,
					      .flags = VFIO_DMA_MAP_FLAG_READ | VFIO_DMA_MAP_FLAG_WRITE };

	if (to > from)
		must(ioctl(c->group.container, VFIO_IOMMU_MAP_DMA, &m) < 0, "mapping");
}

/* Maps guest memory but for the holes, which stand in ascending order. */
static void map_memory(struct channel *c, size_t size, const struct json *unmapped)
{
	size_t from = 0;

	c->size = size;
	c->memory = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS | MAP_POPULATE, -1, 0);
	must(c->memory == MAP_FAILED, "memory");
	for (const struct json *hole = unmapped ? unmapped->first : NULL; hole; hole = hole->next) {
		map(c, from, json_number(hole, "at", 0));
		from = json_number(hole, "at", 0) + json_number(hole, "size", 0);
	}
	map(c, from, size);
}

static void open_channel(struct channel *c, const char *uuid, size_t size, const struct json *unmapped)
{
	errno = vfio_open_group(uuid, &c->group);
	must(errno, "group");
	map_memory(c, size, unmapped);
	c->device = ioctl(c->group.group, VFIO_GROUP_GET_DEVICE_FD, uuid);
	must(c->device < 0, "device");
	find_regions(c);
	arm_interrupt(c);
}

static void close_channel(struct channel *c)
{
	close(c->device);
	close(c->interrupt);
	close(c->group.group);
	close(c->group.container);
	munmap(c->memory, c->size);
}

static int wait_interrupt(struct channel *c, int milliseconds)
{
	struct pollfd p = { c->interrupt, POLLIN, 0 };
	uint64_t count;

	return poll(&p, 1, milliseconds) == 1 && read(c->interrupt, &count, sizeof(count)) == sizeof(count);
}

/* --- CCWs, ORBs ----------------------------------------------------------------------------------------------------- */

struct flag {
	const char *name;
	uint32_t bit;
};

static const struct flag ccw_flags[] = {
	{ "CD", 0x80 }, { "CC", 0x40 }, { "SLI", 0x20 }, { "SKIP", 0x10 }, { "PCI", 0x08 }, { "IDA", 0x04 }, { "S", 0x02 },
	{ "MIDA", 0x01 }, { NULL, 0 },
};

/* Bits of the ORB's second word. */
static const struct flag orb_flags[] = {
	{ "spnd", 0x08000000 }, { "str", 0x04000000 }, { "mod", 0x02000000 }, { "sync", 0x01000000 },
	{ "fmt", 0x00800000 }, { "pfch", 0x00400000 }, { "isic", 0x00200000 }, { "alcc", 0x00100000 },
	{ "ssic", 0x00080000 }, { "tm", 0x00040000 }, { "c64", 0x00020000 }, { "i2k", 0x00010000 }, { "ils", 0x00000080 },
	{ "midaw", 0x00000040 }, { "orbx", 0x00000001 }, { NULL, 0 },
};

static void put_word(unsigned char *at, uint32_t word)
{
	at[0] = word >> 24;
	at[1] = word >> 16;
	at[2] = word >> 8;
	at[3] = word;
}

/* Decodes hexadecimal digits, at most LIMIT bytes; returns their number. */
static size_t put_hex(unsigned char *at, const char *hex, size_t limit)
{
	size_t n = 0;
	unsigned int byte;

	for (; n < limit && sscanf(hex + 2 * n, "%2x", &byte) == 1; n++)
		at[n] = byte;
	return n;
}

static void put_ccw(unsigned char *at, const struct json *ccw)
{
	const struct json *flags = json_member(ccw, "flags");
	long count = json_number(ccw, "count", 0);

	if (json_member(ccw, "hex")) {
		put_hex(at, json_text(ccw, "hex", ""), 8);
		return;
	}
	at[0] = json_number(ccw, "cmd", 0);
	at[1] = 0;
	for (const struct json *f = flags ? flags->first : NULL; f; f = f->next)
		for (const struct flag *known = ccw_flags; known->name; known++)
			if (!strcmp(known->name, f->text))
				at[1] |= known->bit;
	at[2] = count >> 8;
	at[3] = count;
	put_word(at + 4, json_number(ccw, "address", 0));
}

static int flag_set(const struct json *orb, const char *name)
{
	return !strcmp(json_text(orb, name, ""), "1") || json_true(orb, name, 0);
}

static void put_orb(unsigned char *at, const struct json *orb)
{
	uint32_t word = json_number(orb, "key", 0) << 28 | json_number(orb, "lpm", 0x80) << 8;

	if (json_member(orb, "hex")) {
		put_hex(at, json_text(orb, "hex", ""), 12);
		return;
	}
	for (const struct flag *f = orb_flags; f->name; f++)
		if (flag_set(orb, f->name))
			word |= f->bit;
	put_word(at, json_number(orb, "intparm", 0));
	put_word(at + 4, word);
	put_word(at + 8, json_number(orb, "cpa", 0));
}

static void fill_memory(struct channel *c, const struct json *scenario)
{
	const struct json *data = json_member(json_member(scenario, "memory"), "data");
	const struct json *program = json_member(scenario, "program");

	for (const struct json *d = data ? data->first : NULL; d; d = d->next) {
		size_t at = json_number(d, "at", 0);

		if (at < c->size)
			put_hex(c->memory + at, json_text(d, "hex", ""), c->size - at);
	}
	for (const struct json *p = program ? program->first : NULL; p; p = p->next) {
		const struct json *ccws = json_member(p, "ccws");
		size_t at = json_number(p, "at", 0);

		for (const struct json *ccw = ccws ? ccws->first : NULL; ccw && at + 8 <= c->size; ccw = ccw->next, at += 8)
			put_ccw(c->memory + at, ccw);
	}
}

/* --- requests ------------------------------------------------------------------------------------------------------- */

static void print_hex(const char *name, const unsigned char *data, size_t length)
{
	printf(",\"%s\":\"", name);
	for (size_t i = 0; i < length; i++)
		printf("%02x", data[i]);
	putchar('"');
}

static void print_errno(int error)
{
	if (error)
		printf(",\"errno\":\"%s\"", strerrorname_np(error));
	else
		fputs(",\"errno\":null", stdout);
}

static uint32_t region_ret_code(struct channel *c, enum region region)
{
	off_t at = region == REGION_IO ? offsetof(struct ccw_io_region, ret_code)
				       : offsetof(struct ccw_cmd_region, ret_code);
	uint32_t code = 0;

	must(pread(c->device, &code, sizeof(code), c->offset[region] + at) != sizeof(code), "ret_code");
	return code;
}

/* One pwrite on a region, and its answer. */
static void write_region(struct channel *c, enum region region, const void *data, size_t length, off_t offset)
{
	ssize_t written = pwrite(c->device, data, length, c->offset[region] + offset);

	print_errno(written < 0 ? errno : 0);
	if (written >= 0)
		printf(",\"written\":%zd", written);
	if (region == REGION_IO || region == REGION_ASYNC)
		printf(",\"retCode\":%d", (int)region_ret_code(c, region));
}

static void read_region(struct channel *c, enum region region, size_t length, off_t offset)
{
	unsigned char data[4096];
	ssize_t got = pread(c->device, data, length < sizeof(data) ? length : sizeof(data), c->offset[region] + offset);

	print_errno(got < 0 ? errno : 0);
	if (got >= 0)
		print_hex("hex", data, got);
}

static void do_ssch(struct channel *c, const struct json *request)
{
	struct ccw_io_region io;

	memset(&io, 0, sizeof(io));
	put_orb(io.orb_area, json_member(request, "orb"));
	put_word(io.scsw_area, json_number(request, "fctl", 4) << 12);
	io.ret_code = json_number(request, "retCode", 0);
	write_region(c, REGION_IO, &io, json_number(request, "length", sizeof(io)), 0);
}

static void do_async(struct channel *c, uint32_t command)
{
	struct ccw_cmd_region async = { .command = command };

	write_region(c, REGION_ASYNC, &async, sizeof(async), 0);
}

#define DEFERRED_CC_3 3
#define UNIT_CHECK 2
#define INTERVENTION_REQUIRED 0x40

/*
 * Whether the channel-program address is one of the guest's and tells something; else it is the kernel's or what QEMU left
 * over: it sets none when there is no path, and none when a terminal is written to at which nobody is.
 */
static int guest_address(const struct channel *c, const unsigned char *irb)
{
	const unsigned char *cpa = irb + 4, *sense = irb + 32;

	return (irb[0] & 3) != DEFERRED_CC_3 && !(irb[8] == UNIT_CHECK && sense[0] == INTERVENTION_REQUIRED) &&
	       (uint32_t)(cpa[0] << 24 | cpa[1] << 16 | cpa[2] << 8 | cpa[3]) < c->size;
}

static void do_tsch(struct channel *c)
{
	struct ccw_io_region io;
	int known;

	must(pread(c->device, &io, sizeof(io), c->offset[REGION_IO]) != sizeof(io), "I/O region");
	known = guest_address(c, io.irb_area);
	if (!known)
		memset(io.irb_area + 4, 0, 4);
	print_hex("irb", io.irb_area, sizeof(io.irb_area));
	printf(",\"retCode\":%d", (int)io.ret_code);
	if (!known)
		fputs(",\"ignore\":[[4,8]]", stdout);
}

/* The interruption parameter and the addresses are the kernel's, the device number is the subchannel's. */
static void do_stsch(struct channel *c)
{
	struct ccw_schib_region schib;

	must(pread(c->device, &schib, sizeof(schib), c->offset[REGION_SCHIB]) != sizeof(schib), "schib region");
	memset(schib.schib_area, 0, 4);
	memset(schib.schib_area + 6, 0, 2);
	memset(schib.schib_area + 32, 0, 4);
	print_hex("schib", schib.schib_area, sizeof(schib.schib_area));
	fputs(",\"ignore\":[[0,4],[6,8],[32,36]]", stdout);
}

static enum region named_region(const struct json *request)
{
	const char *name = json_text(request, "region", "");

	for (int r = 0; r < REGIONS; r++)
		if (!strcmp(region_names[r], name))
			return r;
	fprintf(stderr, "no region is called %s\n", name);
	exit(65);
}

static void do_write_region(struct channel *c, const struct json *request)
{
	static unsigned char data[4096];
	size_t length = put_hex(data, json_text(request, "hex", ""), sizeof(data));

	write_region(c, named_region(request), data, length, json_number(request, "offset", 0));
}

static void run_request(struct channel *c, const struct json *request)
{
	const char *what = json_text(request, "do", "");

	printf("{\"do\":\"%s\"", what);
	if (!strcmp(what, "ssch"))
		do_ssch(c, request);
	else if (!strcmp(what, "hsch"))
		do_async(c, VFIO_CCW_ASYNC_CMD_HSCH);
	else if (!strcmp(what, "csch"))
		do_async(c, VFIO_CCW_ASYNC_CMD_CSCH);
	else if (!strcmp(what, "wait"))
		printf(",\"interrupt\":%s", wait_interrupt(c, json_number(request, "timeoutMs", 300)) ? "true" : "false");
	else if (!strcmp(what, "tsch"))
		do_tsch(c);
	else if (!strcmp(what, "stsch"))
		do_stsch(c);
	else if (!strcmp(what, "reset"))
		print_errno(ioctl(c->device, VFIO_DEVICE_RESET) < 0 ? errno : 0);
	else if (!strcmp(what, "write-region"))
		do_write_region(c, request);
	else if (!strcmp(what, "read-region"))
		read_region(c, named_region(request), json_number(request, "length", 0), json_number(request, "offset", 0));
	else {
		fprintf(stderr, "%s is no request that the lab knows\n", what);
		exit(65);
	}
	putchar('}');
}

/* --- what the driver did ----------------------------------------------------------------------------------------- */

static void start_trace(void)
{
	int fd = open(TRACING "trace", O_WRONLY | O_TRUNC);

	must(fd < 0, TRACING "trace");
	close(fd);
}

static void print_trace_line(const char *line, int *count)
{
	int state, event, error, info = 0;
	unsigned int number;
	const char *at;

	if ((at = strstr(line, "vfio_ccw_fsm_event:")) && sscanf(at, "%*s %*s state=%d event=%d", &state, &event) == 2)
		printf("%s{\"state\":%d,\"event\":%d}", (*count)++ ? "," : "", state, event);
	else if ((at = strstr(line, "vfio_ccw_fsm_io_request:")) &&
		 sscanf(at, "%*s %*s fctl=%x errno=%d info=%n", &number, &error, &info) == 2 && info)
		printf("%s{\"fctl\":%u,\"errno\":%d,\"info\":\"%.*s\"}", (*count)++ ? "," : "", number, error,
		       (int)strcspn(at + info, "\n"), at + info);
	else if ((at = strstr(line, "vfio_ccw_fsm_async_request:")) &&
		 sscanf(at, "%*s %*s command=%x errno=%d", &number, &error) == 2)
		printf("%s{\"command\":%u,\"errno\":%d}", (*count)++ ? "," : "", number, error);
}

static void print_trace(void)
{
	FILE *f = fopen(TRACING "trace", "r");
	char *line = NULL;
	size_t size = 0;
	int count = 0;

	must(!f, TRACING "trace");
	fputs("],\n\"fsm\":[", stdout);
	while (getline(&line, &size, f) > 0)
		print_trace_line(line, &count);
	free(line);
	fclose(f);
}

static void print_memory(const struct channel *c, const unsigned char *before)
{
	int count = 0;

	fputs("],\n\"memory\":[", stdout);
	for (size_t at = 0; at < c->size; at++) {
		size_t end = at;

		while (end < c->size && c->memory[end] != before[end])
			end++;
		if (end == at)
			continue;
		printf("%s{\"at\":\"0x%zx\"", count++ ? "," : "", at);
		print_hex("hex", c->memory + at, end - at);
		putchar('}');
		at = end;
	}
	fputs("]}\n", stdout);
}

/* --- subchannels ---------------------------------------------------------------------------------------------------- */

struct subchannel {
	const char *id, *model;
	int bound, spent;
};

static struct subchannel subchannels[256];

static void read_subchannels(void)
{
	const struct json *list = json_member(json_member(machine_document(), "css"), "subchannels");
	int n = 0;

	for (const struct json *s = list ? list->first : NULL; s && n < 256; s = s->next, n++)
		subchannels[n] = (struct subchannel){ json_text(s, "id", ""), json_text(s, "model", ""), 0, 0 };
}

static void bind_subchannel(struct subchannel *s)
{
	kernel_set("vfio_ccw", "/sys/bus/css/devices/%s/driver_override", s->id);
	kernel_set(s->id, "/sys/bus/css/drivers/io_subchannel/unbind");
	kernel_settle();
	errno = kernel_set(s->id, "/sys/bus/css/drivers/vfio_ccw/bind");
	must(errno, s->id);
	s->bound = 1;
}

static struct subchannel *free_subchannel(const char *model)
{
	for (struct subchannel *s = subchannels; s->id; s++)
		if (!s->spent && !strcmp(s->model, model)) {
			if (!s->bound)
				bind_subchannel(s);
			return s;
		}
	return NULL;
}

static void create_device(const struct subchannel *s, char *uuid)
{
	static unsigned int count;

	sprintf(uuid, "00000000-0000-4000-8000-%012x", ++count);
	errno = kernel_set(uuid, "/sys/bus/css/devices/%s/mdev_supported_types/vfio_ccw-io/create", s->id);
	must(errno, "create");
}

static void remove_device(const char *uuid)
{
	errno = kernel_set("1", "/sys/bus/mdev/devices/%s/remove", uuid);
	must(errno, "remove");
}

static void run_ccw(struct channel *c, struct ccw_io_region *io, const char *ccw)
{
	memset(io, 0, sizeof(*io));
	put_hex(c->memory + 0x100, ccw, 8);
	put_hex(io->orb_area, "0000000000c0800000000100", 12);
	put_word(io->scsw_area, 0x4000);
	if (pwrite(c->device, io, sizeof(*io), c->offset[REGION_IO]) == sizeof(*io))
		wait_interrupt(c, 2000);
	must(pread(c->device, io, sizeof(*io), c->offset[REGION_IO]) != sizeof(*io), "I/O region");
}

/* The driver of older kernels keeps its regions from one open to the next, as long as it has the subchannel. */
static void forget_regions(const struct subchannel *s)
{
	errno = kernel_set(s->id, "/sys/bus/css/drivers/vfio_ccw/unbind");
	must(errno, "unbind");
	errno = kernel_set(s->id, "/sys/bus/css/drivers/vfio_ccw/bind");
	must(errno, "bind");
}

/* Takes the sense data that is left and clears the subchannel; a deferred condition code that stays spends it. */
static void idle_subchannel(struct subchannel *s)
{
	struct ccw_cmd_region clear = { .command = VFIO_CCW_ASYNC_CMD_CSCH };
	struct ccw_io_region io;
	struct channel c;
	char uuid[40];

	create_device(s, uuid);
	open_channel(&c, uuid, 1 << 20, NULL);
	run_ccw(&c, &io, "0420002000001000");
	s->spent = io.irb_area[0] & 3;
	if (pwrite(c.device, &clear, sizeof(clear), c.offset[REGION_ASYNC]) == sizeof(clear))
		wait_interrupt(&c, 2000);
	close_channel(&c);
	remove_device(uuid);
	forget_regions(s);
}

/* --- scenarios ------------------------------------------------------------------------------------------------------ */

static void run_scenario(const struct json *scenario, const struct subchannel *s)
{
	const struct json *memory = json_member(scenario, "memory");
	const struct json *requests = json_member(scenario, "requests");
	unsigned char *before;
	struct channel c;
	char uuid[40];

	create_device(s, uuid);
	open_channel(&c, uuid, json_number(memory, "size", 1 << 20), json_member(memory, "unmapped"));
	fill_memory(&c, scenario);
	before = malloc(c.size);
	memcpy(before, c.memory, c.size);
	fputs("{\"format\":\"zmdev.result/1\",\"name\":", stdout);
	json_print_string(json_text(scenario, "name", ""), strlen(json_text(scenario, "name", "")));
	fputs(",\n\"requests\":[", stdout);
	start_trace();
	for (const struct json *r = requests ? requests->first : NULL; r; r = r->next) {
		run_request(&c, r);
		fputs(r->next ? ",\n" : "", stdout);
	}
	print_trace();
	print_memory(&c, before);
	free(before);
	close_channel(&c);
	remove_device(uuid);
}

static void result_file(char *path, const char *folder, const char *scenario_file)
{
	const char *base = strrchr(scenario_file, '/');

	base = base ? base + 1 : scenario_file;
	snprintf(path, PATH_MAX, "%s/%.*s.json", folder, (int)strcspn(base, "."), base);
}

int channel_run(const char *folder, int count, char **files)
{
	errno = kernel_set("1", TRACING "events/vfio_ccw/enable");
	must(errno, TRACING "events/vfio_ccw/enable");
	read_subchannels();
	for (int i = 0; i < count; i++) {
		struct json *scenario = json_file(files[i]);
		const char *model = json_text(json_member(scenario, "device"), "model", "");
		struct subchannel *s = free_subchannel(model);
		char path[PATH_MAX];

		while (s && (idle_subchannel(s), s->spent))
			s = free_subchannel(model);
		if (!s)
			return i;
		result_file(path, folder, files[i]);
		must(!freopen(path, "w", stdout), path);
		run_scenario(scenario, s);
		fflush(stdout);
	}
	return count;
}
