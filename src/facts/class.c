#include "facts/class.h"

#include <stddef.h>
#include <string.h>

enum class_bit {
	BIT_FILE = 1 << CLASS_FILE,
	BIT_DESC = 1 << CLASS_DESC,
	BIT_PROCESS = 1 << CLASS_PROCESS,
	BIT_NETWORK = 1 << CLASS_NETWORK,
	BIT_SIGNAL = 1 << CLASS_SIGNAL,
	BIT_IPC = 1 << CLASS_IPC,
	BIT_MEMORY = 1 << CLASS_MEMORY,
};

struct class_row {
	const char *name;
	unsigned classes; /* bits BIT_... */
};

/* Generated from data/classes.tsv, sorted by name: class_rows. */
#include "facts/class_rows.h"

const char *class_name(enum call_class kind)
{
	static const char *const names[CLASS_COUNT] = {
		[CLASS_FILE] = "file",
		[CLASS_DESC] = "desc",
		[CLASS_PROCESS] = "process",
		[CLASS_NETWORK] = "network",
		[CLASS_SIGNAL] = "signal",
		[CLASS_IPC] = "ipc",
		[CLASS_MEMORY] = "memory",
	};

	return names[kind];
}

static int compare(struct slice name, const char *known)
{
	int order = strncmp(name.start, known, name.length);

	return order != 0 ? order : (known[name.length] ? -1 : 0);
}

bool class_has(enum call_class kind, struct slice name)
{
	size_t first = 0;
	size_t end = sizeof(class_rows) / sizeof(class_rows[0]);

	while (first < end) {
		size_t middle = first + (end - first) / 2;
		int order = compare(name, class_rows[middle].name);

		if (order == 0)
			return class_rows[middle].classes >> kind & 1;
		if (order < 0)
			end = middle;
		else
			first = middle + 1;
	}
	return false;
}
