#include "trace/form.h"

void form_begin(struct form *form)
{
	form->accepted = 0;
	form->accepted_count = 0;
	form->lines = 0;
	form->held_count = 0;
}

void form_free(struct form *form)
{
	for (size_t i = 0; i < FORM_LINES; i++)
		text_free(&form->held[i].text);
}

static void accept(struct form *form, unsigned parts)
{
	uint64_t bit = UINT64_C(1) << (parts & FORM_PARTS);

	form->accepted_count += !(form->accepted & bit);
	form->accepted |= bit;
}

bool form_is_accepted(struct form *form, unsigned parts)
{
	bool accepted = form_has(form, parts);

	if (!accepted && form->lines >= FORM_ESTABLISHED * form->accepted_count &&
		form->accepted_count > 0)
		return false;
	if (!accepted)
		accept(form, parts);
	form->lines++;
	return true;
}

bool form_is_held(const struct form *form, unsigned parts)
{
	return form->held_count > 0 && (parts & FORM_PARTS) == form->held_parts;
}

bool form_hold(struct form *form, unsigned parts, struct slice line, size_t number)
{
	struct held_line *held = &form->held[form->held_count++];

	form->held_parts = (parts & FORM_PARTS);
	held->number = number;
	text_clear(&held->text);
	text_append(&held->text, line);
	return form->held_count == FORM_LINES;
}

void form_accept(struct form *form)
{
	accept(form, form->held_parts);
}

void form_doubt(struct form *form)
{
	form->lines = 0;
}

void form_drop(struct form *form)
{
	form->held_count = 0;
}
