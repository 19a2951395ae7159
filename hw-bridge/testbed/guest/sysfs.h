#ifndef SYSFS_H
#define SYSFS_H

/* Runs a sysfs script on this machine and prints one line of JSON for each operation. */
void sysfs_run(const char *script_file);

#endif
