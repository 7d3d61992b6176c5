/*
 * The kernel as a judge: what seccomp does with calls under a program of kernel/bpf. The calls are
 * made by child processes and never executed.
 */
#ifndef TESTS_KERNEL_JUDGE_H
#define TESTS_KERNEL_JUDGE_H

#include "bpf.h"

/* A call, by what the kernel sees of it. */
struct kernel_call {
	unsigned number;
	uint64_t registers[SYSCALL_REGISTERS];
};

/* Returns why no verdict can be had here, or NULL: the machine is another one, or the kernel does
 * not let this process install a filter. */
const char *kernel_refusal(void);

/* Returns whether a filter decides on calls of this number. On x86_64 uretprobe and uprobe run
 * whatever a filter says, so that probing does not kill a program. (Seen on Linux 6.18; the list is
 * kernel/seccomp.c's seccomp_uprobe_exception().) */
bool kernel_asks_filter(unsigned number);

/* Sets each of `ret_passes` to whether the kernel, under the program, lets the call pass; else it
 * kills. Returns how many calls it decided on: fewer than `count` when something is wrong with the
 * next one. `ret_status` then is how the child ended, as waitpid() says it; -1: there was no child,
 * since the program or a call is not safe to judge. */
size_t kernel_judge(const struct bpf_program *program, const struct kernel_call *calls,
	size_t count, bool *ret_passes, int *ret_status);

#endif
