#include "trace/audit.h"

#include <string.h>

#include "facts/syscall.h"

/* Returns the value of the field `key` ("arch="), which a blank stands before; empty: none. */
static struct slice find_field(struct slice record, const char *key)
{
	size_t length = strlen(key);

	for (;;) {
		size_t at = slice_find(record, key);
		struct slice value = slice_after(record, at + length);

		if (at == record.length)
			return (struct slice){0};
		if (at > 0 && record.start[at - 1] == ' ') {
			/* auditd ends the kernel's fields with this byte and adds its own. */
			value = slice_until(value, slice_find_byte(value, '\x1d'));
			return slice_until(value, slice_find_byte(value, ' '));
		}
		record = value;
	}
}

static bool parse_hexadecimal(struct slice digits, uint64_t *ret)
{
	char prefixed[2 + 16] = "0x";

	if (digits.length == 0 || digits.length > 16)
		return false;
	memcpy(prefixed + 2, digits.start, digits.length);
	return slice_parse_number((struct slice){prefixed, digits.length + 2}, ret);
}

/* AUDIT_ARCH_X86_64 and AUDIT_ARCH_AARCH64: Linux 6.12, include/uapi/linux/audit.h. */
static bool read_arch(struct slice field, enum arch *ret_arch)
{
	uint64_t code;

	if (arch_parse(field, ret_arch))
		return true;
	if (!parse_hexadecimal(field, &code) || (code != 0xc000003e && code != 0xc00000b7))
		return false;
	*ret_arch = code == 0xc000003e ? ARCH_X86_64 : ARCH_AARCH64;
	return true;
}

/* SECCOMP_RET_KILL_PROCESS and SECCOMP_RET_KILL_THREAD (include/uapi/linux/seccomp.h), and what
 * ausearch calls them; old records have the signal only. */
static bool is_kill(struct slice record)
{
	struct slice code = find_field(record, "code=");
	struct slice signal = find_field(record, "sig=");

	if (code.length > 0)
		return slice_is(code, "0x80000000") || slice_is(code, "0x0") ||
		       slice_starts_with(code, "kill");
	return slice_is(signal, "31") || slice_is(signal, "SIGSYS");
}

static bool is_seccomp(struct slice line)
{
	return slice_find(line, "type=1326 ") < line.length ||
	       slice_find(line, "type=SECCOMP ") < line.length ||
	       slice_find(line, ": SECCOMP ") < line.length;
}

bool audit_read_line(struct slice line, struct audit_record *ret_record)
{
	struct audit_record record = {0};
	struct slice call = find_field(line, "syscall=");
	struct slice pid = find_field(line, "pid=");
	uint64_t number;

	if (call.length == 0 || !is_seccomp(line))
		return false;
	if (slice_parse_number(call, &number))
		record.number = (unsigned long)number;
	else if (syscall_find(call))
		record.name = call;
	else
		return false;
	if (slice_parse_number(pid, &number))
		record.pid = (unsigned long)number;
	record.has_arch = read_arch(find_field(line, "arch="), &record.arch);
	record.killed = is_kill(line);
	*ret_record = record;
	return true;
}
