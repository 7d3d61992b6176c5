/*
 * Phrases: values and restrictions in words, with the names that strace prints.
 */
#ifndef REVIEW_PHRASE_H
#define REVIEW_PHRASE_H

#include <stdint.h>

#include "base/text.h"
#include "entry/rule.h"
#include "facts/syscall.h"

/* Appends `value` of the argument in register `index` with its names:
 * "AF_UNIX", "O_RDONLY|O_CLOEXEC", "0x541b". */
void phrase_append_value(struct text *text, const struct syscall_fact *syscall, enum arch arch,
	unsigned index, uint64_t value);

/* Appends the restriction as a condition: "domain is AF_UNIX", "flags has no bits but O_CLOEXEC",
 * "op is FUTEX_WAIT or has no bits but 0x81", "dfd is AT_FDCWD (0xffffff9c) or AT_FDCWD
 * (0xffffffffffffff9c)"; "any arguments" for `any`. */
void phrase_append_restriction(struct text *text, const struct restriction *restriction,
	const struct syscall_fact *syscall, enum arch arch);

/* Appends a number with commas: 12,345. */
void phrase_append_count(struct text *text, uint64_t count);

/* Appends "1 call", "12,345 calls". */
void phrase_append_calls(struct text *text, uint64_t calls);

/* Returns "" for 1 and "s" for all other counts. */
const char *phrase_plural(uint64_t count);

#endif
