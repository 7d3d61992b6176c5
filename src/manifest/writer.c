/*
 * libyaml can refuse an event only for lack of memory or for a sequence of events that is no
 * document. The events here are one document by construction, so a refusal ends the program the
 * way that running out of memory does; and every event is taken over by the emitter, even when it
 * fails.
 *
 * The emitter always writes two columns a level, from column 0, with LF; finish() gives the lines
 * their place. That is safe, because no scalar is written over several lines.
 */
#include "manifest/writer.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include <yaml.h>

#include "base/memory.h"

struct writing {
	yaml_emitter_t emitter;
	const struct write_style *style;
	struct text text;
};

static int append_bytes(void *context, unsigned char *bytes, size_t length)
{
	text_append(context, (struct slice){(const char *)bytes, length});
	return 1;
}

static void emit(struct writing *writing, yaml_event_t *event, int initialized)
{
	if (!initialized || !yaml_emitter_emit(&writing->emitter, event))
		memory_exhausted();
}

static yaml_scalar_style_t emitter_style(enum node_style style, const char *value)
{
	/* In other styles these would go over several lines. */
	if (strpbrk(value, "\t\r\n") || style == STYLE_DOUBLE)
		return YAML_DOUBLE_QUOTED_SCALAR_STYLE;
	return style == STYLE_SINGLE ? YAML_SINGLE_QUOTED_SCALAR_STYLE : YAML_ANY_SCALAR_STYLE;
}

static void emit_scalar(struct writing *writing, const char *value, enum node_style style)
{
	yaml_event_t event;

	emit(writing, &event,
		yaml_scalar_event_initialize(&event, NULL, NULL, (const yaml_char_t *)value,
			(int)strlen(value), 1, 1, emitter_style(style, value)));
}

static void emit_key(struct writing *writing, const char *key)
{
	emit_scalar(writing, key, writing->style->keys);
}

static void emit_number(struct writing *writing, uint64_t value)
{
	struct text text = {0};

	if (writing->style->is_json)
		text_append_format(&text, "%" PRIu64, value);
	else
		value_append_text(&text, value);
	emit_scalar(writing, text_string(&text), STYLE_PLAIN);
	text_free(&text);
}

static void begin_mapping(struct writing *writing, const char *tag, bool is_flow)
{
	yaml_event_t event;

	emit(writing, &event,
		yaml_mapping_start_event_initialize(&event, NULL, (const yaml_char_t *)tag,
			tag == NULL, is_flow ? YAML_FLOW_MAPPING_STYLE : YAML_BLOCK_MAPPING_STYLE));
}

static void end_mapping(struct writing *writing)
{
	yaml_event_t event;

	emit(writing, &event, yaml_mapping_end_event_initialize(&event));
}

static void emit_values(struct writing *writing, const struct restriction *restriction)
{
	yaml_event_t event;

	emit_key(writing, "values");
	emit(writing, &event,
		yaml_sequence_start_event_initialize(
			&event, NULL, NULL, 1, YAML_FLOW_SEQUENCE_STYLE));
	for (size_t i = 0; i < restriction->value_count; i++)
		emit_number(writing, restriction->values[i]);
	emit(writing, &event, yaml_sequence_end_event_initialize(&event));
}

static void emit_args(
	struct writing *writing, const char *tag, const struct restriction *restriction)
{
	begin_mapping(writing, tag, writing->style->is_flow || writing->style->is_args_flow);
	emit_key(writing, "index");
	emit_number(writing, restriction->index);
	if (restriction->has_values)
		emit_values(writing, restriction);
	if (restriction->has_mask) {
		emit_key(writing, "mask");
		emit_number(writing, restriction->mask);
	}
	end_mapping(writing);
}

static void emit_rule(struct writing *writing, const struct rule *rule)
{
	bool is_flow = writing->style->is_flow || writing->style->is_args_flow;

	emit_key(writing, rule->name);
	if (restriction_is_any(&rule->restriction)) {
		emit_scalar(writing, "any", writing->style->words);
	} else if (writing->style->runtime > 5) {
		emit_args(writing, "!args", &rule->restriction);
	} else {
		begin_mapping(writing, NULL, is_flow);
		emit_key(writing, "args");
		emit_args(writing, NULL, &rule->restriction);
		end_mapping(writing);
	}
}

static void emit_allow(struct writing *writing, const struct entry *entry)
{
	emit_key(writing, "allow");
	begin_mapping(writing, NULL, writing->style->is_flow);
	for (size_t i = 0; i < entry->count; i++)
		emit_rule(writing, &entry->rules[i]);
	end_mapping(writing);
}

static void emit_profile(struct writing *writing)
{
	emit_key(writing, "profile");
	emit_scalar(writing, "default", writing->style->words);
}

static void emit_content(struct writing *writing, const struct entry *entry)
{
	if (entry->profile == PROFILE_DEFAULT)
		emit_profile(writing);
	if (entry->count > 0)
		emit_allow(writing, entry);
}

static void begin(struct writing *writing, const struct write_style *style)
{
	yaml_event_t event;

	*writing = (struct writing){.style = style};
	if (!yaml_emitter_initialize(&writing->emitter))
		memory_exhausted();
	yaml_emitter_set_output(&writing->emitter, append_bytes, &writing->text);
	yaml_emitter_set_unicode(&writing->emitter, 1);
	yaml_emitter_set_width(&writing->emitter, -1);
	emit(writing, &event, yaml_stream_start_event_initialize(&event, YAML_UTF8_ENCODING));
	emit(writing, &event, yaml_document_start_event_initialize(&event, NULL, NULL, NULL, 1));
	begin_mapping(writing, NULL, style->is_flow);
}

/* Appends one line, at its place. */
static void append_line(const struct write_style *style, struct slice line, struct text *text)
{
	size_t blanks = 0;

	while (blanks < line.length && line.start[blanks] == ' ')
		blanks++;
	text_append_format(text, "%*s", (int)(style->indent + blanks / 2 * style->step), "");
	text_append(text, slice_after(line, blanks));
}

static void append_lines(const struct write_style *style, struct slice lines, struct text *text)
{
	size_t end = slice_find_byte(lines, '\n');

	text_append(text, slice_until(lines, end));
	while (end < lines.length) {
		lines = slice_after(lines, end + 1);
		end = slice_find_byte(lines, '\n');
		text_append_string(text, style->is_crlf ? "\r\n" : "\n");
		append_line(style, slice_until(lines, end), text);
	}
}

static void finish(struct writing *writing, struct text *text)
{
	struct slice written;
	yaml_event_t event;

	end_mapping(writing);
	emit(writing, &event, yaml_document_end_event_initialize(&event, 1));
	emit(writing, &event, yaml_stream_end_event_initialize(&event));
	yaml_emitter_delete(&writing->emitter);
	written = slice_of_text(&writing->text);
	if (slice_ends_with(written, "\n"))
		written.length--;
	/* The braces around all pairs; an empty mapping in block style has them too, and keeps
	 * them. */
	if (writing->style->is_flow)
		written = slice_until(slice_after(written, 1), written.length - 2);
	append_lines(writing->style, written, text);
	text_free(&writing->text);
}

struct write_style write_style_canonical(unsigned runtime)
{
	return (struct write_style){.runtime = runtime, .step = 2};
}

void manifest_write_entry(const struct entry *entry, struct text *text)
{
	manifest_write_entry_for(entry, 9, text);
}

void manifest_write_entry_for(const struct entry *entry, unsigned runtime, struct text *text)
{
	struct write_style style = write_style_canonical(runtime);

	manifest_write_seccomp(&style, entry, text);
	text_append_byte(text, '\n');
}

/* Begins the next line of a mapping with braces, `level` deeper than the line it begins in. */
static void begin_line(const struct write_style *style, unsigned level, struct text *text)
{
	text_append_string(text, style->is_crlf ? "\r\n" : "\n");
	text_append(text, style->margin);
	for (unsigned i = 0; i < level; i++)
		text_append_format(text, "%*s", style->is_tabbed ? 0 : (int)style->step,
			style->is_tabbed ? "\t" : "");
}

/* Appends `allow` with a line for each rule. */
static void append_allow_lines(const struct write_style *style, const struct entry *entry,
	unsigned level, struct text *text)
{
	static const struct entry nothing = {0};
	struct write_style pair_style = *style;

	pair_style.has_lines = false;
	manifest_write_allow(&pair_style, &nothing, text);
	if (entry->count == 0)
		return;
	text->length--; /* the brace that closes it */
	for (size_t i = 0; i < entry->count; i++) {
		if (i > 0)
			text_append_byte(text, ',');
		begin_line(style, level + 1, text);
		manifest_write_rule(&pair_style, &entry->rules[i], text);
	}
	begin_line(style, level, text);
	text_append_byte(text, '}');
}

static void append_seccomp_lines(
	const struct write_style *style, const struct entry *entry, struct text *text)
{
	static const struct entry nothing = {0};
	struct write_style pair_style = *style;
	bool has_profile = entry->profile == PROFILE_DEFAULT;

	pair_style.has_lines = false;
	manifest_write_seccomp(&pair_style, &nothing, text);
	if (!has_profile && entry->count == 0)
		return;
	text->length--; /* the brace that closes it */
	if (has_profile) {
		begin_line(style, 1, text);
		manifest_write_profile(&pair_style, text);
	}
	if (entry->count > 0) {
		text_append_string(text, has_profile ? "," : "");
		begin_line(style, 1, text);
		append_allow_lines(style, entry, 1, text);
	}
	begin_line(style, 0, text);
	text_append_byte(text, '}');
}

void manifest_write_seccomp(
	const struct write_style *style, const struct entry *entry, struct text *text)
{
	struct writing writing;

	if (style->has_lines) {
		append_seccomp_lines(style, entry, text);
		return;
	}
	begin(&writing, style);
	emit_key(&writing, "seccomp");
	begin_mapping(&writing, NULL, style->is_flow);
	emit_content(&writing, entry);
	end_mapping(&writing);
	finish(&writing, text);
}

void manifest_write_allow(
	const struct write_style *style, const struct entry *entry, struct text *text)
{
	struct writing writing;

	if (style->has_lines) {
		append_allow_lines(style, entry, 0, text);
		return;
	}
	begin(&writing, style);
	emit_allow(&writing, entry);
	finish(&writing, text);
}

void manifest_write_profile(const struct write_style *style, struct text *text)
{
	struct writing writing;

	begin(&writing, style);
	emit_profile(&writing);
	finish(&writing, text);
}

void manifest_write_rule(
	const struct write_style *style, const struct rule *rule, struct text *text)
{
	struct writing writing;

	begin(&writing, style);
	emit_rule(&writing, rule);
	finish(&writing, text);
}

void manifest_write_number(
	const struct write_style *style, const char *key, uint64_t value, struct text *text)
{
	struct writing writing;

	begin(&writing, style);
	emit_key(&writing, key);
	emit_number(&writing, value);
	finish(&writing, text);
}

void manifest_write_values(
	const struct write_style *style, const struct restriction *restriction, struct text *text)
{
	struct writing writing;

	begin(&writing, style);
	emit_values(&writing, restriction);
	finish(&writing, text);
}

void manifest_write_content(
	const struct write_style *style, const struct entry *entry, struct text *text)
{
	struct writing writing;

	begin(&writing, style);
	emit_content(&writing, entry);
	finish(&writing, text);
}
