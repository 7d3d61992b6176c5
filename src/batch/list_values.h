/*
 * --list-values: one line per distinct value of each scalar argument, tab-separated:
 * syscall index name kind text values count.
 */
#ifndef BATCH_LIST_VALUES_H
#define BATCH_LIST_VALUES_H

#include <stdio.h>

#include "facts/arch.h"
#include "trace/tally.h"

/* Writes the header line and the values to `output`: syscalls in the order of their first call,
 * then by register, then as first seen. `index` is the register's; `values` one 0x number, several
 * joined by | when the log does not tell which it was, ? when the text is no number. What a bounded
 * table forgot is a last row of the register with the text *. */
void batch_list_values(const struct tally *tally, enum arch arch, FILE *output);

#endif
