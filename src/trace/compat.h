/*
 * 32-bit programs: where what strace prints is another register than its position says.
 *
 * i386 and arm pass 64-bit numbers in two registers, some calls through one multiplexer, some
 * arguments in memory, user ids in 16 bits. Northstar kills such programs whatever the entry says,
 * so that it is enough not to give a wrong number. Source: the decoders of strace 6.1, compared
 * with the kernel's registers (tracepoint raw_syscalls:sys_enter) on i386.
 */
#ifndef TRACE_COMPAT_H
#define TRACE_COMPAT_H

#include <stdbool.h>

#include "base/text.h"
#include "facts/syscall.h"

/* Returns whether only 32-bit programs have the call. */
bool compat_only(const struct syscall_fact *syscall);

/* Returns whether the number printed as argument `index` of the call `name` of a 32-bit program may
 * not be what register `index` held. */
bool compat_hides(struct slice name, unsigned index);

#endif
