#include "bpf.h"

#include <endian.h>
#include <linux/audit.h>
#include <linux/seccomp.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>

#include "base/memory.h"

#if __BYTE_ORDER == __LITTLE_ENDIAN && defined(__x86_64__) && !defined(__ILP32__)
#define HOST_IS_KNOWN 1
#define HOST_ARCH     ARCH_X86_64
#define HOST_AUDIT    AUDIT_ARCH_X86_64
#elif __BYTE_ORDER == __LITTLE_ENDIAN && defined(__aarch64__) && !defined(__ILP32__)
#define HOST_IS_KNOWN 1
#define HOST_ARCH     ARCH_AARCH64
#define HOST_AUDIT    AUDIT_ARCH_AARCH64
#else
#define HOST_IS_KNOWN 0
#define HOST_ARCH     ARCH_X86_64
#define HOST_AUDIT    0
#endif

#ifndef SECCOMP_RET_KILL_PROCESS
#define SECCOMP_RET_KILL_PROCESS 0x80000000U
#endif

enum {
	LOAD = BPF_LD | BPF_W | BPF_ABS,
	EQUAL = BPF_JMP | BPF_JEQ | BPF_K,
	ANY_BIT = BPF_JMP | BPF_JSET | BPF_K,
	RETURN = BPF_RET | BPF_K,
	FIRST_ESCAPE_REGISTER = 3,
	ESCAPE_AT = 17, /* where the prologue returns for the escape */
};

bool bpf_host(enum arch *ret_arch)
{
	*ret_arch = HOST_ARCH;
	return HOST_IS_KNOWN;
}

static void add(struct bpf_program *program, unsigned code, uint32_t k, unsigned when_true,
	unsigned when_false)
{
	program->instructions = memory_reserve(program->instructions, &program->capacity,
		program->count + 1, sizeof(program->instructions[0]));
	program->instructions[program->count++] = (struct sock_filter){
		.code = (uint16_t)code,
		.jt = (uint8_t)when_true,
		.jf = (uint8_t)when_false,
		.k = k,
	};
}

static void load_number(struct bpf_program *program)
{
	add(program, LOAD, offsetof(struct seccomp_data, nr), 0, 0);
}

/* Loads a half of a register: 0 the lower, 1 the upper one. */
static void load_half(struct bpf_program *program, unsigned index, unsigned half)
{
	size_t offset = offsetof(struct seccomp_data, args) + 8 * index + 4 * half;

	add(program, LOAD, (uint32_t)offset, 0, 0);
}

/* Goes on where the register equals `value`, else leaves out `rest` instructions behind. */
static void require_value(
	struct bpf_program *program, unsigned index, uint64_t value, unsigned rest)
{
	load_half(program, index, 0);
	add(program, EQUAL, (uint32_t)value, 0, rest + 2);
	load_half(program, index, 1);
	add(program, EQUAL, (uint32_t)(value >> 32), 0, rest);
}

/* Goes on where the register has no bit outside `mask`, else leaves out `rest` instructions. */
static void require_mask(struct bpf_program *program, unsigned index, uint64_t mask, unsigned rest)
{
	load_half(program, index, 0);
	add(program, ANY_BIT, (uint32_t)~mask, rest + 2, 0);
	load_half(program, index, 1);
	add(program, ANY_BIT, (uint32_t)(~mask >> 32), rest, 0);
}

/* The registers are looked at before the number: the kernel, which tries every number when the
 * program is loaded, gives up at the first look at a register and so loads it quickly. */
static void add_escape(struct bpf_program *program)
{
	for (unsigned i = 0; i < 3; i++)
		require_value(program, FIRST_ESCAPE_REGISTER + i, BPF_ESCAPE, 4 * (2 - i) + 3);
	load_number(program);
	add(program, EQUAL, SYS_exit_group, 0, 1);
	add(program, RETURN, SECCOMP_RET_ALLOW, 0, 0);
}

static void add_prologue(struct bpf_program *program)
{
	add(program, LOAD, offsetof(struct seccomp_data, arch), 0, 0);
	add(program, EQUAL, HOST_AUDIT, 1, 0);
	add(program, RETURN, SECCOMP_RET_KILL_PROCESS, 0, 0);
	add_escape(program);
	load_number(program);
	add(program, EQUAL, BPF_PROBE, 0, 1);
	add(program, RETURN, SECCOMP_RET_ERRNO | BPF_PROBED, 0, 0);
}

/* Each block tests the number itself, so no jump leads far. */
static void begin_block(struct bpf_program *program, unsigned number, unsigned rest)
{
	load_number(program);
	add(program, EQUAL, number, 0, rest);
}

static void pass(struct bpf_program *program)
{
	add(program, RETURN, SECCOMP_RET_ERRNO | BPF_PASSED, 0, 0);
}

static void add_any(struct bpf_program *program, unsigned number)
{
	begin_block(program, number, 1);
	pass(program);
}

static void add_values(struct bpf_program *program, unsigned number,
	const struct restriction *restriction, enum meaning meaning)
{
	if (restriction->value_count == 0)
		add_any(program, number);
	for (size_t i = 0; i < restriction->value_count; i++) {
		if (i > 0 && meaning == MEANING_BUILT)
			return;
		begin_block(program, number, 5);
		require_value(program, restriction->index, restriction->values[i], 1);
		pass(program);
	}
}

static void add_mask(
	struct bpf_program *program, unsigned number, const struct restriction *restriction)
{
	begin_block(program, number, 5);
	require_mask(program, restriction->index, restriction->mask, 1);
	pass(program);
}

static void add_test(
	struct bpf_program *program, const struct filter_test *test, enum meaning meaning)
{
	const struct restriction *restriction = &test->restriction;

	if (!restriction->has_values && !restriction->has_mask)
		add_any(program, test->number);
	if (restriction->has_values)
		add_values(program, test->number, restriction, meaning);
	if (restriction->has_mask)
		add_mask(program, test->number, restriction);
}

struct bpf_program bpf_program_build(const struct filter *filter, enum meaning meaning)
{
	struct bpf_program program = {0};

	add_prologue(&program);
	add_any(&program, SYS_execve);
	for (size_t i = 0; i < filter->count; i++)
		add_test(&program, &filter->tests[i], meaning);
	add(&program, RETURN, SECCOMP_RET_KILL_PROCESS, 0, 0);
	return program;
}

void bpf_program_free(struct bpf_program *program)
{
	free(program->instructions);
	*program = (struct bpf_program){0};
}

/* Everything but killing and an error number counts as letting a call run. */
static bool lets_run(const struct sock_filter *instruction)
{
	uint32_t action = instruction->k & SECCOMP_RET_ACTION_FULL;

	if (BPF_CLASS(instruction->code) != BPF_RET)
		return false;
	return instruction->code != RETURN ||
	       (action != SECCOMP_RET_KILL_PROCESS && action != SECCOMP_RET_ERRNO);
}

bool bpf_program_is_safe(const struct bpf_program *program)
{
	struct bpf_program prologue = {0};
	bool is_safe;

	add_prologue(&prologue);
	is_safe = program->count > prologue.count && program->count <= BPF_MAXINSNS &&
		  memcmp(program->instructions, prologue.instructions,
			  prologue.count * sizeof(prologue.instructions[0])) == 0;
	for (size_t i = 0; is_safe && i < program->count; i++)
		is_safe = lets_run(&program->instructions[i]) == (i == ESCAPE_AT);
	bpf_program_free(&prologue);
	return is_safe;
}
