/* Reads the documents that describe a machine or a scenario, and prints JSON strings. */
#include "json.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *source;	/* the file's name, for messages */
static const char *at;		/* the next character */

static void fail(const char *what)
{
	fprintf(stderr, "%s: %s before \"%.20s\"\n", source, what, at);
	exit(65);
}

static void blanks(void)
{
	while (isspace((unsigned char)*at))
		at++;
}

static void expect(char c)
{
	char what[] = "expected ' '";

	blanks();
	what[10] = c;
	if (*at != c)
		fail(what);
	at++;
}

static void put_utf8(char **out, unsigned int code)
{
	if (code < 0x80) {
		*(*out)++ = code;
	} else if (code < 0x800) {
		*(*out)++ = 0xc0 | code >> 6;
		*(*out)++ = 0x80 | (code & 0x3f);
	} else {
		*(*out)++ = 0xe0 | code >> 12;
		*(*out)++ = 0x80 | (code >> 6 & 0x3f);
		*(*out)++ = 0x80 | (code & 0x3f);
	}
}

static char *string(void)
{
	static const char letters[] = "\"\\/bfnrt", values[] = "\"\\/\b\f\n\r\t";
	char *start, *out;
	const char *end;

	expect('"');
	for (end = at; *end && *end != '"'; end++)
		if (*end == '\\' && end[1])
			end++;
	start = out = malloc(end - at + 1);
	while (*at && *at != '"') {
		const char *letter;

		if (*at != '\\') {
			*out++ = *at++;
			continue;
		}
		at++;
		letter = *at ? strchr(letters, *at) : NULL;
		if (letter) {
			*out++ = values[letter - letters];
			at++;
		} else if (*at == 'u') {
			char digits[5] = "";

			strncpy(digits, at + 1, 4);
			put_utf8(&out, strtoul(digits, NULL, 16));
			at += 1 + strlen(digits);
		} else {
			fail("unknown escape");
		}
	}
	expect('"');
	*out = 0;
	return start;
}

static struct json *value(void);

static struct json *children(int named, char close)
{
	struct json *first = NULL, **last = &first;

	at++;
	for (blanks(); *at != close; blanks()) {
		char *name = NULL;

		if (first)
			expect(',');
		if (named) {
			blanks();
			name = string();
			expect(':');
		}
		*last = value();
		(*last)->name = name;
		last = &(*last)->next;
	}
	at++;
	return first;
}

static struct json *value(void)
{
	struct json *j = calloc(1, sizeof(*j));
	const char *start;

	blanks();
	start = at;
	switch (*at) {
	case '{':
		j->type = JSON_OBJECT;
		j->first = children(1, '}');
		break;
	case '[':
		j->type = JSON_ARRAY;
		j->first = children(0, ']');
		break;
	case '"':
		j->type = JSON_STRING;
		j->text = string();
		break;
	default:
		j->type = JSON_OTHER;
		while (*at && (isalnum((unsigned char)*at) || strchr("+-.", *at)))
			at++;
		if (at == start)
			fail("no value");
		j->text = strndup(start, at - start);
	}
	return j;
}

struct json *json_file(const char *file)
{
	FILE *f = fopen(file, "r");
	size_t size = 0;
	char *text = NULL;
	struct json *j;

	if (!f) {
		perror(file);
		exit(65);
	}
	if (getdelim(&text, &size, 0, f) < 0)
		text = strdup("");
	fclose(f);
	source = file;
	at = text;
	j = value();
	free(text);
	return j;
}

struct json *json_member(const struct json *object, const char *name)
{
	struct json *j = object ? object->first : NULL;

	while (j && (!j->name || strcmp(j->name, name)))
		j = j->next;
	return j;
}

const char *json_text(const struct json *object, const char *name, const char *fallback)
{
	const struct json *j = json_member(object, name);

	return j && j->text ? j->text : fallback;
}

long json_value(const struct json *j)
{
	return strtol(j->text, NULL, 0);
}

long json_number(const struct json *object, const char *name, long fallback)
{
	const struct json *j = json_member(object, name);

	return j && j->text ? json_value(j) : fallback;
}

int json_true(const struct json *object, const char *name, int fallback)
{
	const struct json *j = json_member(object, name);

	return j && j->text ? !strcmp(j->text, "true") : fallback;
}

void json_print_string(const char *text, unsigned long length)
{
	putchar('"');
	for (unsigned long i = 0; i < length; i++) {
		unsigned char c = text[i];

		switch (c) {
		case '"':
			fputs("\\\"", stdout);
			break;
		case '\\':
			fputs("\\\\", stdout);
			break;
		case '\n':
			fputs("\\n", stdout);
			break;
		case '\t':
			fputs("\\t", stdout);
			break;
		default:
			if (c < 0x20)
				printf("\\u%04x", c);
			else
				putchar(c);
		}
	}
	putchar('"');
}
