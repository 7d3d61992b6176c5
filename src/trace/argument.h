/*
 * Arguments: from the text that strace printed to the register value it stands for.
 *
 * Never a wrong number: what cannot be read for certain has no candidate.
 */
#ifndef TRACE_ARGUMENT_H
#define TRACE_ARGUMENT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/text.h"
#include "facts/syscall.h"

/* A register value that the log leaves open has at most this many candidates. */
#define ARGUMENT_CANDIDATES 2

struct argument_value {
	unsigned candidate_count; /* 0: no number; 2: the log does not tell which */
	uint64_t candidates[ARGUMENT_CANDIDATES];
};

/* Sets `ret_value` to the number that an expression stands for: decimal, hexadecimal and octal
 * numbers, names of constants, `A|B`, shifts, products, and the functions strace prints
 * (makedev, _IOC, htons, ...); comments are passed over. Negative numbers are in two's complement;
 * `ret_negative` tells of them. Returns false when it is none of these. */
bool argument_evaluate(struct slice text, enum arch arch, uint64_t *ret_value, bool *ret_negative);

/* Returns the register values that `text` stands for, printed for the argument `fact` (NULL: the
 * call has no such argument). `is_raw`: the text is the whole register. A negative value of a
 * 32-bit argument has two: zero-extended first, then sign-extended. */
struct argument_value argument_decode(
	struct slice text, const struct argument_fact *fact, enum arch arch, bool is_raw);

#endif
