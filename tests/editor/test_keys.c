#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "editor/help.h"
#include "editor/keys.h"

static void finds_commands_by_view_and_key(void **state)
{
	(void)state;
	assert_string_equal(keys_find(VIEW_LIST, "Space")->name, "toggle");
	assert_string_equal(keys_find(VIEW_ARGUMENTS, "Space")->name, "tick");
	assert_string_equal(keys_find(VIEW_LIST, "Ctrl-C")->name, "quit");
	assert_string_equal(keys_find(VIEW_LIST, "?")->name, "help");
	assert_null(keys_find(VIEW_PROMPT, "q"));
	assert_null(keys_find(VIEW_LIST, "Spac"));
	assert_null(keys_find(VIEW_LIST, ""));
	assert_null(keys_find(VIEW_LIST, " "));
}

/* Calls `check` for each key of each command in each of its views. */
static void each_key(void check(const struct command *command, enum view view, const char *key))
{
	for (size_t i = 0; i < keys_count(); i++) {
		const struct command *command = keys_at(i);
		char words[64];

		for (enum view view = 0; view < VIEW_COUNT; view++) {
			if (!(command->views >> view & 1))
				continue;
			strcpy(words, command->keys);
			for (char *key = strtok(words, " "); key; key = strtok(NULL, " "))
				check(command, view, key);
		}
	}
}

static void check_owner(const struct command *command, enum view view, const char *key)
{
	assert_ptr_equal(keys_find(view, key), command);
}

static void gives_each_key_to_one_command(void **state)
{
	(void)state;
	each_key(check_owner);
}

static void lists_every_command_on_a_line(void **state)
{
	struct text text = {0};
	size_t lines = 0;
	size_t tabs = 0;

	(void)state;
	keys_append_list(&text);
	for (size_t i = 0; i < text.length; i++) {
		lines += text.bytes[i] == '\n';
		tabs += text.bytes[i] == '\t';
	}
	assert_int_equal(lines, keys_count());
	assert_int_equal(tabs, 3 * keys_count());
	assert_true(slice_find(slice_of_text(&text), "list\tp\tprofile\tSwitch the default profile "
						     "on or off; the rules stay\n") < text.length);
	text_free(&text);
}

static size_t longest_line(const char *text)
{
	size_t longest = 0;

	while (*text) {
		size_t length = strcspn(text, "\n");

		longest = length > longest ? length : longest;
		text += length + 1;
	}
	return longest;
}

static void help_fits_and_holds_every_command(void **state)
{
	struct text text = {0};

	(void)state;
	help_append(&text, 58);
	assert_in_range(longest_line(text_string(&text)), 40, 58);
	text_clear(&text);
	help_append(&text, 200);
	for (size_t i = 0; i < keys_count(); i++)
		assert_non_null(strstr(text_string(&text), keys_at(i)->help));
	text_free(&text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(finds_commands_by_view_and_key),
		cmocka_unit_test(gives_each_key_to_one_command),
		cmocka_unit_test(lists_every_command_on_a_line),
		cmocka_unit_test(help_fits_and_holds_every_command),
	};

	return cmocka_run_group_tests_name("editor/keys", tests, NULL, NULL);
}
