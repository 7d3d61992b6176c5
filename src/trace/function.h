/*
 * Functions: what strace prints in a register's place as a call of a macro, makedev(0x1, 0x3).
 */
#ifndef TRACE_FUNCTION_H
#define TRACE_FUNCTION_H

#include <stdbool.h>
#include <stdint.h>

#include "base/text.h"
#include "facts/arch.h"

/* strace prints none with more arguments. */
#define FUNCTION_ARGUMENTS 4

/* Sets `ret_value` to what the function `name` makes of its `count` arguments. Returns false when
 * there is no such function with so many. */
bool function_apply(struct slice name, const uint64_t *arguments, unsigned count, enum arch arch,
	uint64_t *ret_value);

#endif
