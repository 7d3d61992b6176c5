/*
 * Numbers as users type them. The one place to teach the editor further notations.
 */
#ifndef EDITOR_NUMBER_H
#define EDITOR_NUMBER_H

#include <stdint.h>

#include "base/text.h"
#include "facts/syscall.h"
#include "trace/tally.h"

/* Reads `typed` as register values of `argument`: a decimal number or one with 0x, and all that
 * strace prints for numbers (octal with a leading 0, a minus sign, names of constants, `A|B`).
 * Returns how many values there are, 0 when it is no number. A negative value of a 32-bit argument
 * has two, since code that zero-extends and code that sign-extends both exist; the zero-extended
 * one comes first. */
unsigned number_parse(struct slice typed, const struct argument_fact *argument, enum arch arch,
	uint64_t ret_values[TALLY_CANDIDATES]);

#endif
