/*
 * Grants: what the default profile lets pass of a syscall, and why it does so in this container.
 */
#ifndef REVIEW_GRANT_H
#define REVIEW_GRANT_H

#include <stdbool.h>

#include "base/text.h"
#include "entry/target.h"
#include "facts/syscall.h"

/* Appends with which arguments the profile lets the call pass on `target`: "any arguments", "any
 * arguments, as the container has CAP_SYS_ADMIN", "flags has no bits but CLONE_VM, as the container
 * has some capability, but not CAP_SYS_ADMIN". Returns false, and appends nothing, when it does
 * not. */
bool grant_append(
	struct text *text, const struct syscall_fact *syscall, const struct target *target);

/* Returns whether the profile lets the call pass only because of the container's capabilities. */
bool grant_is_by_capability(const struct syscall_fact *syscall, const struct target *target);

#endif
