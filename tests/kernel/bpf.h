/*
 * A filter as a program for the kernel's seccomp: what the verdicts of entry/filter are compared
 * with. Only the kernel's own rules of comparing are used: two halves of 32 bits, jumps forwards.
 *
 * The program lets no call run. Where the filter lets a call pass it answers BPF_PASSED, where it
 * does not it kills the process. One call alone runs, so that a process can tell how it fared:
 * exit_group with BPF_ESCAPE in the registers 3, 4 and 5, which the kernel does not look at.
 * Source: Linux 6.12, include/uapi/linux/{seccomp,filter,audit}.h and kernel/seccomp.c.
 */
#ifndef TESTS_KERNEL_BPF_H
#define TESTS_KERNEL_BPF_H

#include <linux/filter.h>
#include <stdbool.h>
#include <stddef.h>

#include "entry/filter.h"

/* Error numbers that no call returns by itself (at most 4095, what a filter may answer). */
#define BPF_PASSED 3001
#define BPF_PROBED 3002

/* No kernel has a call of this number. The program answers BPF_PROBED to it, so that a process can
 * see that the program is in force before it makes a call that must not run. */
#define BPF_PROBE  0x2badbad

#define BPF_ESCAPE UINT64_C(0x6e6f727468737461)

struct bpf_program {
	struct sock_filter *instructions;
	size_t count;
	size_t capacity;
};

/* Returns whether this machine is one of those that the filter knows: then ARCH is set. */
bool bpf_host(enum arch *ret_arch);

/* Returns the program that judges as `filter` does in `meaning`, on this machine. The caller frees
 * it with bpf_program_free(). */
struct bpf_program bpf_program_build(const struct filter *filter, enum meaning meaning);
void bpf_program_free(struct bpf_program *program);

/* Returns whether the program is one that lets nothing run but the escape: exactly one instruction
 * lets a call run, it stands where the escape has it, and none but the escape's jumps lead there.
 * (As jumps lead forwards only, the instructions before it are all that matter.) */
bool bpf_program_is_safe(const struct bpf_program *program);

#endif
