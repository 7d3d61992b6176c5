/* The input as the file of a log, as runs_deliver() wants it. */
#ifndef TESTS_FUZZ_LOGS_H
#define TESTS_FUZZ_LOGS_H

#include <sys/mman.h>
#include <unistd.h>

#include "target.h"

/* A file without a place on the disk. */
struct input_file {
	int descriptor;
	char path[40];
};

static inline struct input_file input_file_open(struct slice input)
{
	struct input_file file = {.descriptor = memfd_create("fuzzed", MFD_CLOEXEC)};

	demand(file.descriptor >= 0);
	demand(write(file.descriptor, input.start, input.length) == (ssize_t)input.length);
	snprintf(file.path, sizeof(file.path), "/proc/self/fd/%d", file.descriptor);
	return file;
}

static inline void input_file_close(struct input_file *file)
{
	close(file->descriptor);
}

#endif
