/*
 * A rule: one line of an entry's `allow` map. A plain value but for its name.
 */
#ifndef ENTRY_RULE_H
#define ENTRY_RULE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/text.h"
#include "facts/syscall.h"

/* At most this many values in one rule. (Northstar 0.5 to 0.9, northstar-runtime/src/seccomp:
 * MAX_ARG_VALUES.) */
#define RULE_VALUES 50

/* What a rule asks of a call. With neither values nor a mask it asks nothing: `any`. */
struct restriction {
	bool has_values; /* true with value_count 0 is `values: []`, which lets everything pass */
	bool has_mask;
	unsigned index; /* the register, 0 to 5 */
	size_t value_count;
	uint64_t values[RULE_VALUES];
	uint64_t mask; /* the bits that may be set */
};

struct rule {
	char *name; /* owned by the entry; may be a name no kernel has */
	struct restriction restriction;
};

/* Returns whether the rule is `any`. */
bool restriction_is_any(const struct restriction *restriction);

bool restriction_equal(const struct restriction *a, const struct restriction *b);

/* Appends the argument in register `index` as the kernel calls it on `arch` ("flags"), or "register
 * 3" where the call has no such argument. `syscall` may be NULL. */
void restriction_append_argument(
	struct text *text, const struct syscall_fact *syscall, enum arch arch, unsigned index);

/* Appends the restriction in short: "any", "fd = 1", "flags in 0x80800", "op = 1, 2 or in 0x80".
 * The argument is called as by restriction_append_argument(). */
void restriction_append_text(struct text *text, const struct restriction *restriction,
	const struct syscall_fact *syscall, enum arch arch);

/* Appends `value` as an entry writes it: decimal below 10, else 0x and lower case. */
void value_append_text(struct text *text, uint64_t value);

#endif
