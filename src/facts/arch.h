/*
 * The two architectures that Northstar's filter knows. (Northstar 0.5 to 0.9,
 * northstar-runtime/src/seccomp: every other one is killed.)
 */
#ifndef FACTS_ARCH_H
#define FACTS_ARCH_H

#include <stdbool.h>

#include "base/text.h"

enum arch { ARCH_X86_64, ARCH_AARCH64 };
#define ARCH_COUNT 2

/* Returns "x86_64" or "aarch64". */
const char *arch_name(enum arch arch);

/* Sets `ret_arch` from its name; arm64 and amd64 are understood too. Returns whether it is one. */
bool arch_parse(struct slice name, enum arch *ret_arch);

/* Returns the architecture of this machine; x86_64 when it is neither. */
enum arch arch_host(void);

#endif
