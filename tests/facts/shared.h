/* The facts and logs the project was given, which lie beside the source folder on some machines. */
#ifndef TESTS_FACTS_SHARED_H
#define TESTS_FACTS_SHARED_H

#include <stdio.h>
#include <stdlib.h>

/* Opens ../shared/`path`, seen from the top of the source (top_srcdir, else the current folder).
 * Returns NULL where there is none: the test is skipped then. */
static inline FILE *open_shared(const char *path)
{
	const char *top = getenv("top_srcdir");
	char name[4096];

	snprintf(name, sizeof(name), "%s/../shared/%s", top ? top : ".", path);
	return fopen(name, "r");
}

#endif
