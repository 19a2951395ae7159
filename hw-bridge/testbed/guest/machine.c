/* A host definition on the AP emulation. */
#define _GNU_SOURCE
#include "machine.h"
#include "kernel.h"

#include <dirent.h>
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define IDS 256

struct card {
	int present, configured, checkstopped;
	int hardware_type;	/* 10 = CEX4 … 14 = CEX8 */
	char mode;		/* of the AP emulation: a, c, p */
};

static struct json *document;
static struct card cards[IDS];
static int usage[IDS], control[IDS];
static unsigned char missing[IDS][IDS];		/* queues that are not there although their adapter and domain are */

static int parse_type(struct card *card, const char *type)
{
	if (strlen(type) != 5 || strncmp(type, "CEX", 3) || type[3] < '4' || type[3] > '8' || !strchr("ACP", type[4]))
		return EINVAL;
	card->hardware_type = type[3] - '4' + 10;
	card->mode = type[4] - 'A' + 'a';
	return 0;
}

static const struct json *card_definition(int id)
{
	const struct json *c = json_member(json_member(document, "ap"), "cards");

	for (c = c ? c->first : NULL; c; c = c->next)
		if (json_number(c, "id", -1) == id)
			return c;
	return NULL;
}

static void read_ids(const char *name, int *ids)
{
	const struct json *list = json_member(json_member(document, "ap"), name);

	for (const struct json *id = list ? list->first : NULL; id; id = id->next)
		ids[json_value(id) & (IDS - 1)] = 1;
}

void machine_read(const char *host_file)
{
	document = json_file(host_file);
	for (int id = 0; id < IDS; id++) {
		const struct json *c = card_definition(id);

		if (!c)
			continue;
		cards[id].present = 1;
		cards[id].configured = json_true(c, "config", 1);
		cards[id].checkstopped = json_true(c, "chkstop", 0);
		if (parse_type(&cards[id], json_text(c, "type", "CEX8C"))) {
			fprintf(stderr, "%s: card %d has a type that the lab does not know\n", host_file, id);
			exit(65);
		}
	}
	read_ids("usageDomains", usage);
	read_ids("controlDomains", control);
}

const struct json *machine_document(void)
{
	return document;
}

static void must(int error, const char *what)
{
	if (error) {
		fprintf(stderr, "%s: %s\n", what, strerrorname_np(error));
		exit(1);
	}
}

/* --- the lists of the AP emulation's parameters ----------------------------------------------------------------- */

static void list_adapters(char *out)
{
	*out = 0;
	for (int id = 0; id < IDS; id++)
		if (cards[id].present)
			out += sprintf(out, "%d:%c:%d,", id, cards[id].mode, cards[id].hardware_type);
}

static void list_deconfigured(char *out)
{
	*out = 0;
	for (int id = 0; id < IDS; id++)
		if (cards[id].present && !cards[id].configured)
			out += sprintf(out, "%d,", id);
}

static void list_checkstopped(char *out)
{
	*out = 0;
	for (int id = 0; id < IDS; id++)
		if (cards[id].present && cards[id].checkstopped)
			out += sprintf(out, "%d,", id);
}

static void list_ids(char *out, const int *ids)
{
	*out = 0;
	for (int id = 0; id < IDS; id++)
		if (ids[id])
			out += sprintf(out, "%d,", id);
}

static void list_missing(char *out)
{
	*out = 0;
	for (int ap = 0; ap < IDS; ap++)
		for (int domain = 0; domain < IDS; domain++)
			if (missing[ap][domain])
				out += sprintf(out, "%x.%x,", ap, domain);
}

/* A newline ends the list: the kernel does not hear of a write of zero bytes. */
static void set_list(const char *parameter, char *list)
{
	strcat(list, "\n");
	must(kernel_set(list, "/sys/module/apemu/parameters/%s", parameter), parameter);
}

/* --- loading ------------------------------------------------------------------------------------------------------ */

static void scan(void)
{
	must(kernel_set("1", "/sys/bus/ap/scans"), "AP bus scan");
}

static void remove_mediated_devices(void)
{
	DIR *devices = opendir("/sys/bus/mdev/devices");
	struct dirent *e;

	if (!devices)
		return;
	while ((e = readdir(devices)))
		if (e->d_name[0] != '.')
			kernel_set("1", "/sys/bus/mdev/devices/%s/remove", e->d_name);
	closedir(devices);
}

#define EMULATION "/root/apemu.ko"

/* A kernel whose AP bus is built in has the emulation built in too, and got the machine on its command line. */
static int built_in(void)
{
	return access(EMULATION, F_OK) < 0;
}

static void load_emulation(void)
{
	char adapters[4000], deconfigured[2000], checkstopped[2000], domains[2000], controls[2000], parameters[16000];
	const struct json *ap = json_member(document, "ap");

	list_adapters(adapters);
	list_deconfigured(deconfigured);
	list_checkstopped(checkstopped);
	list_ids(domains, usage);
	list_ids(controls, control);
	snprintf(parameters, sizeof(parameters),
		 "fake_sie=1 apxa=%d na=%ld nd=%ld adapters=%s domains=%s control=%s deconfig=%s checkstop=%s",
		 json_true(ap, "apxa", 1), json_number(ap, "maxAdapter", 255), json_number(ap, "maxDomain", 84),
		 adapters, domains, controls, deconfigured, checkstopped);
	must(kernel_insert(EMULATION, parameters), "apemu");
}

static void load_bus(void)
{
	static const char all[] = "0xffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff";
	const struct json *ap = json_member(document, "ap");
	char parameters[300];

	snprintf(parameters, sizeof(parameters), "apmask=%s aqmask=%s",
		 json_text(ap, "apmask", all), json_text(ap, "aqmask", all));
	must(kernel_load("ap", parameters), "ap");
	scan();
}

void machine_load_hardware(void)
{
	if (!built_in()) {
		load_emulation();
		load_bus();
	}
}

void machine_start(void)
{
	static const char *const stack[] = { "vfio_ap", "zcrypt_cex4", "zcrypt", "ap", "apemu" };
	const struct json *modules = json_member(document, "modules");

	remove_mediated_devices();
	for (unsigned int i = 0; i < sizeof(stack) / sizeof(*stack); i++) {
		int error = kernel_unload(stack[i]);

		must(error == ENOENT ? 0 : error, stack[i]);
	}
	machine_load_hardware();
	must(kernel_load("vfio_iommu_type1", ""), "vfio_iommu_type1");
	if (modules) {
		for (const struct json *m = modules->first; m; m = m->next)
			must(kernel_load(m->text, ""), m->text);
	} else {
		static const char *const usual[] = { "zcrypt_cex4", "kvm", "vfio_ap", "vfio_ccw" };

		for (unsigned int i = 0; i < sizeof(usual) / sizeof(*usual); i++)
			must(kernel_load(usual[i], ""), usual[i]);
	}
	scan();
	for (int id = 0; id < IDS; id++)
		if (cards[id].present && !json_true(card_definition(id), "online", 1))
			kernel_set("0", "/sys/bus/ap/devices/card%02x/online", id);
	kernel_settle();
}

/* --- changes ------------------------------------------------------------------------------------------------------ */

static void tell_emulation(void)
{
	char list[4000];

	list_adapters(list);
	set_list("adapters", list);
	list_deconfigured(list);
	set_list("deconfig", list);
	list_checkstopped(list);
	set_list("checkstop", list);
	list_ids(list, usage);
	set_list("domains", list);
	list_ids(list, control);
	set_list("control", list);
	list_missing(list);
	set_list("missing", list);
	scan();
}

static int plug_card(int id, const char *type)
{
	const struct json *definition = card_definition(id);
	struct card card = { .present = 1, .configured = 1 };
	int error = parse_type(&card, *type ? type : json_text(definition, "type", "CEX8C"));

	if (!error)
		cards[id] = card;
	return error;
}

static int change_card(const char *word, int id, const char *value)
{
	int on = !strcmp(value, "on");

	if (!strcmp(word, "hotplug"))
		return plug_card(id, value);
	if (!strcmp(word, "hotunplug")) {
		cards[id].present = 0;
		return 0;
	}
	if (!cards[id].present)
		return ENODEV;
	if (!strcmp(word, "configure"))
		cards[id].configured = on;
	else
		cards[id].checkstopped = on;
	return 0;
}

/* A queue brings its card and its domain if they are missing. */
static int change_queue(const char *word, int ap, int domain, const char *type)
{
	int plug = !strcmp(word, "hotplug"), error = 0;

	missing[ap][domain] = !plug;
	if (!plug)
		return 0;
	usage[domain] = 1;
	if (!cards[ap].present)
		error = plug_card(ap, type);
	return error;
}

int machine_change(const char *word, const char *object, const char *value)
{
	int length = 0, error = 0;
	unsigned int id, domain;

	if (sscanf(object, "card%2x%n", &id, &length) == 1 && !object[length])
		error = change_card(word, id, value);
	else if (sscanf(object, "domain.%4x%n", &id, &length) == 1 && !object[length] && id < IDS)
		usage[id] = !strcmp(word, "hotplug");
	else if (sscanf(object, "control.%4x%n", &id, &length) == 1 && !object[length] && id < IDS)
		control[id] = !strcmp(word, "hotplug");
	else if (sscanf(object, "%2x.%4x%n", &id, &domain, &length) == 2 && !object[length] && domain < IDS)
		error = change_queue(word, id, domain, value);
	else
		error = EINVAL;
	if (!error)
		tell_emulation();
	return error;
}
