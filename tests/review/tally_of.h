/* A tally of the lines of a log, for the tests of this folder. */
#ifndef TESTS_REVIEW_TALLY_OF_H
#define TESTS_REVIEW_TALLY_OF_H

#include "../trace/feed.h"
#include "base/text.h"
#include "trace/strace.h"
#include "trace/tally.h"

static inline void tally_of_add(void *context, const struct call *call)
{
	tally_add(context, call);
}

static inline struct tally *tally_of_arch(const char *log, enum arch arch)
{
	struct tally *tally = tally_new(arch);
	struct strace_parser *parser = strace_new(tally_of_add, tally);

	feed(parser, log);
	strace_free(parser);
	return tally;
}

static inline struct tally *tally_of(const char *log)
{
	return tally_of_arch(log, ARCH_X86_64);
}

#endif
