#include "facts/description.h"

/* Generated from data/descriptions.tsv: description_rows, in the order of the system calls. */
#include "facts/description_rows.h"

const char *description_of(const struct syscall_fact *syscall)
{
	return description_rows[syscall_row(syscall)];
}
