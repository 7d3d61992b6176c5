#include "facts/arch.h"

const char *arch_name(enum arch arch)
{
	return arch == ARCH_AARCH64 ? "aarch64" : "x86_64";
}

bool arch_parse(struct slice name, enum arch *ret_arch)
{
	if (slice_is(name, "x86_64") || slice_is(name, "amd64"))
		*ret_arch = ARCH_X86_64;
	else if (slice_is(name, "aarch64") || slice_is(name, "arm64"))
		*ret_arch = ARCH_AARCH64;
	else
		return false;
	return true;
}

enum arch arch_host(void)
{
#ifdef __aarch64__
	return ARCH_AARCH64;
#else
	return ARCH_X86_64;
#endif
}
