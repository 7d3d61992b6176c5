/*
 * What each system call does, in a few words (data/descriptions.tsv).
 */
#ifndef FACTS_DESCRIPTION_H
#define FACTS_DESCRIPTION_H

#include "facts/syscall.h"

/* The longest description has so many characters. */
#define DESCRIPTION_MAX 60

/* Returns what `syscall`, one of the table's, does: "read from an open file",
 * without a full stop. */
const char *description_of(const struct syscall_fact *syscall);

#endif
