#include "trace/crew.h"

#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdlib.h>

#include "base/memory.h"

#define DEFAULT_MAX 4

struct reader_thread {
	struct crew *crew;
	pthread_t thread;
	struct fast *fast;
	struct slice part;
	void (*work)(struct reader_thread *reader); /* NULL: there is none, or it is done */
};

struct crew {
	pthread_mutex_t mutex;
	pthread_cond_t begin; /* somebody has work, or all is over */
	pthread_cond_t done;  /* somebody has none any more */
	bool is_over;
	struct fast_view view;
	const struct crew_task *task;
	struct reader_thread readers[CREW_MAX]; /* the first one is the caller */
	unsigned size;
};

unsigned crew_default_size(void)
{
	cpu_set_t set;
	int count = sched_getaffinity(0, sizeof(set), &set) == 0 ? CPU_COUNT(&set) : 1;

	return count < 1 ? 1 : count > DEFAULT_MAX ? DEFAULT_MAX : (unsigned)count;
}

static void read_part(struct reader_thread *reader)
{
	fast_read(reader->fast, &reader->crew->view, reader->part);
}

static void do_meanwhile(struct reader_thread *reader)
{
	const struct crew_task *task = reader->crew->task;

	task->meanwhile(task->meanwhile_context);
}

/* Does what it is given, until all is over. */
static void *run(void *context)
{
	struct reader_thread *reader = context;
	struct crew *crew = reader->crew;

	pthread_mutex_lock(&crew->mutex);
	for (;;) {
		while (!reader->work && !crew->is_over)
			pthread_cond_wait(&crew->begin, &crew->mutex);
		if (crew->is_over)
			break;
		pthread_mutex_unlock(&crew->mutex);
		reader->work(reader);
		pthread_mutex_lock(&crew->mutex);
		reader->work = NULL;
		pthread_cond_signal(&crew->done);
	}
	pthread_mutex_unlock(&crew->mutex);
	return NULL;
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
	crew->readers[0].fast = fast_new();
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
	for (unsigned i = 0; i < crew->size; i++) {
		size_t length = block.length / (crew->size - i);
		struct slice rest = slice_after(block, length);

		if (rest.length > 0)
			length += slice_find_byte(rest, '\n') + 1;
		crew->readers[i].part = slice_until(block, length);
		block = slice_after(block, length);
	}
}

/* Has the first `count` of the other readers work. */
static void begin(struct crew *crew, unsigned count, void (*work)(struct reader_thread *reader))
{
	pthread_mutex_lock(&crew->mutex);
	for (unsigned i = 1; i < crew->size && i <= count; i++)
		crew->readers[i].work = work;
	pthread_cond_broadcast(&crew->begin);
	pthread_mutex_unlock(&crew->mutex);
}

static void wait_for_all(struct crew *crew)
{
	pthread_mutex_lock(&crew->mutex);
	for (unsigned i = 1; i < crew->size; i++)
		while (crew->readers[i].work)
			pthread_cond_wait(&crew->done, &crew->mutex);
	pthread_mutex_unlock(&crew->mutex);
}

void crew_read(struct crew *crew, const struct crew_task *task, struct slice block, size_t *line)
{
	crew->view = (struct fast_view){task->parser, task->plain, task->tally};
	crew->task = task;
	cut_block(crew, block);
	begin(crew, crew->size, read_part);
	fast_read(crew->readers[0].fast, &crew->view, crew->readers[0].part);
	wait_for_all(crew);
	if (task->meanwhile)
		begin(crew, 1, do_meanwhile);
	for (unsigned i = 0; i < crew->size; i++)
		fast_apply(crew->readers[i].fast, task->parser, task->plain, task->tally,
			task->read_line, task->context, line);
	wait_for_all(crew);
}
