/*
 * The attack surface: calls that give away much, and why. An opinion, but a common one: they are
 * what container runtimes keep back (Docker's default profile, moby/profiles/seccomp), or what most
 * kernel exploits of recent years went through.
 */
#ifndef FACTS_SURFACE_H
#define FACTS_SURFACE_H

#include <stdint.h>

#include "base/text.h"

struct surface {
	const char *name;
	uint64_t flags; /* not 0: only these bits of register 0 are dangerous */
	const char
		*why; /* the rest of a sentence that begins with the name: "lets a program ..." */
};

/* Returns what is to be said of the call `name`, NULL when there is nothing. */
const struct surface *surface_find(struct slice name);

#endif
