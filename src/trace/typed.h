/*
 * Register values as users type them, in the editor and on the command line.
 *
 * A decimal number or one with 0x is the register itself, all 64 bits. Beside that all that strace
 * prints for numbers is understood: octal with a leading 0, a minus sign, names, `A|B`.
 */
#ifndef TRACE_TYPED_H
#define TRACE_TYPED_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/text.h"
#include "facts/syscall.h"
#include "trace/argument.h"

/* Returns the values that `typed` stands for in the argument `fact` (NULL: none is known), no
 * candidates when it is no number. A negative value of a 32-bit argument has two: zero-extended
 * first, then sign-extended. */
struct argument_value typed_value(
	struct slice typed, const struct argument_fact *fact, enum arch arch);

/* Reads values separated by commas into `ret_values`, which has room for `capacity`, and sets
 * `ret_count`. Returns false when one is no number or there are more; `ret_bad` is then that one.
 */
bool typed_values(struct slice typed, const struct argument_fact *fact, enum arch arch,
	uint64_t *ret_values, size_t capacity, size_t *ret_count, struct slice *ret_bad);

/* Sets `ret_mask` to the bits that `typed` names, ~VALUE all bits but those of VALUE. A negative
 * value is sign-extended: that leaves both of its registers unharmed. Returns false when it is no
 * number. */
bool typed_mask(
	struct slice typed, const struct argument_fact *fact, enum arch arch, uint64_t *ret_mask);

/* Appends why `typed` is no value of the argument in register `index` of `syscall`, in a sentence
 * without a full stop: the name in it that is none, with the nearest known one. Returns
 * whether one is near. */
bool typed_append_refusal(struct text *text, struct slice typed, const struct syscall_fact *syscall,
	unsigned index, enum arch arch);

#endif
