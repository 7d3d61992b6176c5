/*
 * libyaml can refuse an event only for lack of memory or for a sequence of events that is no
 * document. The events here are one document by construction, so a refusal ends the program the
 * way that running out of memory does; and every event is taken over by the emitter, even when it
 * fails.
 */
#include "manifest/writer.h"

#include <stdio.h>
#include <string.h>

#include <yaml.h>

#include "base/memory.h"

static int append_bytes(void *context, unsigned char *bytes, size_t length)
{
	text_append(context, (struct slice){(const char *)bytes, length});
	return 1;
}

static void emit(yaml_emitter_t *emitter, yaml_event_t *event, int initialized)
{
	if (!initialized || !yaml_emitter_emit(emitter, event))
		memory_exhausted();
}

static void emit_scalar(yaml_emitter_t *emitter, const char *value)
{
	yaml_event_t event;

	emit(emitter, &event,
		yaml_scalar_event_initialize(&event, NULL, NULL, (const yaml_char_t *)value,
			(int)strlen(value), 1, 1, YAML_ANY_SCALAR_STYLE));
}

static void emit_number(yaml_emitter_t *emitter, uint64_t value)
{
	struct text text = {0};

	value_append_text(&text, value);
	emit_scalar(emitter, text_string(&text));
	text_free(&text);
}

static void begin_mapping(yaml_emitter_t *emitter, const char *tag, yaml_mapping_style_t style)
{
	yaml_event_t event;

	emit(emitter, &event,
		yaml_mapping_start_event_initialize(
			&event, NULL, (const yaml_char_t *)tag, tag == NULL, style));
}

static void end_mapping(yaml_emitter_t *emitter)
{
	yaml_event_t event;

	emit(emitter, &event, yaml_mapping_end_event_initialize(&event));
}

static void emit_values(yaml_emitter_t *emitter, const struct restriction *restriction)
{
	yaml_event_t event;

	emit(emitter, &event,
		yaml_sequence_start_event_initialize(
			&event, NULL, NULL, 1, YAML_FLOW_SEQUENCE_STYLE));
	for (size_t i = 0; i < restriction->value_count; i++)
		emit_number(emitter, restriction->values[i]);
	emit(emitter, &event, yaml_sequence_end_event_initialize(&event));
}

static void emit_restriction(yaml_emitter_t *emitter, const struct restriction *restriction)
{
	begin_mapping(emitter, "!args", YAML_BLOCK_MAPPING_STYLE);
	emit_scalar(emitter, "index");
	emit_number(emitter, restriction->index);
	if (restriction->has_values) {
		emit_scalar(emitter, "values");
		emit_values(emitter, restriction);
	}
	if (restriction->has_mask) {
		emit_scalar(emitter, "mask");
		emit_number(emitter, restriction->mask);
	}
	end_mapping(emitter);
}

static void emit_allow(yaml_emitter_t *emitter, const struct entry *entry)
{
	emit_scalar(emitter, "allow");
	begin_mapping(emitter, NULL, YAML_BLOCK_MAPPING_STYLE);
	for (size_t i = 0; i < entry->count; i++) {
		const struct rule *rule = &entry->rules[i];

		emit_scalar(emitter, rule->name);
		if (restriction_is_any(&rule->restriction))
			emit_scalar(emitter, "any");
		else
			emit_restriction(emitter, &rule->restriction);
	}
	end_mapping(emitter);
}

static void emit_entry(yaml_emitter_t *emitter, const struct entry *entry)
{
	begin_mapping(emitter, NULL, YAML_BLOCK_MAPPING_STYLE);
	emit_scalar(emitter, "seccomp");
	begin_mapping(emitter, NULL, YAML_BLOCK_MAPPING_STYLE);
	if (entry->profile == PROFILE_DEFAULT) {
		emit_scalar(emitter, "profile");
		emit_scalar(emitter, "default");
	}
	if (entry->count > 0)
		emit_allow(emitter, entry);
	end_mapping(emitter);
	end_mapping(emitter);
}

void manifest_write_entry(const struct entry *entry, struct text *text)
{
	yaml_emitter_t emitter;
	yaml_event_t event;

	if (!yaml_emitter_initialize(&emitter))
		memory_exhausted();
	yaml_emitter_set_output(&emitter, append_bytes, text);
	yaml_emitter_set_unicode(&emitter, 1);
	yaml_emitter_set_width(&emitter, -1);
	emit(&emitter, &event, yaml_stream_start_event_initialize(&event, YAML_UTF8_ENCODING));
	emit(&emitter, &event, yaml_document_start_event_initialize(&event, NULL, NULL, NULL, 1));
	emit_entry(&emitter, entry);
	emit(&emitter, &event, yaml_document_end_event_initialize(&event, 1));
	emit(&emitter, &event, yaml_stream_end_event_initialize(&event));
	yaml_emitter_delete(&emitter);
}
