/*
 * zmdev-lab: runs sysfs scripts and channel-I/O scenarios on the lab's kernel.
 *
 *   zmdev-lab hardware HOST.json                    makes the cards and the AP bus of the host definition
 *   zmdev-lab machine HOST.json                     makes the machine as the host definition says, with its drivers
 *   zmdev-lab sysfs HOST.json SCRIPT                does that, runs the script, prints a line of JSON an operation
 *   zmdev-lab channel-io HOST.json FOLDER FILE…     runs scenarios, writes FOLDER/NAME.json; exit code 3 when the
 *                                                   machine ran out of usable subchannels before the last one
 */
#include "channel.h"
#include "machine.h"
#include "sysfs.h"

#include <stdio.h>
#include <string.h>

int main(int count, char **words)
{
	if (count == 3 && !strcmp(words[1], "hardware")) {
		machine_read(words[2]);
		machine_load_hardware();
		return 0;
	}
	if (count == 3 && !strcmp(words[1], "machine")) {
		machine_read(words[2]);
		machine_start();
		return 0;
	}
	if (count == 4 && !strcmp(words[1], "sysfs")) {
		machine_read(words[2]);
		machine_start();
		sysfs_run(words[3]);
		return 0;
	}
	if (count > 4 && !strcmp(words[1], "channel-io")) {
		machine_read(words[2]);
		return channel_run(words[3], count - 4, words + 4) == count - 4 ? 0 : 3;
	}
	fputs("usage: zmdev-lab hardware HOST | machine HOST | sysfs HOST SCRIPT | channel-io HOST FOLDER SCENARIO…\n", stderr);
	return 64;
}
