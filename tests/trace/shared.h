/*
 * Where the reference material is, for the tests that compare with it.
 */
#ifndef TESTS_TRACE_SHARED_H
#define TESTS_TRACE_SHARED_H

#include <stdio.h>
#include <stdlib.h>

/* Fills `path` with the name of a file of ../shared, beside the source's top. Returns it. */
static inline const char *shared_path(char path[4096], const char *name)
{
	const char *top = getenv("top_srcdir");

	snprintf(path, 4096, "%s/../shared/%s", top ? top : ".", name);
	return path;
}

#endif
