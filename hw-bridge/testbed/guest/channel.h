#ifndef CHANNEL_H
#define CHANNEL_H

/*
 * Runs channel-I/O scenarios, each on an idle, just opened subchannel of its model, and writes each result to
 * FOLDER/NAME.json (NAME is the scenario file's without its ending). A subchannel that a scenario leaves with a
 * condition code that QEMU never takes back is not used again. Returns the number of scenarios that were run: fewer
 * than COUNT when the machine has no subchannel left for the next one.
 */
int channel_run(const char *folder, int count, char **scenario_files);

#endif
