/*
 * A YAML document as a tree of nodes with the byte offsets of each, read with libyaml.
 *
 * It knows YAML and its limits, and nothing of manifests. Hostile input is refused while it is
 * read: the memory and the time that a document takes are bounded by its length.
 */
#ifndef MANIFEST_DOCUMENT_H
#define MANIFEST_DOCUMENT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "base/text.h"

/* Larger, deeper or richer documents are refused. */
#define DOCUMENT_BYTES	    ((size_t)1024 * 1024)
#define DOCUMENT_DEPTH	    64
#define DOCUMENT_NODES	    250000
#define DOCUMENT_DIRECTIVES 64

enum node_kind { NODE_SCALAR, NODE_SEQUENCE, NODE_MAPPING, NODE_ALIAS };
enum node_style { STYLE_PLAIN, STYLE_SINGLE, STYLE_DOUBLE, STYLE_LITERAL, STYLE_FOLDED };

/* Offsets count bytes. Numbers of nodes are 0 for none. */
struct node {
	uint32_t start;	 /* its first byte, of its anchor or tag where it has one */
	uint32_t end;	 /* after its last byte, without blanks and comments that follow */
	uint32_t parent; /* the collection it stands in */
	uint32_t first;	 /* of a collection: its first child; of a mapping: key, value, key, ... */
	uint32_t next;	 /* its next sister */
	uint32_t target; /* of an alias: the node it stands for, never an alias */
	uint32_t value;	 /* of a scalar: where its characters stand in `strings` */
	uint32_t length; /* of a scalar: how many bytes these are */
	uint32_t tag;	 /* where its tag stands in `strings`, ended by NUL; 0: none */
	enum node_kind kind : 8;
	enum node_style style : 8; /* of a scalar */
	bool is_flow;		   /* of a collection: written with brackets */
	bool has_anchor;
};

struct document {
	struct slice bytes; /* belongs to somebody else */
	struct text strings;
	struct node *nodes; /* in the order of the bytes; number 0 is no node */
	uint32_t count;	    /* numbers in use, with number 0 */
	size_t capacity;
	uint32_t root; /* 0: there is no document at all */
};

/* Reads `bytes` (which must stay as they are while the document is used) as one YAML document.
 * `name` is the file's, for the error. On failure the error holds line and column, and `ret` is
 * left alone. The caller frees the document with document_free(). */
bool document_read(const char *name, struct slice bytes, struct document *ret, struct error *error);

/* Frees what `document` holds and makes it {0}. */
void document_free(struct document *document);

/* Return a node, NULL for none. */
const struct node *document_root(const struct document *document);
const struct node *node_first(const struct document *document, const struct node *node);
const struct node *node_next(const struct document *document, const struct node *node);
const struct node *node_parent(const struct document *document, const struct node *node);

/* Returns what an alias stands for, any other node as it is. */
const struct node *node_resolve(const struct document *document, const struct node *node);

/* Returns the characters of a scalar; empty for other nodes. */
struct slice node_value(const struct document *document, const struct node *node);

/* Returns the tag, with its handle resolved; start NULL: none. */
struct slice node_tag(const struct document *document, const struct node *node);

/* Sets the error to the line and column of `offset`. Returns false. */
bool document_fail(const char *name, struct slice bytes, size_t offset, struct error *error,
	const char *format, ...) __attribute__((format(printf, 5, 6)));

#endif
