/*
 * Edits without a terminal: --allow, --drop, --restrict, applied to an entry one after the other.
 */
#ifndef BATCH_EDIT_H
#define BATCH_EDIT_H

#include <stdbool.h>

#include "base/error.h"
#include "base/text.h"
#include "entry/entry.h"
#include "entry/target.h"

/* Adds `any` for the syscall `name`. Fails, naming the nearest known name, when no kernel has it.
 */
bool edit_allow(struct entry *entry, struct slice name, struct error *error);

/* Removes the rule of `name`. Fails when the entry has none and no kernel has the name. */
bool edit_drop(struct entry *entry, struct slice name, struct error *error);

/* Restricts a syscall: NAME:INDEX=VALUE,... or NAME:INDEX&MASK or both, NAME:INDEX=VALUE,...&MASK.
 * Values are numbers or names as strace prints them; a mask may be ~VALUE. A negative value of a
 * 32-bit argument is both of its registers, zero-extended first. Fails when it is not of this form,
 * a name is not known, the index is over 5, or there are more than RULE_VALUES values. */
bool edit_restrict(
	struct entry *entry, struct slice text, const struct target *target, struct error *error);

#endif
