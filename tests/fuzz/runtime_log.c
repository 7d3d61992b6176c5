/* Lines of the runtime's own log: what they hold is a part of them, and colours go. */
#include "trace/runtime_log.h"

#include "target.h"

static bool is_part_of(struct slice part, struct slice whole)
{
	return part.start >= whole.start && part.start + part.length <= whole.start + whole.length;
}

static void check_message(struct slice plain)
{
	struct message message = runtime_log_read(plain);

	if (message.kind != MESSAGE_CONTAINER)
		return;
	demand(message.container.length > 0 && is_part_of(message.container, plain));
	demand(is_part_of(message.content, plain));
}

/* What a container writes comes out as it went in. */
static void check_content(struct slice content)
{
	struct text line = {0};
	struct message message;

	text_append_string(&line, "12:34:56.789   hello:0.0.1 \xe2\xac\xa4  INFO : ");
	text_append(&line, content);
	message = runtime_log_read(slice_of_text(&line));
	demand(message.kind == MESSAGE_CONTAINER);
	demand(slice_is(message.container, "hello:0.0.1"));
	demand(slice_equal(slice_trim(message.content), slice_trim(content)));
	text_free(&line);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	struct slice rest = input_slice(bytes, size);
	struct text buffer = {0};

	while (rest.length > 0) {
		struct slice line = input_next_line(&rest);
		struct slice plain = runtime_log_uncolour(line, &buffer);

		demand(plain.length <= line.length);
		check_message(plain);
		check_content(plain);
	}
	text_free(&buffer);
	return 0;
}
