#include "trace/plans.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "trace/compat.h"
#include "trace/tally_parts.h"

#define NAME_SLOTS 2048 /* a power of two */

/* A name by its first and last eight bytes, which are the same and zeros where it has less. */
struct name_slot {
	uint64_t head;
	uint64_t tail;
	uint32_t length;
	uint32_t row; /* of the table of syscalls, + 1; 0: no name is here */
};

struct plans {
	const struct strace_parser *parser;
	const struct tally *tally;
	size_t block;	    /* counted from 1 */
	struct plan *plans; /* per row of the table of syscalls */
	struct name_slot names[NAME_SLOTS];
};

static size_t name_place(uint64_t head, uint64_t tail, size_t length)
{
	uint64_t hash = (head ^ tail << 7 ^ tail >> 9 ^ length) * UINT64_C(0x9e3779b97f4a7c15);

	return (size_t)(hash >> 40) & (NAME_SLOTS - 1);
}

/* Sets the words of a name, of which eight bytes can be read. */
static inline void cut_name(struct slice name, uint64_t *ret_head, uint64_t *ret_tail)
{
	size_t length = name.length < 8 ? name.length : 8;

	*ret_head = values_cut_word(values_word(name.start), length);
	*ret_tail = values_cut_word(values_word(name.start + name.length - length), length);
}

static void add_name(struct plans *plans, size_t row)
{
	struct slice name = slice_of(syscall_at(row)->name);
	struct text padded = {0};
	uint64_t head;
	uint64_t tail;
	size_t at;

	text_append(&padded, name);
	text_append(&padded, (struct slice){"\0\0\0\0\0\0\0", 8});
	cut_name(slice_until(slice_of_text(&padded), name.length), &head, &tail);
	text_free(&padded);
	at = name_place(head, tail, name.length);
	while (plans->names[at].row)
		at = (at + 1) & (NAME_SLOTS - 1);
	plans->names[at] = (struct name_slot){head, tail, (uint32_t)name.length, (uint32_t)row + 1};
}

struct plans *plans_new(void)
{
	struct plans *plans = memory_allocate(1, sizeof(*plans));

	plans->plans = memory_allocate(syscall_count(), sizeof(plans->plans[0]));
	for (size_t row = 0; row < syscall_count(); row++)
		add_name(plans, row);
	return plans;
}

void plans_free(struct plans *plans)
{
	if (plans)
		free(plans->plans);
	free(plans);
}

void plans_begin(struct plans *plans, const struct strace_parser *parser, const struct tally *tally)
{
	plans->parser = parser;
	plans->tally = tally;
	plans->block++;
}

/* Whether the positions of printed arguments are not always the registers: trace/layout. */
static bool is_odd_name(struct slice name)
{
	static const char *const names[] = {"preadv2", "pwritev2", "quotactl", "quotactl_fd",
		"rt_sigreturn", "sigreturn", "restart_syscall"};

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (slice_is(name, names[i]))
			return true;
	return false;
}

static void plan_registers(struct plan *plan, const struct tally *tally)
{
	unsigned count = 0;

	for (uint8_t i = 0; i < SYSCALL_REGISTERS; i++) {
		const struct argument_fact *fact = syscall_argument(plan->syscall, tally->arch, i);

		if (!fact || fact->kind == KIND_OTHER)
			plan->others |= (uint8_t)(1U << i);
		if (tally_is_full(tally, tally->rows[plan->row], i))
			plan->full |= (uint8_t)(1U << i);
		/* What futex prints at the fourth position can be register 5. */
		if (tally_keeps(fact) || (plan->is_futex && i == 4))
			plan->positions[count++] = i;
	}
	plan->positions[count] = UINT8_MAX;
}

static struct plan make_plan(const struct plans *plans, size_t syscall_row)
{
	const struct tally *tally = plans->tally;
	const struct syscall_fact *syscall = syscall_at(syscall_row);
	struct slice name = slice_of(syscall->name);
	struct plan plan = {
		.block = plans->block,
		.is_end = slice_is(name, "exit") || slice_is(name, "exit_group"),
		.is_odd = is_odd_name(name),
		.is_futex = slice_is(name, "futex"),
		.syscall = syscall,
	};
	const struct row *row;

	/* The tally keeps calls of clone whole. */
	if (!plans->parser->seen[syscall_row] || !tally->by_syscall[syscall_row] || plan.is_end ||
		compat_only(syscall) || syscall_row == tally->clone)
		return plan;
	plan.row = tally->by_syscall[syscall_row] - 1;
	row = tally->rows[plan.row];
	plan.is_known = row->shown.calls > 0 && !row->has_label &&
			row->shown.first.log <= plans->parser->log;
	plan_registers(&plan, tally);
	return plan;
}

const struct plan *plans_find(struct plans *plans, struct slice name)
{
	const struct name_slot *slot;
	struct plan *plan;
	uint64_t head;
	uint64_t tail;
	size_t at;

	cut_name(name, &head, &tail);
	at = name_place(head, tail, name.length);
	for (; slot = &plans->names[at],
	       slot->head != head || slot->tail != tail || slot->length != name.length;
		at = (at + 1) & (NAME_SLOTS - 1))
		if (!slot->row)
			return NULL;
	plan = &plans->plans[slot->row - 1];
	if (plan->block != plans->block)
		*plan = make_plan(plans, slot->row - 1);
	if (name.length > 16 && memcmp(plan->syscall->name, name.start, name.length) != 0)
		return NULL;
	return plan;
}
