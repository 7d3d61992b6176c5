#include "base/memory.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

/* Of x86-64, and of arm64 with pages of 4 KiB. */
#define LARGE_PAGE ((size_t)2 * 1024 * 1024)

/* Set once by main; reached from everywhere, because any allocation can be the last. */
static void (*exit_hook)(void);

void memory_set_exit_hook(void (*hook)(void))
{
	exit_hook = hook;
}

void memory_exhausted(void)
{
	if (exit_hook)
		exit_hook();
	fputs("northstar-seccomp: out of memory\n", stderr);
	exit(2);
}

void *memory_allocate(size_t count, size_t size)
{
	/* calloc may return NULL for nothing at all, which is no failure. */
	void *block = count && size ? calloc(count, size) : calloc(1, 1);

	if (!block)
		memory_exhausted();
	return block;
}

void *memory_resize(void *block, size_t count, size_t size)
{
	/* realloc to no bytes would free the block. */
	void *resized = count && size ? reallocarray(block, count, size) : realloc(block, 1);

	if (!resized)
		memory_exhausted();
	return resized;
}

void *memory_allocate_large(size_t size)
{
	void *block;

	if (posix_memalign(&block, LARGE_PAGE, size) != 0)
		memory_exhausted();
#ifdef MADV_HUGEPAGE
	/* Where it is refused the pages are as small as ever. */
	madvise(block, size, MADV_HUGEPAGE);
#endif
	return block;
}

void *memory_reserve(void *block, size_t *capacity, size_t count, size_t size)
{
	size_t wanted = *capacity;

	if (count <= *capacity)
		return block;
	if (__builtin_mul_overflow(wanted, 2, &wanted) || wanted < count)
		wanted = count;
	block = memory_resize(block, wanted, size);
	*capacity = wanted;
	return block;
}

char *memory_copy_string(const char *start, size_t length)
{
	size_t size;
	char *copy;

	if (__builtin_add_overflow(length, 1, &size))
		memory_exhausted();
	copy = memory_resize(NULL, size, 1);
	if (length)
		memcpy(copy, start, length);
	copy[length] = '\0';
	return copy;
}
