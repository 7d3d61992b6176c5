/*
 * Audit records: what the kernel writes about a call that a seccomp filter stopped.
 *
 *     type=1326 audit(1699999999.123:42): auid=1000 ... pid=4711 comm="x" exe="/x" sig=31
 *     arch=c000003e syscall=175 compat=0 ip=0x7f... code=0x80000000            (one line)
 *
 * in the kernel's messages (dmesg, journal), with `type=SECCOMP msg=audit(...)` in audit.log, with
 * `audit[4711]: SECCOMP ...` in the journal, and with names for numbers from ausearch -i. Source:
 * Linux 6.12, kernel/auditsc.c, audit_seccomp().
 */
#ifndef TRACE_AUDIT_H
#define TRACE_AUDIT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/text.h"
#include "facts/arch.h"

struct audit_record {
	bool has_arch; /* of one of the two architectures; else neither syscall nor number count */
	enum arch arch;
	struct slice name;    /* of the call, where the record has it; part of the line */
	unsigned long number; /* else its number */
	unsigned long pid;    /* 0: not named */
	bool killed; /* false: the filter let it pass and logged it, or returned an error */
};

/* Reads a line. Returns whether it is a seccomp record that names a call. */
bool audit_read_line(struct slice line, struct audit_record *ret_record);

#endif
