/*
 * Constants: the names that strace prints in place of numbers, and the register values they stand
 * for on each architecture. The rows are data/constants.tsv (Linux 6.12 and strace 7.2).
 */
#ifndef FACTS_CONSTANT_H
#define FACTS_CONSTANT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/text.h"
#include "facts/arch.h"

/* Sets `ret_value` to what `name` ("O_RDONLY", "SIGHUP", "TCGETS") is on `arch`: 64 bits, negative
 * numbers sign-extended (AT_FDCWD is 0xffffffffffffff9c); the caller cuts it to the width of the
 * argument. Macros with parameters are here by their bare names, with all parameters 0 (EVIOCGBIT,
 * UI_GET_SYSNAME). Returns false, and sets nothing, when the name is unknown or has no value on
 * `arch`. */
bool constant_value(struct slice name, enum arch arch, uint64_t *ret_value);

/* Returns how many names there are; rows are 0 to this - 1, sorted by name. */
size_t constant_count(void);
const char *constant_name(size_t row);

/* Sets `ret_value` to the value of row `row` on `arch`; returns false when it has none there. */
bool constant_at(size_t row, enum arch arch, uint64_t *ret_value);

#endif
