#include "trace/origin.h"

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
