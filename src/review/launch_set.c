#include "review/launch_set.h"

#define LENGTH(array) (sizeof(array) / sizeof((array)[0]))

/* include/uapi/linux/prctl.h */
enum {
	CAPBSET_READ = 23,
	CAPBSET_DROP = 24,
	SET_NO_NEW_PRIVS = 38,
	CAP_AMBIENT = 47,
};

/* A new piece of heap: readable, writable, private, no file. */
#define HEAP_LENGTH 0x21000
#define HEAP_PROT   0x3
#define HEAP_FLAGS  0x22

static const struct launch_call calls[] = {
	{"prctl", {SET_NO_NEW_PRIVS, 1}, true},
	{"prctl", {CAPBSET_READ}, true},
	{"prctl", {CAPBSET_DROP}, true},
	{"prctl", {CAP_AMBIENT}, true},
	{"capget", {0}, true},
	{"capset", {0}, true},
	{"brk", {0}, false},
	{"mmap", {0, HEAP_LENGTH, HEAP_PROT, HEAP_FLAGS, UINT32_MAX}, false},
	{"munmap", {0, HEAP_LENGTH}, false},
};

const struct launch_call *launch_set_calls(unsigned runtime, size_t *ret_count)
{
	*ret_count = runtime >= LAUNCH_SET_RUNTIME ? LENGTH(calls) : 0;
	return calls;
}

bool launch_set_passes(const struct launch_call *call, const struct filter *filter, enum arch arch)
{
	const struct syscall_fact *syscall = syscall_find(slice_of(call->name));

	return filter_passes(
		filter, (unsigned)syscall->numbers[arch], call->registers, MEANING_BUILT);
}
