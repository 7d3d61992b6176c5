#include "trace/compat.h"

/* From which argument on the register is not the one of the same index, or not all of it. */
static const struct {
	const char *name;
	unsigned first;
} calls[] = {
	{"_llseek", 1},
	{"accept", 0},
	{"accept4", 0},
	{"arm_fadvise64_64", 1},
	{"arm_sync_file_range", 1},
	{"bind", 0},
	{"chown", 1},
	{"connect", 0},
	{"fadvise64", 1},
	{"fadvise64_64", 1},
	{"fallocate", 2},
	{"fanotify_mark", 2},
	{"fchown", 1},
	{"ftruncate64", 1},
	{"getpeername", 0},
	{"getsockname", 0},
	{"getsockopt", 0},
	{"lchown", 1},
	{"listen", 0},
	{"lookup_dcookie", 0},
	{"mmap", 0},
	{"mmap2", 5},
	{"msgctl", 0},
	{"msgget", 0},
	{"msgrcv", 0},
	{"msgsnd", 0},
	{"pread64", 3},
	{"preadv", 3},
	{"preadv2", 3},
	{"pwrite64", 3},
	{"pwritev", 3},
	{"pwritev2", 3},
	{"readahead", 1},
	{"recv", 0},
	{"recvfrom", 0},
	{"recvmmsg", 0},
	{"recvmsg", 0},
	{"select", 0},
	{"semctl", 0},
	{"semget", 0},
	{"semop", 0},
	{"semtimedop", 0},
	{"send", 0},
	{"sendmmsg", 0},
	{"sendmsg", 0},
	{"sendto", 0},
	{"setfsgid", 0},
	{"setfsuid", 0},
	{"setgid", 0},
	{"setregid", 0},
	{"setresgid", 0},
	{"setresuid", 0},
	{"setreuid", 0},
	{"setsockopt", 0},
	{"setuid", 0},
	{"shmat", 0},
	{"shmctl", 0},
	{"shmdt", 0},
	{"shmget", 0},
	{"shutdown", 0},
	{"sigsuspend", 0},
	{"socket", 0},
	{"socketpair", 0},
	{"sync_file_range", 1},
	{"sync_file_range2", 2},
	{"truncate64", 1},
};

bool compat_only(const struct syscall_fact *syscall)
{
	return syscall->numbers[ARCH_X86_64] < 0 && syscall->numbers[ARCH_AARCH64] < 0;
}

bool compat_hides(struct slice name, unsigned index)
{
	for (size_t i = 0; i < sizeof(calls) / sizeof(calls[0]); i++)
		if (slice_is(name, calls[i].name))
			return index >= calls[i].first;
	return false;
}
