#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <ctype.h>
#include <string.h>

#include "facts/description.h"

static void check_form(const char *name, const char *description)
{
	size_t length = strlen(description);

	if (length < 5 || length > DESCRIPTION_MAX)
		fail_msg("%s: %zu characters", name, length);
	if (!islower((unsigned char)description[0]))
		fail_msg("%s: does not begin with a small letter", name);
	if (description[length - 1] == '.' && !strstr(description, "..."))
		fail_msg("%s: has a full stop", name);
	for (size_t i = 0; i < length; i++)
		if (!isprint((unsigned char)description[i]))
			fail_msg("%s: not plain ASCII", name);
}

static void each_call_has_one(void **state)
{
	(void)state;
	for (size_t i = 0; i < syscall_count(); i++)
		check_form(syscall_at(i)->name, description_of(syscall_at(i)));
}

static const char *of(const char *name)
{
	return description_of(syscall_find(slice_of(name)));
}

/* Rows of both tables must not slip against each other. */
static void belongs_to_its_call(void **state)
{
	(void)state;
	assert_non_null(strstr(of("_llseek"), "position in a file"));
	assert_string_equal(of("clone"), "start a process or thread; flags say what both share");
	assert_string_equal(of("getpid"), "tell the number of this process");
	assert_non_null(strstr(of("fadvise64"), "how a part of a file will be used"));
	assert_string_equal(of("writev"), "write to an open file from several buffers");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_call_has_one),
		cmocka_unit_test(belongs_to_its_call),
	};

	return cmocka_run_group_tests_name("facts/description", tests, NULL, NULL);
}
