#include "trace/origin.h"

#include "trace/layout.h"

/* Returns the first traced call that `arch` has and the other architecture has not. */
static const struct tally_row *find_witness(const struct tally *tally, enum arch arch)
{
	enum arch other = arch == ARCH_X86_64 ? ARCH_AARCH64 : ARCH_X86_64;

	for (size_t i = 0; i < tally_count(tally); i++) {
		const struct syscall_fact *syscall = tally_at(tally, i)->syscall;

		if (syscall && syscall->numbers[arch] >= 0 && syscall->numbers[other] < 0)
			return tally_at(tally, i);
	}
	return NULL;
}

static bool is_of_aarch64(struct slice text)
{
	uint64_t address;

	/* strace says behind it how many variables there are. */
	text = slice_until(text, slice_find_byte(text, ' '));
	if (!slice_starts_with(text, "0x") || !slice_parse_number(text, &address))
		return false;
	return address >> 47 == 1 || address >> 32 == 0x3ff || address >> 32 == 0x7f;
}

bool origin_shows_aarch64(const struct call *call)
{
	if (slice_is(call->name, "execve"))
		return call->argument_count > 2 && is_of_aarch64(layout_text(call, 2));
	return (slice_is(call->name, "brk") || slice_is(call->name, "mmap")) && !call->failed &&
	       is_of_aarch64(call->result);
}

bool origin_find(const struct tally *tally, enum arch *ret_arch, struct slice *ret_witness)
{
	const struct tally_row *x86 = find_witness(tally, ARCH_X86_64);
	const struct tally_row *arm = find_witness(tally, ARCH_AARCH64);

	if (!x86 == !arm)
		return false;
	*ret_arch = x86 ? ARCH_X86_64 : ARCH_AARCH64;
	*ret_witness = x86 ? x86->name : arm->name;
	return true;
}
