/*
 * Memory that is there, or the program is over.
 *
 * Every allocation of the program goes through here. When there is no memory left the exit hook
 * (which closes the terminal) runs, one line goes to standard error, and the program ends with
 * status 2; so no caller needs a path for "no memory".
 */
#ifndef BASE_MEMORY_H
#define BASE_MEMORY_H

#include <stddef.h>

/* Returns `count` zeroed objects of `size` bytes; the caller frees them with free(). */
void *memory_allocate(size_t count, size_t size);

/* Returns `block` (NULL: a new one) resized to `count` objects of `size` bytes; new bytes are
 * undefined. The caller frees the result; `block` is no longer valid. */
void *memory_resize(void *block, size_t count, size_t size);

/* Returns `size` bytes, undefined, for what is used whole and for long: in as few pages as the
 * system has large ones. The caller frees them with free(). */
void *memory_allocate_large(size_t size);

/* Returns `block`, resized where needed so that it holds at least `count` objects of `size` bytes;
 * `*capacity` (in objects) at least doubles when it grows, so that appending is linear. */
void *memory_reserve(void *block, size_t *capacity, size_t count, size_t size);

/* Returns the `length` bytes at `start` as a string of its own; the caller frees it. */
char *memory_copy_string(const char *start, size_t length);

/* Ends the program as if memory had run out: for libraries that fail only then. */
void memory_exhausted(void) __attribute__((noreturn));

/* Sets what runs before the program ends for lack of memory (NULL: nothing). */
void memory_set_exit_hook(void (*hook)(void));

#endif
