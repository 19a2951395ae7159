/*
 * A guest without an operating system that makes the requests of a scenario: it fills storage, issues the I/O instructions
 * on the passed-through subchannel, waits for interruptions, and prints what it met and when on the SCLP console. Nothing is
 * printed before the last request, so that a request follows the one before it at once.
 *
 * The scenario is QEMU's initrd, words in the byte order of the machine:
 *   magic, number of pieces, number of requests,
 *   pieces: address, length, data padded to words,
 *   requests: operation, argument, three words (an ORB, or the fields of MSCH)
 */
typedef unsigned char u8;
typedef unsigned short u16;
typedef unsigned int u32;
typedef unsigned long u64;

#define SCENARIO ((const u32 *)0x800000ul)	/* where QEMU puts an initrd */
#define MAGIC 0x5a4d4456			/* "ZMDV" */
#define DEVICE_NUMBER 0x1234
#define MAX_REQUESTS 64
#define IRB_WORDS 24

/* Storage at a fixed address of the prefix area. */
#define ASSIGNED(address, type) (*(volatile type *)(unsigned long)(address))

enum operation { SSCH = 1, HSCH, CSCH, XSCH, RSCH, STSCH, TSCH, WAIT, MSCH };

static const char *const names[] = { "?", "ssch", "hsch", "csch", "xsch", "rsch", "stsch", "tsch", "wait", "msch" };

/* Which fields a MSCH changes, and where its second word has them. */
#define CHANGE_INTPARM 1
#define CHANGE_ENABLED 2
#define CHANGE_ISC 4
#define CHANGE_LPM 8
#define CHANGE_CONCURRENT_SENSE 16

struct request {
	u32 operation, argument, word[3];
};

struct answer {
	int cc;			/* of WAIT: 1 an interruption, 0 none */
	u64 before, after;	/* TOD clock */
	u32 words[IRB_WORDS];	/* IRB, or the interruption code */
};

struct psw {
	u64 mask, address;
} __attribute__((aligned(16)));

/* The first words of the SCHIB. */
struct schib {
	u32 intparm;
	u16 flags, device;
	u8 lpm, pnom, lpum, pim;
	u16 mbi;
	u8 pom, pam, chpid[8];
	u32 characteristics, rest[6];
} __attribute__((aligned(4)));

#define SCHIB_ENABLED 0x0080
#define SCHIB_VALID 0x0001
#define SCHIB_ISC_SHIFT 11
#define SCHIB_CONCURRENT_SENSE 1
#define ISC 3

static struct answer answers[MAX_REQUESTS];
static u8 sccb[4096] __attribute__((aligned(4096)));
static u32 subchannel_id;
static u64 start_time;

static u64 clock(void)
{
	u64 t;

	asm volatile("stck %0" : "=Q"(t) : : "cc");
	return t;
}

/* --- console --------------------------------------------------------------------------------------------------------- */

#define WRITE_EVENT_DATA 0x00760005u
#define WRITE_EVENT_MASK 0x00780005u
#define ASCII_CONSOLE 0x1a
#define LINE 1900

static char line[LINE];
static int length;

static void service_call(u32 command)
{
	asm volatile(".insn rre,0xb2200000,%0,%1" : : "d"(command), "a"(sccb) : "cc", "memory");
}

static void clear_sccb(void)
{
	for (unsigned int i = 0; i < sizeof(sccb); i++)
		sccb[i] = 0;
}

static void open_console(void)
{
	clear_sccb();
	*(u16 *)sccb = 28;
	*(u16 *)(sccb + 10) = 4;
	*(u32 *)(sccb + 12) = *(u32 *)(sccb + 16) = 0x80000000u >> (ASCII_CONSOLE - 1);
	service_call(WRITE_EVENT_MASK);
}

static void print_line(void)
{
	clear_sccb();
	*(u16 *)sccb = 14 + length;
	*(u16 *)(sccb + 8) = 6 + length;
	sccb[10] = ASCII_CONSOLE;
	for (int i = 0; i < length; i++)
		sccb[14 + i] = line[i];
	service_call(WRITE_EVENT_DATA);
	length = 0;
}

static void put(const char *text)
{
	while (*text && length < LINE)
		line[length++] = *text++;
}

static void put_hex(u64 value, int digits)
{
	while (digits-- && length < LINE)
		line[length++] = "0123456789abcdef"[value >> 4 * digits & 15];
}

static void put_number(u64 value)
{
	char digits[24];
	int n = 0;

	do
		digits[n++] = '0' + value % 10;
	while (value /= 10);
	while (n && length < LINE)
		line[length++] = digits[--n];
}

static void put_words(const char *name, const u32 *words, int count)
{
	put(name);
	for (int i = 0; i < count; i++) {
		put(" ");
		put_hex(words[i], 8);
	}
}

/* Microseconds since the program began. */
static void put_time(u64 time)
{
	put(" ");
	put_number((time - start_time) >> 12);
}

static void end(void)
{
	register u64 address asm("1") = 0;

	asm volatile("sigp %0,%0,5(0)" : : "d"(address) : "cc", "memory");	/* stop */
	for (;;)
		;
}

static void give_up(const char *why)
{
	put("FAILED ");
	put(why);
	put("\n");
	print_line();
	end();
}

/* --- I/O instructions -------------------------------------------------------------------------------------------------- */

#define WITH_OPERAND(name)									\
	static int name(const void *operand)							\
	{											\
		register u64 id asm("1") = subchannel_id;					\
		int cc;										\
												\
		asm volatile(#name " 0(%2)\n ipm %0\n srl %0,28"				\
			     : "=&d"(cc) : "d"(id), "a"(operand) : "cc", "memory");		\
		return cc;									\
	}

#define WITHOUT_OPERAND(name)									\
	static int name(void)									\
	{											\
		register u64 id asm("1") = subchannel_id;					\
		int cc;										\
												\
		asm volatile(#name "\n ipm %0\n srl %0,28" : "=d"(cc) : "d"(id) : "cc", "memory");	\
		return cc;									\
	}

WITH_OPERAND(stsch)
WITH_OPERAND(msch)
WITH_OPERAND(ssch)
WITH_OPERAND(tsch)
WITHOUT_OPERAND(hsch)
WITHOUT_OPERAND(csch)
WITHOUT_OPERAND(xsch)
WITHOUT_OPERAND(rsch)

#define EXTERNAL_NEW 0x1b0
#define PROGRAM_NEW 0x1d0
#define IO_NEW 0x1f0
#define IO_INTERRUPTION_CODE 0xb8
#define MASK_64BIT 0x0000000180000000ul
#define MASK_WAIT 0x0302000180000000ul		/* I/O, external, wait state */

static void allow_interruptions(void)
{
	static u64 all_subclasses = 0xff000000, control;

	asm volatile("lctlg 6,6,%0" : : "Q"(all_subclasses));
	asm volatile("stctg 0,0,%0" : "=Q"(control));
	control = (control | 0x800) & ~0x200ul;		/* clock comparator, no service signal */
	asm volatile("lctlg 0,0,%0" : : "Q"(control));
}

/* Waits for an I/O interruption; 0 when the time is over. */
static int wait_io(u32 milliseconds)
{
	static struct psw wait;
	static u64 comparator;
	int taken;

	wait.mask = MASK_WAIT;
	ASSIGNED(IO_NEW, u64) = MASK_64BIT;
	ASSIGNED(EXTERNAL_NEW, u64) = MASK_64BIT;
	comparator = clock() + ((u64)milliseconds * 1000 << 12);
	asm volatile("sckc %0" : : "Q"(comparator));
	asm volatile("	larl	%%r2,1f\n"
		     "	stg	%%r2,0x1f8\n"
		     "	larl	%%r2,2f\n"
		     "	stg	%%r2,0x1b8\n"
		     "	larl	%%r2,3f\n"
		     "	stg	%%r2,%1\n"
		     "	lghi	%0,9\n"
		     "	lpswe	%2\n"
		     "1:	lghi	%0,1\n"
		     "	j	3f\n"
		     "2:	lghi	%0,0\n"
		     "3:\n"
		     : "=&d"(taken), "=m"(wait.address) : "Q"(wait) : "r2", "cc", "memory");
	comparator = ~0ul;
	asm volatile("sckc %0" : : "Q"(comparator));
	return taken;
}

static void program_interruption(void)
{
	give_up("with a program interruption");
}

/* --- the scenario ------------------------------------------------------------------------------------------------------ */

static void find_subchannel(void)
{
	struct schib schib;

	for (subchannel_id = 0x10000; subchannel_id < 0x10100; subchannel_id++)
		if (stsch(&schib) == 0 && (schib.flags & SCHIB_VALID) && schib.device == DEVICE_NUMBER) {
			schib.flags = (schib.flags & ~(7 << SCHIB_ISC_SHIFT)) | SCHIB_ENABLED | ISC << SCHIB_ISC_SHIFT;
			if (msch(&schib))
				give_up("to enable the subchannel");
			return;
		}
	give_up("to find the subchannel");
}

static int modify(const struct request *r)
{
	struct schib schib;
	u32 fields = r->word[1];

	if (stsch(&schib))
		return 3;
	if (r->argument & CHANGE_INTPARM)
		schib.intparm = r->word[0];
	if (r->argument & CHANGE_ENABLED)
		schib.flags = (schib.flags & ~SCHIB_ENABLED) | (fields & 1 ? SCHIB_ENABLED : 0);
	if (r->argument & CHANGE_ISC)
		schib.flags = (schib.flags & ~(7 << SCHIB_ISC_SHIFT)) | (fields >> 8 & 7) << SCHIB_ISC_SHIFT;
	if (r->argument & CHANGE_LPM)
		schib.lpm = fields >> 16;
	if (r->argument & CHANGE_CONCURRENT_SENSE)
		schib.characteristics = (schib.characteristics & ~SCHIB_CONCURRENT_SENSE) | (fields >> 1 & 1);
	return msch(&schib);
}

static void take_interruption(struct answer *a, u32 milliseconds)
{
	a->cc = wait_io(milliseconds);
	for (int i = 0; i < 3; i++)
		a->words[i] = ((volatile u32 *)(unsigned long)IO_INTERRUPTION_CODE)[i];
}

static void make(const struct request *r, struct answer *a)
{
	a->before = clock();
	switch (r->operation) {
	case SSCH:
		a->cc = ssch(r->word);
		break;
	case HSCH:
		a->cc = hsch();
		break;
	case CSCH:
		a->cc = csch();
		break;
	case XSCH:
		a->cc = xsch();
		break;
	case RSCH:
		a->cc = rsch();
		break;
	case STSCH:
		a->cc = stsch(a->words);
		break;
	case TSCH:
		a->cc = tsch(a->words);
		break;
	case WAIT:
		take_interruption(a, r->argument);
		break;
	case MSCH:
		a->cc = modify(r);
		break;
	default:
		give_up("to read the scenario");
	}
	a->after = clock();
}

static void print(const struct request *r, const struct answer *a)
{
	put(names[r->operation]);
	put(" cc ");
	put_number(a->cc);
	put_time(a->before);
	put_time(a->after);
	if (r->operation == WAIT && a->cc)
		put_words(" interruption", a->words, 3);
	if (r->operation == TSCH)
		put_words(" irb", a->words, IRB_WORDS);
	put("\n");
	print_line();
}

static const u32 *fill_storage(const u32 *piece, u32 count)
{
	for (; count; count--) {
		u32 bytes = piece[1];

		for (u32 i = 0; i < bytes; i++)
			((u8 *)(unsigned long)piece[0])[i] = ((const u8 *)(piece + 2))[i];
		piece += 2 + (bytes + 3) / 4;
	}
	return piece;
}

void flow_main(void)
{
	const u32 *scenario = SCENARIO;
	const struct request *requests;

	start_time = clock();
	ASSIGNED(PROGRAM_NEW, u64) = MASK_64BIT;
	ASSIGNED(0x1d8, u64) = (u64)program_interruption;
	allow_interruptions();
	open_console();
	if (scenario[0] != MAGIC || scenario[2] > MAX_REQUESTS)
		give_up("to read the scenario");
	find_subchannel();
	requests = (const void *)fill_storage(scenario + 3, scenario[1]);
	for (u32 i = 0; i < scenario[2]; i++)
		make(&requests[i], &answers[i]);
	for (u32 i = 0; i < scenario[2]; i++)
		print(&requests[i], &answers[i]);
	put("DONE\n");
	print_line();
	end();
}
