#include "trace/crew.h"

#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <time.h>

#include "base/memory.h"

#define DEFAULT_MAX 4
/* Looks for work, or for its end, before a thread sleeps: some 50 microseconds. To be woken takes
 * as long, and a block is read in a millisecond. */
#define LOOKS 1000
/* Bytes per reader that are read at first. All that is new in a part is left to the parser, however
 * often it comes; the next part knows it. */
#define FIRST_PART (32 * 1024)
/* How large a part is that takes as long as any other. */
#define SHARE	  64
#define SHARE_MIN 16

struct reader_thread {
	struct crew *crew;
	pthread_t thread;
	struct fast *fast;
	struct slice part;
	bool has_more;		  /* besides the part there is the task's meanwhile to do */
	struct timespec end;	  /* when it was done */
	_Atomic(bool) is_working; /* set by the caller, cleared by the thread */
};

struct crew {
	pthread_mutex_t mutex;
	pthread_cond_t begin; /* somebody has work, or all is over */
	pthread_cond_t done;  /* somebody has none any more */
	_Atomic(bool) is_over;
	unsigned looks; /* before a thread sleeps */
	struct fast_view view;
	const struct crew_task *task;
	size_t part;	/* bytes per reader that are read at once, while that grows */
	unsigned share; /* how large the part is of who does more than that */
	struct reader_thread readers[CREW_MAX]; /* the first one is the caller */
	unsigned size;
};

unsigned crew_default_size(void)
{
	cpu_set_t set;
	int count = sched_getaffinity(0, sizeof(set), &set) == 0 ? CPU_COUNT(&set) : 1;

	return count < 1 ? 1 : count > DEFAULT_MAX ? DEFAULT_MAX : (unsigned)count;
}

/* Leaves the processor to its other thread, where it has one. */
static void pause_thread(void)
{
#if defined(__x86_64__)
	__builtin_ia32_pause();
#elif defined(__aarch64__)
	__asm__ volatile("isb");
#endif
}

static void work(struct reader_thread *reader)
{
	const struct crew_task *task = reader->crew->task;

	if (reader->has_more)
		task->meanwhile(task->meanwhile_context);
	fast_read(reader->fast, &reader->crew->view, reader->part);
	clock_gettime(CLOCK_MONOTONIC, &reader->end);
}

/* Does what it is given, until all is over. */
static void *run(void *context)
{
	struct reader_thread *reader = context;
	struct crew *crew = reader->crew;

	for (;;) {
		for (unsigned i = 0; i < crew->looks && !reader->is_working && !crew->is_over; i++)
			pause_thread();
		pthread_mutex_lock(&crew->mutex);
		while (!reader->is_working && !crew->is_over)
			pthread_cond_wait(&crew->begin, &crew->mutex);
		pthread_mutex_unlock(&crew->mutex);
		if (crew->is_over)
			return NULL;
		work(reader);
		pthread_mutex_lock(&crew->mutex);
		reader->is_working = false;
		pthread_cond_signal(&crew->done);
		pthread_mutex_unlock(&crew->mutex);
	}
}

/* Signals are for the thread that waits for keys. */
static void start_threads(struct crew *crew, unsigned size)
{
	sigset_t all;
	sigset_t before;

	sigfillset(&all);
	pthread_sigmask(SIG_SETMASK, &all, &before);
	for (crew->size = 1; crew->size < size; crew->size++) {
		struct reader_thread *reader = &crew->readers[crew->size];

		reader->crew = crew;
		reader->fast = fast_new();
		if (pthread_create(&reader->thread, NULL, run, reader) != 0) {
			fast_free(reader->fast);
			break;
		}
	}
	pthread_sigmask(SIG_SETMASK, &before, NULL);
}

struct crew *crew_new(unsigned size)
{
	struct crew *crew = memory_allocate(1, sizeof(*crew));

	pthread_mutex_init(&crew->mutex, NULL);
	pthread_cond_init(&crew->begin, NULL);
	pthread_cond_init(&crew->done, NULL);
	crew->readers[0].crew = crew;
	crew->readers[0].fast = fast_new();
	crew->part = FIRST_PART;
	crew->share = SHARE;
	/* Who looks needs a processor. */
	crew->looks = size <= crew_default_size() ? LOOKS : 0;
	start_threads(crew, size < CREW_MAX ? size : CREW_MAX);
	return crew;
}

void crew_free(struct crew *crew)
{
	if (!crew)
		return;
	pthread_mutex_lock(&crew->mutex);
	crew->is_over = true;
	pthread_cond_broadcast(&crew->begin);
	pthread_mutex_unlock(&crew->mutex);
	for (unsigned i = 1; i < crew->size; i++)
		pthread_join(crew->readers[i].thread, NULL);
	for (unsigned i = 0; i < crew->size; i++)
		fast_free(crew->readers[i].fast);
	pthread_cond_destroy(&crew->begin);
	pthread_cond_destroy(&crew->done);
	pthread_mutex_destroy(&crew->mutex);
	free(crew);
}

/* Cuts the block into as many parts as there are readers, between lines. */
static void cut_block(struct crew *crew, struct slice block)
{
	unsigned shares = 0;

	for (unsigned i = 0; i < crew->size; i++)
		shares += crew->readers[i].has_more ? crew->share : SHARE;
	for (unsigned i = 0; i < crew->size; i++) {
		struct reader_thread *reader = &crew->readers[i];
		unsigned share = reader->has_more ? crew->share : SHARE;
		size_t length = block.length / shares * share;
		struct slice rest = slice_after(block, length);

		if (i + 1 == crew->size)
			length = block.length;
		else if (rest.length > 0)
			length += slice_find_byte(rest, '\n') + 1;
		reader->part = slice_until(block, length);
		block = slice_after(block, length);
		shares -= share;
	}
}

/* Has the other readers work. */
static void begin(struct crew *crew)
{
	if (crew->size == 1)
		return;
	pthread_mutex_lock(&crew->mutex);
	for (unsigned i = 1; i < crew->size; i++)
		crew->readers[i].is_working = true;
	pthread_cond_broadcast(&crew->begin);
	pthread_mutex_unlock(&crew->mutex);
}

static void wait_for(struct crew *crew, struct reader_thread *reader)
{
	for (unsigned i = 0; i < crew->looks && reader->is_working; i++)
		pause_thread();
	pthread_mutex_lock(&crew->mutex);
	while (reader->is_working)
		pthread_cond_wait(&crew->done, &crew->mutex);
	pthread_mutex_unlock(&crew->mutex);
}

static bool is_later(const struct timespec *a, const struct timespec *b)
{
	return a->tv_sec != b->tv_sec ? a->tv_sec > b->tv_sec : a->tv_nsec > b->tv_nsec;
}

/* Who does more than to read shall be done when the caller is. */
static void balance(struct crew *crew)
{
	const struct reader_thread *busy = &crew->readers[1];

	if (crew->size == 1 || !busy->has_more)
		return;
	if (is_later(&busy->end, &crew->readers[0].end))
		crew->share -= crew->share > SHARE_MIN;
	else
		crew->share += crew->share < SHARE;
}

/* Reads lines in as many parts as there are readers. */
static void read_parts(
	struct crew *crew, const struct crew_task *task, struct slice lines, size_t *line)
{
	crew->view = (struct fast_view){task->parser, task->plain, task->tally};
	cut_block(crew, lines);
	begin(crew);
	work(&crew->readers[0]);
	for (unsigned i = 1; i < crew->size; i++)
		wait_for(crew, &crew->readers[i]);
	balance(crew);
	for (unsigned i = 0; i < crew->size; i++)
		fast_apply(crew->readers[i].fast, task->parser, task->plain, task->tally,
			task->read_line, task->context, line);
}

void crew_settle(struct crew *crew, struct tally *tally)
{
	for (unsigned i = 0; i < crew->size; i++)
		fast_settle(crew->readers[i].fast, tally);
}

/* Returns the lines of the block that are read next. */
static struct slice take_lines(struct crew *crew, struct slice *block)
{
	size_t length = crew->part * crew->size;
	struct slice lines = *block;

	if (length < block->length) {
		length += slice_find_byte(slice_after(*block, length), '\n') + 1;
		lines = slice_until(*block, length);
		crew->part *= 2;
	}
	*block = slice_after(*block, lines.length);
	return lines;
}

void crew_read(struct crew *crew, const struct crew_task *task, struct slice block, size_t *line)
{
	crew->task = task;
	while (block.length > 0) {
		struct slice lines = take_lines(crew, &block);

		if (crew->size > 1)
			crew->readers[1].has_more = task->meanwhile && block.length == 0;
		read_parts(crew, task, lines, line);
	}
}
