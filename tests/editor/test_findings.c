#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "sample.h"

enum { PAGE = 20 };

static int open_sample(void **state)
{
	static struct sample sample;
	struct editor_sizes sizes = {.list_rows = PAGE, .finding_rows = PAGE};

	sample = sample_open(sample_log, NULL, false);
	editor_resize(sample.editor, &sizes);
	*state = &sample;
	return 0;
}

static int close_sample(void **state)
{
	sample_close(*state);
	return 0;
}

static void press(const struct sample *sample, const char *keys)
{
	char copy[128];

	strcpy(copy, keys);
	for (char *key = strtok(copy, " "); key; key = strtok(NULL, " "))
		editor_press(sample->editor, key);
}

/* Returns the row of the findings view with this code, about this call. */
static size_t find_finding(const struct editor *editor, enum finding_code code, const char *name)
{
	for (size_t i = 0; i < editor->findings.count; i++) {
		const struct finding *finding = &editor->findings.items[i];

		if (finding->code == code &&
			(!name || (finding->name && !strcmp(finding->name, name))))
			return i;
	}
	return SIZE_MAX;
}

static void follows_the_entry(void **state)
{
	const struct sample *sample = *state;

	press(sample, "/ w r i t e Enter");
	assert_true(find_finding(sample->editor, FINDING_REDUNDANT, "write") == SIZE_MAX);
	press(sample, "Space");
	assert_true(find_finding(sample->editor, FINDING_REDUNDANT, "write") != SIZE_MAX);
	press(sample, "u");
	assert_true(find_finding(sample->editor, FINDING_REDUNDANT, "write") == SIZE_MAX);
}

static void shows_the_severe_ones_first(void **state)
{
	const struct editor *editor = ((const struct sample *)*state)->editor;

	press(*state, "p Space");
	for (size_t i = 1; i < editor->findings.count; i++)
		assert_true(editor->findings.items[i - 1].severity >=
			    editor->findings.items[i].severity);
	assert_int_equal(editor->findings.items[0].code, FINDING_LAUNCH_SET);
}

static void jumps_to_the_syscall(void **state)
{
	const struct sample *sample = *state;
	size_t row;

	press(sample, "/ w r i t e Enter Space g !");
	assert_int_equal(editor_focus(sample->editor), VIEW_FINDINGS);
	row = find_finding(sample->editor, FINDING_REDUNDANT, "write");
	for (size_t i = 0; i < row; i++)
		press(sample, "Down");
	press(sample, "Enter");
	assert_int_equal(editor_focus(sample->editor), VIEW_LIST);
	assert_true(slice_is(editor_row(sample->editor)->name, "write"));
}

static void fixes_as_a_step(void **state)
{
	const struct sample *sample = *state;
	const struct entry *entry = &sample->editor->now.entry;

	press(sample, "/ w r i t e Enter Space F");
	assert_null(entry_find(entry, slice_of("write")));
	press(sample, "u");
	assert_non_null(entry_find(entry, slice_of("write")));
	press(sample, "F F");
	assert_true(sample->editor->message_is_bad);
}

static void tightens_as_a_step(void **state)
{
	const struct sample *sample = *state;
	const struct entry *entry = &sample->editor->now.entry;
	const struct rule *rule;

	press(sample, "p / o p e n a t Enter Space t");
	rule = entry_find(entry, slice_of("openat"));
	assert_non_null(rule);
	assert_int_equal(rule->restriction.index, 2);
	assert_true(rule->restriction.has_mask);
	assert_int_equal(sample->editor->review.killed[MEANING_BUILT] > 0, true); /* others */
	press(sample, "u");
	assert_true(restriction_is_any(&entry_find(entry, slice_of("openat"))->restriction));
	press(sample, "T");
	assert_false(restriction_is_any(&entry_find(entry, slice_of("openat"))->restriction));
	press(sample, "/ g e t p i d Enter t");
	assert_true(sample->editor->message_is_bad);
}

static bool says(const struct sample *sample, const char *what)
{
	struct slice message = slice_of_text(&sample->editor->message);

	return slice_find(message, what) < message.length;
}

static const struct restriction *rule_of(const struct sample *sample, const char *name)
{
	return &entry_find(&sample->editor->now.entry, slice_of(name))->restriction;
}

/* A rule that kills traced calls is made to let them pass, by its own argument where that says
 * something. */
static void widens_a_rule_that_kills(void **state)
{
	const struct sample *sample = *state;
	const struct editor *editor = sample->editor;

	press(sample, "p / w r i t e Enter F");
	assert_true(says(sample, "write has no rule: Space allows it, t only what the trace"));
	press(sample, "Enter = 1 Enter Enter T T");
	assert_true(says(sample, "1 kills traced calls: t or F fixes it"));
	press(sample, "F");
	assert_true(says(sample, "write where fd is 1 or has no bits but 0x2; all 4 traced calls"));
	assert_int_equal(editor_row(editor)->coverage[MEANING_BUILT].killed, 0);
	press(sample, "F");
	assert_true(says(sample, "Nothing is found of write"));
	press(sample, "u t");
	assert_int_equal(editor_row(editor)->coverage[MEANING_BUILT].killed, 0);
	assert_int_equal(rule_of(sample, "write")->index, 0);
	/* -1 has all bits. */
	press(sample, "/ d e l e t e Enter Enter = 0 Enter Enter t");
	assert_true(says(sample, "is worth a restriction; F lets the traced calls pass"));
	press(sample, "F");
	assert_true(restriction_is_any(rule_of(sample, "delete_module")));
	assert_true(says(sample, "allowed with any arguments"));
}

static void says_what_helps_where_it_cannot_mend(void **state)
{
	const struct sample *sample = *state;
	size_t row;

	press(sample, "i p t r a c e Enter");
	row = find_finding(sample->editor, FINDING_ATTACK_SURFACE, "ptrace");
	assert_false(finding_is_fixable(&sample->editor->findings.items[row]));
	press(sample, "! g");
	for (size_t i = 0; i < row; i++)
		press(sample, "Down");
	press(sample, "F");
	assert_true(says(
		sample, "F cannot fix it. In the list: where the container can do without, Space"));
}

/* What somebody wrote by hand is not lost because the trace lacks it. */
static void widening_keeps_what_passes(void **state)
{
	const struct sample *sample = *state;
	const uint64_t directory = 0200000; /* O_DIRECTORY */
	const struct restriction *rule;

	press(sample, "p / o p e n a t Enter Enter Right Right = 0 x 1 0 0 0 0 Enter Enter");
	assert_true(editor_row(sample->editor)->coverage[MEANING_BUILT].killed > 0);
	press(sample, "F");
	assert_true(says(sample, "openat where flags"));
	rule = rule_of(sample, "openat");
	assert_int_equal(rule->index, 2);
	assert_false(restriction_is_any(rule));
	assert_true(restriction_passes(rule, directory, MEANING_BUILT));
	assert_true(restriction_passes(rule, directory, MEANING_DOCUMENTED));
	assert_int_equal(editor_row(sample->editor)->coverage[MEANING_BUILT].killed, 0);
}

/* A rule that could narrow nothing is not made, and why not is said. */
static void tightens_nothing_that_passes_anyway(void **state)
{
	const struct sample *sample = *state;
	struct snapshot start = snapshot_copy(&sample->editor->now);

	press(sample, "/ w r i t e Enter t");
	assert_true(says(sample, "no rule can narrow that"));
	press(sample, "/ e x e c v e Enter p t");
	assert_true(says(sample, "no rule can narrow that"));
	press(sample, "p");
	assert_true(snapshot_equal(&start, &sample->editor->now));
	snapshot_free(&start);
}

/* What is found of a call that is in no row: the manifest's reader may name one. */
static void stays_where_there_is_no_row(void **state)
{
	const struct finding_remark remark = {
		.label = "duplicate", .name = "gone", .sentence = "It is there twice."};
	const struct finding_evidence evidence = {.remarks = &remark, .remark_count = 1};
	const struct sample *sample = *state;
	size_t row;

	sample->editor->evidence = &evidence;
	press(sample, "p !");
	row = find_finding(sample->editor, FINDING_REMARK, "gone");
	for (size_t i = 0; i < row; i++)
		press(sample, "Down");
	press(sample, "Enter");
	assert_int_equal(editor_focus(sample->editor), VIEW_FINDINGS);
	assert_true(says(sample, "gone is neither in the trace nor in the entry"));
}

/* What the manifest's form lacks is there until the entry is saved; what only a
 * hand can mend stays. */
static void saving_mends_the_form(void **state)
{
	const struct finding_remark remarks[] = {
		{"map-form", "write", "written as a map", true, true},
		{"name-twice", "read", "'read' stands there twice", false, false},
	};
	const struct finding_evidence evidence = {.remarks = remarks, .remark_count = 2};
	const struct sample *sample = *state;
	struct editor *editor = sample->editor;

	editor->evidence = &evidence;
	press(sample, "p !");
	assert_true(find_finding(editor, FINDING_REMARK, "write") != SIZE_MAX);
	for (size_t row = find_finding(editor, FINDING_REMARK, "write"); row > 0; row--)
		press(sample, "Down");
	press(sample, "F");
	assert_true(says(sample, "F cannot fix it. In the list: w, saving, does"));
	press(sample, "Home");
	for (size_t row = find_finding(editor, FINDING_REMARK, "read"); row > 0; row--)
		press(sample, "Down");
	press(sample, "F");
	assert_true(says(sample, "F cannot fix it: change it in the manifest by hand"));
	press(sample, "Esc w x Enter");
	editor_show_save(editor, slice_of(""), slice_of(""), true);
	assert_null(strstr(text_string(&editor->saving.notes), "written as a map"));
	press(sample, "Enter");
	editor_saved(editor);
	for (size_t i = 0; i < editor->findings.count; i++)
		assert_false(editor->findings.items[i].is_mended_by_saving);
	assert_true(find_finding(editor, FINDING_REMARK, "read") != SIZE_MAX);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(follows_the_entry, open_sample, close_sample),
		cmocka_unit_test_setup_teardown(
			shows_the_severe_ones_first, open_sample, close_sample),
		cmocka_unit_test_setup_teardown(jumps_to_the_syscall, open_sample, close_sample),
		cmocka_unit_test_setup_teardown(fixes_as_a_step, open_sample, close_sample),
		cmocka_unit_test_setup_teardown(tightens_as_a_step, open_sample, close_sample),
		cmocka_unit_test_setup_teardown(
			tightens_nothing_that_passes_anyway, open_sample, close_sample),
		cmocka_unit_test_setup_teardown(
			widens_a_rule_that_kills, open_sample, close_sample),
		cmocka_unit_test_setup_teardown(
			widening_keeps_what_passes, open_sample, close_sample),
		cmocka_unit_test_setup_teardown(
			says_what_helps_where_it_cannot_mend, open_sample, close_sample),
		cmocka_unit_test_setup_teardown(
			stays_where_there_is_no_row, open_sample, close_sample),
		cmocka_unit_test_setup_teardown(saving_mends_the_form, open_sample, close_sample),
	};

	return cmocka_run_group_tests_name("editor/findings", tests, NULL, NULL);
}
