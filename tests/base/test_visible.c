#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/text.h"

static void assert_shown(struct slice slice, const char *expected)
{
	struct text text = {0};

	text_append_visible(&text, slice);
	assert_string_equal(text_string(&text), expected);
	text_free(&text);
}

/* Asserts that every byte of `string` becomes an octal escape. */
static void assert_hidden(const char *string)
{
	struct text expected = {0};

	for (const char *byte = string; *byte; byte++)
		text_append_format(&expected, "\\%03o", (unsigned)(unsigned char)*byte);
	assert_shown(slice_of(string), text_string(&expected));
	text_free(&expected);
}

static void keeps_printable_text(void **state)
{
	static const char *const texts[] = {"", "plain text ~!", "back\\slash \\012",
		"\u00e4\u00df", "\u20ac", "\U0001F600", "\u4e2d\u6587", "e\u0301", "\u00a0",
		"\ud7ff", "\ue000", "\ufffd", "\U0010FFFD"};

	(void)state;
	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
		assert_shown(slice_of(texts[i]), texts[i]);
}

static void shows_controls_as_octal(void **state)
{
	(void)state;
	assert_shown((struct slice){"a\0b", 3}, "a\\000b");
	assert_shown(slice_of("\t\n\033[2J\x7f"), "\\011\\012\\033[2J\\177");
	assert_hidden("\xc2\x80");
	assert_hidden("\xc2\x9b");
	assert_hidden("\xc2\x9f");
}

static void shows_what_changes_direction_as_octal(void **state)
{
	static const char *const texts[] = {"\u061c", "\u200b", "\u200e", "\u200f", "\u2028",
		"\u202a", "\u202e", "\u2060", "\u2066", "\u2069", "\ufeff", "\u00ad", "\U000E0041"};

	(void)state;
	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
		assert_hidden(texts[i]);
}

static void shows_invalid_sequences_as_octal(void **state)
{
	static const char *const texts[] = {
		"\x80",				/* continuation first */
		"\xc3",				/* cut short */
		"\xe2\x82",			/* cut short */
		"\xf0\x9f\x98",			/* cut short */
		"\xc0\xaf",			/* longer than needed */
		"\xc1\xbf",			/* longer than needed */
		"\xe0\x9f\xbf",			/* longer than needed */
		"\xf0\x8f\xbf\xbf",		/* longer than needed */
		"\xed\xa0\x80",			/* surrogate */
		"\xf4\x90\x80\x80",		/* beyond U+10FFFF */
		"\xf5\x80\x80\x80",		/* starts no sequence */
		"\xfe", "\xff", "\xef\xbf\xbe", /* U+FFFE */
		"\xef\xb7\x90",			/* U+FDD0 */
		"\xf0\x9f\xbf\xbf",		/* U+1FFFF */
	};

	(void)state;
	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
		assert_hidden(texts[i]);
}

static void goes_on_after_an_invalid_byte(void **state)
{
	(void)state;
	assert_shown(slice_of("\xc3x\xe2\x82y\xff\u00e4"), "\\303x\\342\\202y\\377\u00e4");
}

static void stops_at_the_end_of_the_slice(void **state)
{
	(void)state;
	assert_shown(slice_until(slice_of("a\u20ac"), 3), "a\\342\\202");
}

static void does_not_depend_on_the_locale(void **state)
{
	static const char *const locales[] = {"C", "C.UTF-8"};

	(void)state;
	for (size_t i = 0; i < sizeof(locales) / sizeof(locales[0]); i++) {
		assert_non_null(setlocale(LC_ALL, locales[i]));
		assert_shown(slice_of("\u00e4\xc2\x9b"), "\u00e4\\302\\233");
	}
	setlocale(LC_ALL, "C");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(keeps_printable_text),
		cmocka_unit_test(shows_controls_as_octal),
		cmocka_unit_test(shows_what_changes_direction_as_octal),
		cmocka_unit_test(shows_invalid_sequences_as_octal),
		cmocka_unit_test(goes_on_after_an_invalid_byte),
		cmocka_unit_test(stops_at_the_end_of_the_slice),
		cmocka_unit_test(does_not_depend_on_the_locale),
	};

	return cmocka_run_group_tests_name("base/visible", tests, NULL, NULL);
}
