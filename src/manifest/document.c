#include "manifest/document.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "manifest/characters.h"
#include "manifest/loading.h"

bool document_fail(const char *name, struct slice bytes, size_t offset, struct error *error,
	const char *format, ...)
{
	struct text what = {0};
	va_list arguments;
	size_t line;
	size_t column;

	va_start(arguments, format);
	text_append_arguments(&what, format, arguments);
	va_end(arguments);
	characters_position(bytes, offset, &line, &column);
	error_set(error, name, line, column, "%s", text_string(&what));
	text_free(&what);
	return false;
}

/* Appends what the parser was doing, and where that began, when it was not at
 * `problem`. */
static void append_context(struct loading *loading, size_t problem, struct text *what)
{
	size_t offset = loading_offset(loading, loading->parser.context_mark.index);
	size_t line;
	size_t column;

	characters_position(loading->document.bytes, offset, &line, &column);
	text_append_format(what, ", %s", loading->parser.context);
	if (offset > 0 && offset != problem)
		text_append_format(what, " that begins at line %zu, column %zu", line, column);
}

/* Returns in plain words what the parser (libyaml 0.2.5) found. */
static const char *problem_in_words(const char *problem)
{
	static const char *const words[][2] = {
		{"did not find expected key",
			"a key is expected here, in the column of the keys above"},
		{"did not find expected '-' indicator",
			"an item is expected here, with its - in the column of those above"},
		{"mapping values are not allowed in this context",
			"no ':' is allowed here; text with ': ' in it needs quotes"},
		{"could not find expected ':'", "a ':' is missing after this key"},
		{"found character that cannot start any token",
			"text that begins with this character needs quotes"},
		{"found unexpected end of stream", "the file ends before the quotes are closed"},
		{"did not find expected ',' or '}'", "a ',' or '}' is expected here"},
		{"did not find expected ',' or ']'", "a ',' or ']' is expected here"},
		{"did not find expected node content", "a value is expected here"},
		{"found unknown escape character",
			"this escape is unknown; allowed: \\\\, \\\", \\n, \\t, \\xHH and others"},
		{"did not find expected hexdecimal number", "hexadecimal digits are expected here: "
							    "two after \\x, four after \\u, eight "
							    "after \\U"},
		{"did not find expected <document start>",
			"the text goes on after its outermost value has ended"},
		{"found incompatible YAML document", "this version is unknown; allowed: 1.1, 1.2"},
		{"found undefined tag handle", "no %TAG line declares the handle of this tag"},
	};

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (strcmp(problem, words[i][0]) == 0)
			return words[i][1];
	return problem;
}

static bool fail_syntax(struct loading *loading)
{
	const yaml_parser_t *parser = &loading->parser;
	struct slice bytes = loading->document.bytes;
	size_t offset = loading_offset(loading, parser->problem_mark.index);
	bool is_tab = offset < bytes.length && bytes.start[offset] == '\t';
	struct text what = {0};

	if (parser->error == YAML_MEMORY_ERROR)
		memory_exhausted();
	if (is_tab)
		text_append_string(&what, "a tab cannot indent a line; spaces are allowed");
	else
		text_append_format(&what, "not YAML: %s",
			parser->problem ? problem_in_words(parser->problem) : "it cannot be read");
	if (parser->context && !is_tab)
		append_context(loading, offset, &what);
	if (characters_have_mark(bytes))
		text_append_string(&what,
			" (the file begins with a byte order mark, which Northstar takes for a "
			"character: remove it)");
	document_fail(loading->name, bytes, offset, loading->error, "%s", text_string(&what));
	text_free(&what);
	return false;
}

static bool load(struct loading *loading)
{
	bool is_end = false;
	bool is_taken = true;

	while (!is_end && is_taken) {
		yaml_event_t event;

		if (!yaml_parser_parse(&loading->parser, &event))
			return fail_syntax(loading);
		is_taken = loading_take(loading, &event);
		is_end = event.type == YAML_STREAM_END_EVENT;
		yaml_event_delete(&event);
	}
	return is_taken;
}

/* The parser compares each directive with all before it. */
static bool check_directives(const char *name, struct slice bytes, struct error *error)
{
	unsigned count = 0;

	for (size_t i = 0; i < bytes.length; i++) {
		if (bytes.start[i] != '%' ||
			(i > 0 && bytes.start[i - 1] != '\n' && bytes.start[i - 1] != '\r'))
			continue;
		if (++count > DOCUMENT_DIRECTIVES)
			return document_fail(name, bytes, i, error, "more than %d directives",
				DOCUMENT_DIRECTIVES);
	}
	return true;
}

static bool check_bytes(const char *name, struct slice bytes, struct error *error)
{
	const char *what;
	size_t offset;

	if (bytes.length > DOCUMENT_BYTES)
		return error_set(error, name, 0, 0, "is larger than %zu bytes", DOCUMENT_BYTES);
	if (!characters_check(bytes, &offset, &what))
		return document_fail(
			name, bytes, offset, error, "%s; a manifest is text in UTF-8", what);
	return check_directives(name, bytes, error);
}

bool document_read(const char *name, struct slice bytes, struct document *ret, struct error *error)
{
	struct loading loading = {.name = name, .error = error};
	bool is_read;

	if (!check_bytes(name, bytes, error))
		return false;
	loading.document.bytes = bytes;
	loading.document.count = 1;
	loading.document.nodes =
		memory_reserve(NULL, &loading.document.capacity, 64, sizeof(struct node));
	if (!yaml_parser_initialize(&loading.parser))
		memory_exhausted();
	yaml_parser_set_encoding(&loading.parser, YAML_UTF8_ENCODING);
	yaml_parser_set_input_string(
		&loading.parser, (const unsigned char *)bytes.start, bytes.length);
	is_read = load(&loading);
	yaml_parser_delete(&loading.parser);
	loading_free_anchors(&loading);
	if (is_read)
		*ret = loading.document;
	else
		document_free(&loading.document);
	return is_read;
}

void document_free(struct document *document)
{
	free(document->nodes);
	text_free(&document->strings);
	*document = (struct document){0};
}
