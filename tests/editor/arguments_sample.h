/* What the tests of the arguments view share: the sample's session, its draft, what is said.
 * Include cmocka.h before it. */
#ifndef TESTS_EDITOR_ARGUMENTS_SAMPLE_H
#define TESTS_EDITOR_ARGUMENTS_SAMPLE_H

#include "editor/argument_notes.h"
#include "sample.h"

static inline int open_sample(void **state)
{
	static struct sample sample;

	sample = sample_open(sample_log, NULL, false);
	*state = &sample;
	return 0;
}

static inline int close_sample(void **state)
{
	sample_close(*state);
	return 0;
}

static inline const struct restriction *draft_of(const struct sample *sample)
{
	return &sample->editor->arguments.draft;
}

static inline const struct restriction *kept_rule(const struct sample *sample, const char *name)
{
	const struct rule *rule = entry_find(&sample->editor->now.entry, slice_of(name));

	return rule ? &rule->restriction : NULL;
}

static inline void assert_message(const struct sample *sample, const char *part)
{
	if (!strstr(text_string(&sample->editor->message), part))
		fail_msg("the message is: %s", text_string(&sample->editor->message));
}

static inline void assert_note(const struct sample *sample, const char *part)
{
	struct text text = {0};

	argument_notes_append_coverage(&sample->editor->arguments, &text);
	argument_notes_append(&sample->editor->arguments, &text);
	if (!strstr(text_string(&text), part))
		fail_msg("the notes are: %s", text_string(&text));
	text_free(&text);
}

#endif
