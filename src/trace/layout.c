#include "trace/layout.h"

#include "trace/scan.h"

static bool is_hexadecimal(struct slice text)
{
	uint64_t value;

	return slice_is(text, "0") ||
	       (slice_starts_with(text, "0x") && slice_parse_number(text, &value));
}

bool layout_is_raw(const struct call *call)
{
	for (unsigned i = 0; i < call->argument_count; i++)
		if (!is_hexadecimal(call->arguments[i]))
			return false;
	return call->argument_count > 0;
}

/* clone names its arguments and prints them out of order; which there are depends on its flags. */
static int clone_register(struct slice name, enum arch arch)
{
	bool x86 = arch == ARCH_X86_64;

	if (slice_is(name, "flags"))
		return 0;
	if (slice_is(name, "child_stack"))
		return 1;
	if (slice_is(name, "parent_tid"))
		return 2;
	if (slice_is(name, "tls"))
		return x86 ? 4 : 3;
	if (slice_is(name, "child_tidptr"))
		return x86 ? 3 : 4;
	return -1;
}

/* futex prints the arguments that the operation has, its bit set (register 5) at the place after
 * the ones before it. */
static int futex_register(const struct call *call, unsigned position)
{
	struct slice operation = call->argument_count > 1 ? call->arguments[1] : (struct slice){0};
	struct slice command = slice_after(operation, slice_find(operation, "FUTEX_"));
	bool wakes = slice_starts_with(command, "FUTEX_WAKE_BITSET");
	bool waits = slice_starts_with(command, "FUTEX_WAIT_BITSET");
	bool locks = slice_starts_with(command, "FUTEX_LOCK_PI");

	if ((wakes && position == 3) || (waits && position == 4))
		return 5;
	if (locks && position == 2)
		return 3;
	return (int)position;
}

/* preadv2 and pwritev2 do not print register 4, the offset's high half. */
static int vector_register(unsigned position)
{
	return position == 4 ? 5 : (int)position;
}

/* quotactl leaves its id out where the command has none. */
static int quota_register(const struct call *call, unsigned position)
{
	return call->argument_count == 3 && position == 2 ? 3 : (int)position;
}

static int register_of(const struct call *call, unsigned position)
{
	struct slice name = call->name;

	if (slice_is(name, "futex"))
		return futex_register(call, position);
	if (slice_is(name, "preadv2") || slice_is(name, "pwritev2"))
		return vector_register(position);
	if (slice_is(name, "quotactl") || slice_is(name, "quotactl_fd"))
		return quota_register(call, position);
	if (slice_is(name, "rt_sigreturn") || slice_is(name, "sigreturn") ||
		slice_is(name, "restart_syscall"))
		return -1;
	return position < SYSCALL_REGISTERS ? (int)position : -1;
}

/* Returns the length of the `name=` that `text` begins with, 0 when it begins with none. */
static size_t label_length(struct slice text)
{
	size_t length = 0;

	while (length < text.length &&
		((text.start[length] >= 'a' && text.start[length] <= 'z') ||
			(text.start[length] >= '0' && text.start[length] <= '9') ||
			text.start[length] == '_'))
		length++;
	if (length == 0 || length == text.length || text.start[length] != '=')
		return 0;
	return length + 1;
}

int layout_register(const struct call *call, unsigned position, bool is_raw, enum arch arch)
{
	int index = register_of(call, position);

	if (is_raw) {
		index = (int)position;
	} else if (slice_is(call->name, "clone")) {
		struct slice text = call->arguments[position];
		size_t label = label_length(text);

		if (label > 0)
			index = clone_register(slice_until(text, label - 1), arch);
	}
	/* Program output in between can make more of them. */
	return index < SYSCALL_REGISTERS ? index : -1;
}

struct slice layout_text(const struct call *call, unsigned position)
{
	struct slice text = call->arguments[position];

	return scan_undecorated(slice_after(text, label_length(text)));
}

struct argument_value layout_read_register(const struct call *call, unsigned index, enum arch arch)
{
	bool is_raw = layout_is_raw(call);

	for (unsigned i = 0; i < call->argument_count; i++) {
		if (layout_register(call, i, is_raw, arch) == (int)index)
			return argument_decode(layout_text(call, i),
				syscall_argument(call->syscall, arch, index), arch, is_raw);
	}
	return (struct argument_value){0};
}
