/*
 * Linux capabilities, as a manifest names them, and sets of them.
 * Source of numbers: include/uapi/linux/capability.h, Linux 6.12.
 */
#ifndef FACTS_CAPABILITY_H
#define FACTS_CAPABILITY_H

#include <stdbool.h>
#include <stdint.h>

#include "base/text.h"

#define CAPABILITY_COUNT 41
#define CAPABILITY_ALL	 ((UINT64_C(1) << CAPABILITY_COUNT) - 1)

/* Returns the name ("CAP_CHOWN") of capability `number` (0 to CAPABILITY_COUNT - 1). */
const char *capability_name(unsigned number);

/* Sets `ret_number` from a name (upper or lower case, with CAP_ or without). Returns whether it is
 * one. */
bool capability_parse(struct slice name, unsigned *ret_number);

#endif
