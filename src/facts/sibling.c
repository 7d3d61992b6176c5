#include "facts/sibling.h"

#define LENGTH(array) (sizeof(array) / sizeof((array)[0]))

static const struct sibling siblings[] = {
	{"clone", "clone3", "glibc 2.34 (threads, posix_spawn)"},
	{"faccessat", "faccessat2", "glibc 2.33"},
	{"fchmodat", "fchmodat2", "glibc 2.39"},
	{"fork", "clone", "glibc (fork)"},
	{"fstat", "newfstatat", "glibc 2.33 to 2.38"},
	{"fstat", "statx", "Rust's standard library"},
	{"lstat", "newfstatat", "glibc 2.33"},
	{"nanosleep", "clock_nanosleep", "glibc 2.31"},
	{"newfstatat", "fstat", "glibc 2.39"},
	{"newfstatat", "statx", "Rust's standard library"},
	{"open", "openat", "glibc 2.26"},
	{"select", "pselect6", "glibc 2.33"},
	{"set_robust_list", "rseq", "glibc 2.35"},
	{"stat", "newfstatat", "glibc 2.33"},
	{"stat", "statx", "Rust's standard library"},
	{"vfork", "clone", "glibc 2.24 (posix_spawn)"},
	{"vfork", "clone3", "glibc 2.34 (posix_spawn)"},
};

/* MADV_GUARD_INSTALL and MADV_GUARD_REMOVE: the guards of thread stacks. */
static const struct sibling_value sibling_values[] = {
	{"madvise", 2, 102, "glibc 2.42"},
	{"madvise", 2, 103, "glibc 2.42"},
};

/* The first of a name's rows that the architecture has counts. */
static const struct {
	const char *name;
	const char *other;
} counterparts[] = {
	{"_llseek", "lseek"},
	{"_newselect", "select"},
	{"_newselect", "pselect6"},
	{"access", "faccessat"},
	{"alarm", "setitimer"},
	{"chmod", "fchmodat"},
	{"chown", "fchownat"},
	{"chown32", "chown"},
	{"chown32", "fchownat"},
	{"clock_getres_time64", "clock_getres"},
	{"clock_gettime64", "clock_gettime"},
	{"clock_nanosleep_time64", "clock_nanosleep"},
	{"clock_settime64", "clock_settime"},
	{"creat", "openat"},
	{"dup2", "dup3"},
	{"epoll_create", "epoll_create1"},
	{"epoll_wait", "epoll_pwait"},
	{"eventfd", "eventfd2"},
	{"fchown32", "fchown"},
	{"fcntl64", "fcntl"},
	{"fork", "clone"},
	{"fstat64", "fstat"},
	{"fstatat64", "newfstatat"},
	{"fstatfs64", "fstatfs"},
	{"ftruncate64", "ftruncate"},
	{"futex_time64", "futex"},
	{"futimesat", "utimensat"},
	{"getdents", "getdents64"},
	{"getegid32", "getegid"},
	{"geteuid32", "geteuid"},
	{"getgid32", "getgid"},
	{"getgroups32", "getgroups"},
	{"getpgrp", "getpgid"},
	{"getresgid32", "getresgid"},
	{"getresuid32", "getresuid"},
	{"getuid32", "getuid"},
	{"inotify_init", "inotify_init1"},
	{"lchown", "fchownat"},
	{"lchown32", "fchownat"},
	{"link", "linkat"},
	{"lstat", "newfstatat"},
	{"lstat64", "newfstatat"},
	{"mkdir", "mkdirat"},
	{"mknod", "mknodat"},
	{"mmap2", "mmap"},
	{"open", "openat"},
	{"pause", "ppoll"},
	{"pipe", "pipe2"},
	{"poll", "ppoll"},
	{"ppoll_time64", "ppoll"},
	{"pselect6_time64", "pselect6"},
	{"readlink", "readlinkat"},
	{"recv", "recvfrom"},
	{"rename", "renameat"},
	{"rmdir", "unlinkat"},
	{"select", "pselect6"},
	{"send", "sendto"},
	{"sendfile64", "sendfile"},
	{"setgid32", "setgid"},
	{"setgroups32", "setgroups"},
	{"setregid32", "setregid"},
	{"setresgid32", "setresgid"},
	{"setresuid32", "setresuid"},
	{"setreuid32", "setreuid"},
	{"setuid32", "setuid"},
	{"signalfd", "signalfd4"},
	{"sigreturn", "rt_sigreturn"},
	{"stat", "newfstatat"},
	{"stat64", "newfstatat"},
	{"statfs64", "statfs"},
	{"symlink", "symlinkat"},
	{"time", "gettimeofday"},
	{"truncate64", "truncate"},
	{"ugetrlimit", "getrlimit"},
	{"umount", "umount2"},
	{"unlink", "unlinkat"},
	{"utime", "utimensat"},
	{"utimensat_time64", "utimensat"},
	{"utimes", "utimensat"},
	{"vfork", "clone"},
	{"waitpid", "wait4"},
};

const struct sibling *sibling_next(struct slice name, size_t *cursor)
{
	while (*cursor < LENGTH(siblings)) {
		const struct sibling *sibling = &siblings[(*cursor)++];

		if (slice_is(name, sibling->name))
			return sibling;
	}
	return NULL;
}

const struct sibling_value *sibling_next_value(struct slice name, size_t *cursor)
{
	while (*cursor < LENGTH(sibling_values)) {
		const struct sibling_value *value = &sibling_values[(*cursor)++];

		if (slice_is(name, value->name))
			return value;
	}
	return NULL;
}

const struct syscall_fact *sibling_on_arch(const struct syscall_fact *syscall, enum arch arch)
{
	struct slice name = slice_of(syscall->name);

	for (size_t i = 0; i < LENGTH(counterparts); i++) {
		const struct syscall_fact *other;

		if (!slice_is(name, counterparts[i].name))
			continue;
		other = syscall_find(slice_of(counterparts[i].other));
		if (other && other->numbers[arch] >= 0)
			return other;
	}
	return NULL;
}
