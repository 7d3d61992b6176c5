#include "trace/plain.h"

#include <string.h>

#include "base/memory.h"
#include "trace/layout.h"
#include "trace/scan.h"
#include "trace/tally_parts.h"

#define NAME_SLOTS 2048 /* a power of two */

/* A name by its first and last eight bytes. */
struct name_slot {
	uint64_t head;
	uint64_t tail;
	uint32_t length;
	uint32_t row; /* of the table of syscalls, + 1; 0: no name is here */
};

struct plain_names {
	struct name_slot slots[NAME_SLOTS];
};

static size_t name_place(uint64_t head, uint64_t tail, size_t length)
{
	uint64_t hash = (head ^ tail << 7 ^ tail >> 9 ^ length) * UINT64_C(0x9e3779b97f4a7c15);

	return (size_t)(hash >> 40) & (NAME_SLOTS - 1);
}

static void add_name(struct plain_names *names, size_t row)
{
	struct slice name = slice_of(syscall_at(row)->name);
	uint64_t head = values_word(name.start, name.length, false);
	uint64_t tail = name.length > 8 ? values_word(name.start + name.length - 8, 8, false) : 0;
	size_t at = name_place(head, tail, name.length);

	while (names->slots[at].row)
		at = (at + 1) & (NAME_SLOTS - 1);
	names->slots[at] = (struct name_slot){head, tail, (uint32_t)name.length, (uint32_t)row + 1};
}

struct plain_names *plain_names_new(void)
{
	struct plain_names *names = memory_allocate(1, sizeof(*names));

	for (size_t row = 0; row < syscall_count(); row++)
		add_name(names, row);
	return names;
}

static size_t name_length(const char *body, const char *end)
{
	const char *at = body;

	while (at < end && *at != '(' && *at != ' ')
		at++;
	return at < end && *at == '(' ? (size_t)(at - body) : 0;
}

size_t plain_find_name(
	const struct plain_names *names, const char *body, const char *end, size_t *ret_length)
{
	size_t length = name_length(body, end);
	const char *open = body + length;
	uint64_t head = values_word(body, length, true);
	uint64_t tail = length > 8 ? values_word(open - 8, 8, true) : 0;
	const struct name_slot *slot;

	for (size_t at = name_place(head, tail, length); (slot = &names->slots[at])->row;
		at = (at + 1) & (NAME_SLOTS - 1))
		if (slot->head == head && slot->tail == tail && slot->length == length &&
			(length <= 16 ||
				memcmp(syscall_at(slot->row - 1)->name, body, length) == 0)) {
			*ret_length = length;
			return slot->row - 1;
		}
	return SIZE_MAX;
}

/* Whether the positions of printed arguments are not always the registers: trace/layout. */
static bool is_odd_name(struct slice name)
{
	static const char *const names[] = {"clone", "preadv2", "pwritev2", "quotactl",
		"quotactl_fd", "rt_sigreturn", "sigreturn", "restart_syscall"};

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (slice_is(name, names[i]))
			return true;
	return false;
}

struct plain_layout plain_layout_of(const struct syscall_fact *syscall, enum arch arch)
{
	struct plain_layout layout = {
		.syscall = syscall,
		.arch = arch,
		.is_odd = is_odd_name(slice_of(syscall->name)),
		.is_futex = strcmp(syscall->name, "futex") == 0,
	};

	for (unsigned i = 0; i < SYSCALL_REGISTERS; i++) {
		const struct argument_fact *fact = syscall_argument(syscall, arch, i);
		uint8_t bit = (uint8_t)(1U << i);

		if (tally_keeps(fact))
			layout.kept |= bit;
		if (!fact || fact->kind == KIND_OTHER)
			layout.others |= bit;
	}
	return layout;
}

/* Bytes of numbers and names of constants: what only consists of them is an argument as it is. */
static const bool is_scalar[256] = {
	['0' ... '9'] = true,
	['A' ... 'Z'] = true,
	['a' ... 'z'] = true,
	['_'] = true,
	['|'] = true,
	['-'] = true,
};

/* Bytes that matter in a structure. */
static const bool is_mark[256] = {
	['\0'] = true,
	['\n'] = true,
	['('] = true,
	[')'] = true,
	[','] = true,
	['/'] = true,
	['<'] = true,
	['"'] = true,
	['['] = true,
	[']'] = true,
	['{'] = true,
	['}'] = true,
};

/* Returns what follows the string at `at`. */
static const char *skip_string(const char *at, const char *end)
{
	const char *quote = memchr(at + 1, '"', (size_t)(end - at - 1));

	if (quote && quote[-1] != '\\')
		return quote + 1;
	return at + scan_skip(at, at, end);
}

/* Returns the end of the argument at `at`: a comma, the closing parenthesis, or `end`. It is cut as
 * scan_arguments() does. */
static const char *skip_argument(const char *list, const char *at, const char *end)
{
	unsigned depth = 0;

	for (;;) {
		while (!is_mark[(unsigned char)*at])
			at++;
		if (at >= end)
			return end;
		switch (*at) {
		case ',':
			if (depth == 0)
				return at;
			at++;
			break;
		case ')':
			if (depth == 0)
				return at;
			/* fall through */
		case ']':
		case '}':
			depth -= depth > 0;
			at++;
			break;
		case '(':
		case '[':
		case '{':
			depth++;
			at++;
			break;
		case '"':
			at = skip_string(at, end);
			break;
		case '<':
		case '/':
			at += scan_skip(list, at, end);
			break;
		default:
			at++;
		}
	}
}

/* The same for a string or a structure. Returns NULL for anything else. */
static const char *skip_aggregate(const char *list, const char *at, const char *end)
{
	return *at == '"' || *at == '{' || *at == '[' ? skip_argument(list, at, end) : NULL;
}

/* The call's other arguments are read while memory is fetched for this one. */
static void add_piece(struct plain *plain, unsigned index, const char *start, const char *end)
{
	struct piece *piece = &plain->pieces[plain->piece_count++];

	piece->text = (struct slice){start, (size_t)(end - start)};
	piece->index = index;
	piece->key = values_key(plain->row, index, plain->is_raw);
	piece->word = values_word(start, piece->text.length, true);
	piece->hash = values_hash(piece->key, piece->text, piece->word, true);
	values_prefetch(plain->values, piece->hash);
}

static bool is_digit(char byte)
{
	return byte >= '0' && byte <= '9';
}

/* Whether a number after 0x is an address, by its length; see tally_form(). */
enum address { ADDRESS_NOT, ADDRESS, ADDRESS_UNSURE };

static enum address address_of(const char *at, const char *end)
{
	if (end - at <= 8)
		return ADDRESS_NOT;
	if (end - at != 12 || *at < '1' || *at > '7')
		return ADDRESS_UNSURE;
	for (; at < end; at++)
		if (!is_digit(*at) && (*at < 'a' || *at > 'f'))
			return ADDRESS_UNSURE;
	return ADDRESS;
}

/* The same for an argument that may be one. Returns false when it is not sure. */
static bool add_other_piece(struct plain *plain, unsigned index, const char *start, const char *end)
{
	static const char form[] = "0x...\0\0"; /* eight bytes can be read */
	enum address address = ADDRESS_NOT;

	if (start[0] == '0' && start[1] == 'x')
		address = address_of(start + 2, end);
	if (address == ADDRESS)
		add_piece(plain, index, form, form + 5);
	else
		add_piece(plain, index, start, end);
	return address != ADDRESS_UNSURE;
}

/* Reads the argument of register `index`, whose value counts. Returns its end, NULL when it is not
 * simple. */
static const char *read_argument(struct plain *plain, const struct plain_layout *layout,
	unsigned index, const char *list, const char *at, const char *end)
{
	const char *start = at;

	while (is_scalar[(unsigned char)*at])
		at++;
	if (*at != ',' && *at != ')') {
		at = skip_aggregate(list, start, end);
		if (at) {
			const char *form = *start == '"' ? "\"...\"\0\0" : "{...}\0\0";

			add_piece(plain, index, form, form + 5);
		}
		return at;
	}
	if (at == start)
		return NULL;
	if (layout->others >> index & 1)
		return add_other_piece(plain, index, start, at) ? at : NULL;
	add_piece(plain, index, start, at);
	return at;
}

/* Whether the operation of a futex call, which was read last, is one of the common ones; sets which
 * register stands at the fourth position then: see trace/layout. */
static bool read_operation(const struct plain *plain, unsigned *ret_fourth)
{
	struct slice operation = plain->pieces[plain->piece_count - 1].text;

	*ret_fourth = 4;
	if (slice_is(operation, "FUTEX_WAKE_PRIVATE") || slice_is(operation, "FUTEX_WAIT_PRIVATE"))
		return true;
	*ret_fourth = 5;
	return slice_is(operation, "FUTEX_WAIT_BITSET_PRIVATE|FUTEX_CLOCK_REALTIME") ||
	       slice_is(operation, "FUTEX_WAIT_BITSET_PRIVATE");
}

/* Reads an argument list. Returns what follows its parenthesis, NULL when some argument is not
 * simple: no number, name, string or structure, or all of them perhaps raw registers. */
static const char *read_list(
	struct plain *plain, const struct plain_layout *layout, const char *list, const char *end)
{
	const char *at = list;
	bool is_raw = true;
	unsigned fourth = 4;

	if (*at == ')')
		return at + 1;
	for (unsigned position = 0;; position++) {
		unsigned index = position == 4 ? fourth : position;

		if (*at == ' ' || *at == '\t')
			return NULL;
		is_raw = is_raw && (*at == '0' || position >= CALL_ARGUMENTS);
		if (index < SYSCALL_REGISTERS && layout->kept >> index & 1)
			at = read_argument(plain, layout, index, list, at, end);
		else
			at = skip_argument(list, at, end);
		if (!at || at >= end)
			return NULL;
		if (layout->is_futex && position == 1 && !read_operation(plain, &fourth))
			return NULL;
		if (*at == ')')
			return is_raw ? NULL : at + 1;
		at++;
		if (*at++ != ' ')
			return NULL;
	}
}

/* As read_list(), for any list that is closed. */
static const char *read_odd_list(
	struct plain *plain, const struct plain_layout *layout, const char *list, const char *end)
{
	struct call call = {.name = slice_of(layout->syscall->name), .syscall = layout->syscall};
	struct scan scan;
	unsigned seen = 0;

	scan_arguments((struct slice){list, (size_t)(end - list)}, &scan);
	if (!scan.closed)
		return NULL;
	call.argument_count = scan.count;
	memcpy(call.arguments, scan.arguments, scan.count * sizeof(scan.arguments[0]));
	plain->is_raw = layout_is_raw(&call);
	for (unsigned i = 0; i < call.argument_count; i++) {
		struct slice text;
		unsigned index;

		if (!tally_read_argument(&call, i, layout->arch, &index, &text) ||
			(seen >> index & 1))
			continue;
		seen |= 1U << index;
		add_piece(plain, index, text.start, text.start + text.length);
	}
	return scan.rest.start;
}

/* Whether `at` is the result of a call that returned; sets it where it is
 * an error. */
static bool read_result(const char *at, const char *end, struct slice *ret_error)
{
	struct slice result;

	*ret_error = (struct slice){0};
	while (at < end && *at == ' ')
		at++;
	if (end - at < 3 || at[0] != '=' || at[1] != ' ' || at[2] == ' ' || at[2] == '?' ||
		end[-1] == '\r' || (end[-1] == '>' && end[-2] == '.'))
		return false;
	at += 2;
	result = (struct slice){at, (size_t)(end - at)};
	while (at < end && *at != ' ')
		at++;
	if (end - at >= 2 &&
		(at[1] == 'E' ||
			slice_starts_with((struct slice){at, (size_t)(end - at)}, " (errno")))
		*ret_error = result;
	return true;
}

/* `[pid  1234] name` and `1234  name` are read here, all other leaders by leader_peel(). */
static bool peel_pid(const char *at, const char *end, struct leader *ret_leader)
{
	bool is_bracketed = *at == '[';
	unsigned long pid = 0;
	const char *digits;

	if (is_bracketed && (end - at < 5 || memcmp(at, "[pid ", 5) != 0))
		return false;
	if (is_bracketed)
		at += 5;
	while (*at == ' ')
		at++;
	for (digits = at; *at >= '0' && *at <= '9'; at++)
		pid = pid * 10 + (unsigned long)(*at - '0');
	if (at == digits || at - digits > 9 || pid == 0 || (is_bracketed && *at++ != ']') ||
		*at++ != ' ')
		return false;
	while (!is_bracketed && *at == ' ')
		at++;
	if (at >= end || *at < 'a' || *at > 'z')
		return false;
	*ret_leader = (struct leader){
		.parts = is_bracketed ? LEADER_BRACKETED : LEADER_PID,
		.pid = pid,
		.body = {at, (size_t)(end - at)},
	};
	return true;
}

struct leader plain_peel(struct slice line)
{
	struct leader leader;

	if ((*line.start == '[' || (*line.start >= '0' && *line.start <= '9')) &&
		peel_pid(line.start, line.start + line.length, &leader))
		return leader;
	return leader_peel(line);
}

bool plain_read(
	struct plain *plain, const struct plain_layout *layout, const char *list, const char *end)
{
	const char *rest = NULL;

	plain->piece_count = 0;
	plain->is_raw = false;
	if (!layout->is_odd)
		rest = read_list(plain, layout, list, end);
	if (!rest) {
		plain->piece_count = 0;
		rest = read_odd_list(plain, layout, list, end);
	}
	return rest && read_result(rest, end, &plain->error);
}
