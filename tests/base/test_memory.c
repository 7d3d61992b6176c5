#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/memory.h"

static void allocates_zeroed_objects(void **state)
{
	unsigned char *block = memory_allocate(3, 5);

	(void)state;
	for (size_t i = 0; i < 15; i++)
		assert_int_equal(block[i], 0);
	free(block);
}

static void allocates_nothing(void **state)
{
	void *block = memory_allocate(0, 8);

	(void)state;
	assert_non_null(block);
	block = memory_resize(block, 0, 8);
	assert_non_null(block);
	free(block);
}

static void allocates_large_blocks(void **state)
{
	size_t size = 5 * 1000 * 1000;
	unsigned char *block = memory_allocate_large(size);

	(void)state;
	memset(block, 7, size);
	assert_int_equal(block[0] + block[size - 1], 14);
	free(block);
}

static void resizes_and_keeps_content(void **state)
{
	char *block = memory_resize(NULL, 4, 1);

	(void)state;
	memcpy(block, "abc", 4);
	block = memory_resize(block, 4000, 1);
	assert_string_equal(block, "abc");
	free(block);
}

static void reserves_at_least_double(void **state)
{
	size_t capacity = 0;
	int *block = memory_reserve(NULL, &capacity, 3, sizeof(int));

	(void)state;
	assert_int_equal(capacity, 3);
	block = memory_reserve(block, &capacity, 4, sizeof(int));
	assert_int_equal(capacity, 6);
	assert_ptr_equal(memory_reserve(block, &capacity, 6, sizeof(int)), block);
	assert_int_equal(capacity, 6);
	block = memory_reserve(block, &capacity, 100, sizeof(int));
	assert_int_equal(capacity, 100);
	free(block);
}

static void copies_a_string(void **state)
{
	char *copy = memory_copy_string("abcdef", 3);
	char *empty = memory_copy_string(NULL, 0);

	(void)state;
	assert_string_equal(copy, "abc");
	assert_string_equal(empty, "");
	free(copy);
	free(empty);
}

/* Read by the address sanitizer, whose allocator else ends the program itself. */
const char *__asan_default_options(void);

const char *__asan_default_options(void)
{
	return "allocator_may_return_null=1";
}

static void say_hook(void)
{
	if (write(STDERR_FILENO, "hook ", 5) != 5)
		_exit(3);
}

static void resize_too_much(void)
{
	free(memory_resize(NULL, SIZE_MAX / 2, 4));
}

static void reserve_too_much(void)
{
	size_t capacity = 1;

	free(memory_reserve(NULL, &capacity, SIZE_MAX / 2, 4));
}

static void copy_too_much(void)
{
	free(memory_copy_string("", SIZE_MAX));
}

/* Runs `exhaust` in a child and compares what it says and how it ends. */
static void assert_exhausts(void (*exhaust)(void))
{
	char said[4096] = "";
	const char *expected = "hook northstar-seccomp: out of memory\n";
	size_t length = 0;
	ssize_t count;
	int ends[2];
	int status;
	pid_t child;

	assert_int_equal(pipe(ends), 0);
	child = fork();
	if (child == 0) {
		dup2(ends[1], STDERR_FILENO);
		memory_set_exit_hook(say_hook);
		exhaust();
		_exit(0);
	}
	close(ends[1]);
	while ((count = read(ends[0], said + length, sizeof(said) - 1 - length)) > 0)
		length += (size_t)count;
	close(ends[0]);
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_true(WIFEXITED(status));
	assert_int_equal(WEXITSTATUS(status), 2);
	/* The address sanitizer's allocator says something of its own first. */
	assert_true(length >= strlen(expected));
	assert_string_equal(said + length - strlen(expected), expected);
}

static void ends_the_program_when_memory_runs_out(void **state)
{
	(void)state;
	assert_exhausts(memory_exhausted);
	assert_exhausts(resize_too_much);
	assert_exhausts(reserve_too_much);
	assert_exhausts(copy_too_much);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(allocates_zeroed_objects),
		cmocka_unit_test(allocates_nothing),
		cmocka_unit_test(allocates_large_blocks),
		cmocka_unit_test(resizes_and_keeps_content),
		cmocka_unit_test(reserves_at_least_double),
		cmocka_unit_test(copies_a_string),
		cmocka_unit_test(ends_the_program_when_memory_runs_out),
	};

	return cmocka_run_group_tests_name("base/memory", tests, NULL, NULL);
}
