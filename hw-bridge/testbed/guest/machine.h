#ifndef MACHINE_H
#define MACHINE_H

#include "json.h"

/*
 * The machine of a zmdev.host/1 document: its adapters and domains live in the AP emulation (apemu), its subchannels
 * are QEMU's. One machine a process.
 */

/* Reads the document; ends the program when it is unusable. */
void machine_read(const char *host_file);

/* Loads the AP emulation and the AP bus with the document's cards and masks; of neither is anything loaded before. */
void machine_load_hardware(void);

/* Unloads every AP module and loads them afresh, so that the machine is as the document says. */
void machine_start(void);

/*
 * Changes the machine as one operation of a script says, then runs one AP bus scan. WORD is hotplug, hotunplug,
 * configure or checkstop; OBJECT is cardXX, domain.YYYY or control.YYYY; VALUE is a type, on or off, or empty.
 * Returns 0 or an errno.
 */
int machine_change(const char *word, const char *object, const char *value);

/* The document. */
const struct json *machine_document(void);

#endif
