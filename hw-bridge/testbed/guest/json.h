#ifndef JSON_H
#define JSON_H

/* A JSON text as a tree. Members of an object keep their order; numbers and literals keep their spelling in text. */
struct json {
	enum { JSON_OBJECT, JSON_ARRAY, JSON_STRING, JSON_OTHER } type;
	char *name;		/* of a member of an object, else NULL */
	char *text;		/* a string decoded to UTF-8; a number, true, false or null as written */
	struct json *first;	/* members or elements */
	struct json *next;
};

/* The whole of FILE; a file that cannot be read or is not JSON ends the program with a message. */
struct json *json_file(const char *file);

/* A member, or NULL; NULL as parent is allowed. */
struct json *json_member(const struct json *object, const char *name);

/* A member's value, or the fallback when it is absent. Numbers may be strings such as "0x1000". */
const char *json_text(const struct json *object, const char *name, const char *fallback);
long json_number(const struct json *object, const char *name, long fallback);
int json_true(const struct json *object, const char *name, int fallback);

/* An element that is a number or a string holding one. */
long json_value(const struct json *value);

/* Prints TEXT as a JSON string, LENGTH bytes of UTF-8. */
void json_print_string(const char *text, unsigned long length);

#endif
