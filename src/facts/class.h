/*
 * The classes of system calls as strace names them (-e trace=%file): what they are about. A call
 * may be in several, or in none. The rows are data/classes.tsv.
 */
#ifndef FACTS_CLASS_H
#define FACTS_CLASS_H

#include <stdbool.h>

#include "base/text.h"

enum call_class {
	CLASS_FILE,    /* takes a file name */
	CLASS_DESC,    /* takes or makes a file descriptor */
	CLASS_PROCESS, /* makes, ends or waits for processes */
	CLASS_NETWORK,
	CLASS_SIGNAL,
	CLASS_IPC,    /* of System V */
	CLASS_MEMORY, /* maps or locks memory */
};
#define CLASS_COUNT (CLASS_MEMORY + 1)

/* Returns "file", "network", ... */
const char *class_name(enum call_class kind);

/* Returns whether the call `name` is in the class. */
bool class_has(enum call_class kind, struct slice name);

#endif
