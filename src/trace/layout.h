/*
 * The layout of a printed call: which register each printed argument is.
 *
 * For nearly all calls the printed position is the register's index. The exceptions are here.
 * Source: the decoders of strace 6.1, compared with the kernel's registers (tracepoint
 * raw_syscalls:sys_enter).
 */
#ifndef TRACE_LAYOUT_H
#define TRACE_LAYOUT_H

#include <stdbool.h>

#include "facts/arch.h"
#include "trace/argument.h"
#include "trace/call.h"

/* Returns the register, 0 to 5, of the argument at printed `position` (below argument_count) of a
 * call that is printed raw or not: layout_is_raw(); -1: it is in none. */
int layout_register(const struct call *call, unsigned position, bool is_raw, enum arch arch);

/* Returns the text of the argument, without a `name=` before it, and without decorations. */
struct slice layout_text(const struct call *call, unsigned position);

/* Returns whether all arguments are printed as bare hexadecimal numbers (`-e raw=...`): then they
 * stand in the order of registers and show all 64 bits. */
bool layout_is_raw(const struct call *call);

/* Returns the value of register `index` as the call printed it; no candidates when it did not, or
 * when that is no number. */
struct argument_value layout_read_register(const struct call *call, unsigned index, enum arch arch);

#endif
