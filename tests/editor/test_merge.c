/* What reading on does to an entry that is edited meanwhile. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "editor/merge.h"

/* An entry with the rule `any` for each letter of `names`; an upper case letter has a mask. */
static struct entry entry_of(const char *names)
{
	struct entry entry = {.profile = PROFILE_DEFAULT};

	for (; *names; names++) {
		char name[] = {(char)(*names | 0x20), '\0'};
		bool has_mask = name[0] != *names;
		struct restriction restriction = {.has_mask = has_mask, .mask = has_mask ? 7 : 0};

		entry_set(&entry, slice_of(name), &restriction);
	}
	return entry;
}

static void assert_entry(const struct entry *entry, const char *names)
{
	struct entry expected = entry_of(names);

	assert_true(entry_equal(entry, &expected));
	entry_free(&expected);
}

/* Merges what makes `after` out of `before` into one entry after the other; `expected` is what each
 * is then. Both lists end with NULL. */
static void assert_merged(const char *before, const char *after, const char *const *entries,
	const char *const *expected)
{
	struct entry draft = entry_of(before);
	struct entry grown = entry_of(after);
	struct merge merge;

	merge_begin(&merge, &draft, &grown);
	for (size_t i = 0; entries[i]; i++) {
		struct entry entry = entry_of(entries[i]);

		merge_into(&merge, &entry);
		assert_entry(&entry, expected[i]);
		entry_free(&entry);
	}
	merge_end(&merge);
	entry_free(&draft);
	entry_free(&grown);
}

#define ENTRIES(...)                                                                               \
	(const char *const[])                                                                      \
	{                                                                                          \
		__VA_ARGS__, NULL                                                                  \
	}

static void grows_what_was_left_alone(void **state)
{
	(void)state;
	assert_merged("ab", "abc", ENTRIES("ab", "ab"), ENTRIES("abc", "abc"));
	assert_merged("", "ab", ENTRIES(""), ENTRIES("ab"));
	assert_merged("ab", "ab", ENTRIES("x"), ENTRIES("x"));
	/* Where a call comes in late, the order of first calls changes too. */
	assert_merged("abc", "bdac", ENTRIES("abc"), ENTRIES("bdac"));
}

static void keeps_what_the_user_did(void **state)
{
	(void)state;
	assert_merged(
		"ab", "abc", ENTRIES("ab", "a", "aB", "abx"), ENTRIES("abc", "ac", "aBc", "abcx"));
}

static void leaves_a_name_alone_once_it_was_touched(void **state)
{
	(void)state;
	/* Allowed by hand before the trace had it, then dropped again. */
	assert_merged("ab", "abc", ENTRIES("ab", "abc", "ab"), ENTRIES("abc", "abc", "ab"));
	assert_merged("ab", "abc", ENTRIES("ab", "abC", "abCd"), ENTRIES("abc", "abC", "abCd"));
}

static void drops_and_changes_with_the_draft(void **state)
{
	(void)state;
	/* The architecture turned out to be another one. */
	assert_merged("abc", "ad", ENTRIES("abc", "axbc", "aBc"), ENTRIES("ad", "adx", "adB"));
	/* --suggest knows more. */
	assert_merged("ab", "aB", ENTRIES("ab", "abx", "a", "ab"), ENTRIES("aB", "aBx", "a", "ab"));
}

static void inserts_where_it_would_stand(void **state)
{
	(void)state;
	assert_merged("ad", "abcde", ENTRIES("xady"), ENTRIES("xabcdey"));
	assert_merged("b", "ab", ENTRIES("bx"), ENTRIES("abx"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(grows_what_was_left_alone),
		cmocka_unit_test(keeps_what_the_user_did),
		cmocka_unit_test(leaves_a_name_alone_once_it_was_touched),
		cmocka_unit_test(drops_and_changes_with_the_draft),
		cmocka_unit_test(inserts_where_it_would_stand),
	};

	return cmocka_run_group_tests_name("editor/merge", tests, NULL, NULL);
}
