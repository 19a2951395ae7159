// SPDX-License-Identifier: GPL-2.0
/*
 * apemu - a test double for the s390 AP (Adjunct Processor) instructions.
 *
 * QEMU's TCG has no PQAP / NQAP / DQAP; each of them ends in an operation
 * exception. For an operation exception taken in kernel mode Linux calls the
 * die-notifier chain (DIE_BPT) first. This module sits on that chain, decodes
 * the suppressed instruction and answers it from a table of adapters and
 * domains, so that the unmodified ap, zcrypt and vfio_ap drivers find
 * "hardware". No cryptography: NQAP answers response code 0x16.
 *
 * parameters (all but set_facilities writable at run time, through
 * /sys/module/apemu/parameters; the AP bus sees the change at its next scan):
 *   adapters=ID[:MODE[:TYPE]],...    MODE c (CCA) | p (EP11) | a (accelerator)
 *   domains=ID,...     usage domains       control=ID,...   control domains
 *   deconfig=ID,...    adapters that answer 0x03, checkstop=ID,... 0x04
 *   missing=AP.DOM,... queues that answer 0x01 although adapter and domain are
 *                      there, both ids in bare hexadecimal
 *   na=, nd=           highest adapter and domain id (QCI Na, Nd)
 *   settle=            any write returns when all asynchronous calls that were
 *                      under way in the kernel have ended (virtio devices of
 *                      the channel subsystem are set online by such a call)
 * IDs are decimal, 0x hex or 0 octal.
 *   fake_sie=1         claim SIE before kvm.ko loads and answer PLO "not
 *                      available": /dev/kvm then creates VMs (never runs them),
 *                      enough for vfio_ap's open ("in use by a guest") paths
 */
#define pr_fmt(fmt) "apemu: " fmt
#include <linux/async.h>
#include <linux/module.h>
#include <linux/kdebug.h>
#include <linux/notifier.h>
#include <linux/spinlock.h>
#include <linux/string.h>
#include <linux/uaccess.h>
#include <linux/bitops.h>
#include <asm/facility.h>
#include <asm/ptrace.h>
#include <asm/sclp.h>

#define OP_NQAP 0xb2ad
#define OP_DQAP 0xb2ae
#define OP_PQAP 0xb2af
#define OP_PLO  0xee00

/* AP queue status word (low half of GR1): flags in bits 0-7, code in 8-15 */
#define ST_EMPTY	0x80000000UL
#define ST_IRQ		0x01000000UL
#define ST_RC(c)	((unsigned long)(c) << 16)

struct adapter {
	bool present, deconfig, checkstop;
	u8 mode, type;
};

static DEFINE_RAW_SPINLOCK(lock);
static struct adapter adapter[256];
static u64 apm[4], aqm[4], adm[4];	/* bit 0 is the leftmost one */
static u64 irq_on[256][4];
#define LIST_SIZE 4000	/* 256 adapters with mode and type */
static char s_adapters[LIST_SIZE], s_domains[LIST_SIZE], s_control[LIST_SIZE];
static char s_deconfig[LIST_SIZE], s_checkstop[LIST_SIZE], s_missing[LIST_SIZE];
static u64 missing[256][4];
static unsigned int na = 255, nd = 84;
static bool apxa = true;
static unsigned long n_tapq, n_rapq, n_zapq, n_aqic, n_qci, n_nqap, n_dqap, n_other;

static void mset(u64 *m, unsigned int n) { m[n >> 6] |= 1ULL << (63 - (n & 63)); }
static void mclr(u64 *m, unsigned int n) { m[n >> 6] &= ~(1ULL << (63 - (n & 63))); }
static bool mget(u64 *m, unsigned int n) { return m[n >> 6] >> (63 - (n & 63)) & 1; }

struct parsed { struct adapter a[256]; u64 m[4]; };
static struct parsed tmp;		/* param writes are serialised by kernel_param_lock */

static int parse(const char *val, bool with_mode)
{
	static char buf[LIST_SIZE];	/* as tmp */
	char *p, *tok, *id;
	unsigned int n, type;

	if (strscpy(buf, val, sizeof(buf)) < 0)
		return -E2BIG;
	memset(&tmp, 0, sizeof(tmp));
	for (p = strim(buf); (tok = strsep(&p, ",")); ) {
		if (!*tok)
			continue;
		id = strsep(&tok, ":");
		if (kstrtouint(id, 0, &n) || n > 255)
			return -EINVAL;
		mset(tmp.m, n);
		tmp.a[n].present = true;
		tmp.a[n].mode = 'c';
		tmp.a[n].type = 14;
		if (tok && with_mode) {
			id = strsep(&tok, ":");
			if (!strchr("cpa", id[0]) || !id[0])
				return -EINVAL;
			tmp.a[n].mode = id[0];
			if (tok) {
				if (kstrtouint(tok, 0, &type) || type > 255)
					return -EINVAL;
				tmp.a[n].type = type;
			}
		}
	}
	return 0;
}

static int set_list(const char *val, const struct kernel_param *kp)
{
	char *store = kp->arg;
	unsigned long f;
	int i, rc = parse(val, store == s_adapters);

	if (rc)
		return rc;
	raw_spin_lock_irqsave(&lock, f);
	if (store == s_domains)
		memcpy(aqm, tmp.m, sizeof(aqm));
	else if (store == s_control)
		memcpy(adm, tmp.m, sizeof(adm));
	else if (store == s_adapters)
		memcpy(apm, tmp.m, sizeof(apm));
	for (i = 0; i < 256; i++) {
		if (store == s_adapters) {
			adapter[i].present = tmp.a[i].present;
			adapter[i].mode = tmp.a[i].mode;
			adapter[i].type = tmp.a[i].type;
		} else if (store == s_deconfig) {
			adapter[i].deconfig = tmp.a[i].present;
		} else if (store == s_checkstop) {
			adapter[i].checkstop = tmp.a[i].present;
		}
	}
	raw_spin_unlock_irqrestore(&lock, f);
	strscpy(store, val, LIST_SIZE);
	strim(store);
	return 0;
}

static int set_missing(const char *val, const struct kernel_param *kp)
{
	static u64 found[256][4];
	const char *p = val;
	unsigned int ap, dom;
	unsigned long f;
	int n;

	memset(found, 0, sizeof(found));
	while (sscanf(p, " %x.%x%n", &ap, &dom, &n) == 2) {
		if (ap > 255 || dom > 255)
			return -EINVAL;
		mset(found[ap], dom);
		p += n;
		if (*p == ',')
			p++;
	}
	if (*skip_spaces(p))
		return -EINVAL;
	raw_spin_lock_irqsave(&lock, f);
	memcpy(missing, found, sizeof(missing));
	raw_spin_unlock_irqrestore(&lock, f);
	strscpy(s_missing, val, LIST_SIZE);
	strim(s_missing);
	return 0;
}

static int get_list(char *out, const struct kernel_param *kp)
{
	return sysfs_emit(out, "%s\n", (char *)kp->arg);
}

static const struct kernel_param_ops list_ops = { .set = set_list, .get = get_list };
module_param_cb(adapters, &list_ops, s_adapters, 0644);
module_param_cb(domains, &list_ops, s_domains, 0644);
module_param_cb(control, &list_ops, s_control, 0644);
module_param_cb(deconfig, &list_ops, s_deconfig, 0644);
module_param_cb(checkstop, &list_ops, s_checkstop, 0644);
static const struct kernel_param_ops missing_ops = { .set = set_missing, .get = get_list };
module_param_cb(missing, &missing_ops, s_missing, 0644);
static int settle(const char *val, const struct kernel_param *kp)
{
	async_synchronize_full();
	return 0;
}

static const struct kernel_param_ops settle_ops = { .set = settle };
module_param_cb(settle, &settle_ops, NULL, 0200);
module_param(na, uint, 0444);
module_param(nd, uint, 0444);
module_param(apxa, bool, 0444);
module_param(n_tapq, ulong, 0444);
module_param(n_rapq, ulong, 0444);
module_param(n_zapq, ulong, 0444);
module_param(n_aqic, ulong, 0444);
module_param(n_qci, ulong, 0444);
module_param(n_nqap, ulong, 0444);
module_param(n_dqap, ulong, 0444);
module_param(n_other, ulong, 0444);
static bool set_facilities = true;
module_param(set_facilities, bool, 0444);
static bool fake_sie;
module_param(fake_sie, bool, 0444);

static unsigned int queue_rc(unsigned int ap, unsigned int dom)
{
	if (ap > na || dom > nd || !adapter[ap].present || !mget(aqm, dom) || mget(missing[ap], dom))
		return 0x01;
	if (adapter[ap].deconfig)
		return 0x03;
	if (adapter[ap].checkstop)
		return 0x04;
	return 0;
}

static u64 hwinfo(unsigned int ap)
{
	struct adapter *a = &adapter[ap];
	u64 r = 0x60000000ULL << 32;			/* 4096-bit modular exponentiation, CRT */

	if (a->mode == 'c')
		r |= 0x10000000ULL << 32;
	if (a->mode == 'a')
		r |= 0x08000000ULL << 32;
	if (a->mode == 'p')
		r |= 0x84000000ULL << 32;		/* EP11 needs APSC too */
	if (apxa)
		r |= 0x02000000ULL << 32;
	return r | (u64)a->type << 24 | (u64)(nd & 0xff) << 16 | 0x3 << 8 | 0x7;
}

/* the 128-byte QCI block: flags, Na, Nd, 10 reserved, three 256-bit masks */
static void qci(unsigned long addr)
{
	u8 *b = (u8 *)addr;

	memset(b, 0, 128);
	b[0] = apxa ? 0xc0 : 0x80;
	b[4] = na;
	b[5] = nd;
	memcpy(b + 16, apm, 32);
	memcpy(b + 48, aqm, 32);
	memcpy(b + 80, adm, 32);
}

static void emulate(struct pt_regs *regs, unsigned int op)
{
	unsigned long gr0 = regs->gprs[0], st = 0;
	unsigned int ap = gr0 >> 8 & 0xff, dom = gr0 & 0xff, rc, cc;

	if (op == OP_PQAP && (gr0 >> 24 & 0xff) == 4) {
		n_qci++;
		qci(regs->gprs[2]);
		regs->psw.mask &= ~(3UL << 44);		/* condition code 0 */
		return;
	}
	rc = queue_rc(ap, dom);
	if (rc != 1) {
		st = ST_EMPTY;
		if (mget(irq_on[ap], dom))
			st |= ST_IRQ;
	}
	if (op == OP_NQAP) {
		n_nqap++;
		if (!rc)
			rc = 0x16;			/* required facility not installed */
	} else if (op == OP_DQAP) {
		n_dqap++;
		if (!rc)
			rc = 0x10;			/* no pending reply */
	} else {
		switch (gr0 >> 24 & 0xff) {
		case 0:
			n_tapq++;
			regs->gprs[2] = rc == 1 ? 0 : hwinfo(ap);
			break;
		case 1:
			n_rapq++;
			goto reset;
		case 2:
			n_zapq++;
reset:
			if (!rc) {
				mclr(irq_on[ap], dom);
				st &= ~ST_IRQ;
			}
			break;
		case 3: {
			bool on = regs->gprs[1] >> 47 & 1;	/* the IR bit */

			n_aqic++;
			if (!rc && on == mget(irq_on[ap], dom))
				rc = 0x07;
			else if (!rc && on)
				mset(irq_on[ap], dom);
			else if (!rc)
				mclr(irq_on[ap], dom);
			break;
		}
		default:
			n_other++;
			rc = 0x16;
		}
	}
	cc = rc ? 3 : 0;
	regs->gprs[1] = st | ST_RC(rc);
	regs->psw.mask = (regs->psw.mask & ~(3UL << 44)) | (unsigned long)cc << 44;
}

static int on_die(struct notifier_block *nb, unsigned long what, void *data)
{
	struct pt_regs *regs = ((struct die_args *)data)->regs;
	unsigned int ilc = regs->int_code >> 16;
	unsigned long f;
	u16 op;

	if (what != DIE_BPT || user_mode(regs) || (regs->int_code & 0x7f) != 1)
		return NOTIFY_DONE;
	if (ilc != 4 && !(ilc == 6 && fake_sie))
		return NOTIFY_DONE;
	if (copy_from_kernel_nofault(&op, (void *)(regs->psw.addr - ilc), sizeof(op)))
		return NOTIFY_DONE;
	if (ilc == 6) {
		if ((op & 0xff00) != OP_PLO)
			return NOTIFY_DONE;
		regs->psw.mask |= 3UL << 44;		/* condition code 3: no such function */
		return NOTIFY_STOP;
	}
	if (op != OP_PQAP && op != OP_NQAP && op != OP_DQAP)
		return NOTIFY_DONE;
	raw_spin_lock_irqsave(&lock, f);
	emulate(regs, op);
	raw_spin_unlock_irqrestore(&lock, f);
	return NOTIFY_STOP;
}

static struct notifier_block nb = { .notifier_call = on_die, .priority = 0x7ffffff0 };

static int __init apemu_init(void)
{
	int rc = register_die_notifier(&nb);

	if (rc)
		return rc;
	if (set_facilities) {
		__set_facility(12, stfle_fac_list);	/* QCI */
		__set_facility(15, stfle_fac_list);	/* AP facilities test */
	}
	if (fake_sie)
		sclp.has_sief2 = 1;
	pr_info("adapters [%s] domains [%s] control [%s]\n",
		s_adapters, s_domains, s_control);
	return 0;
}

static void __exit apemu_exit(void)
{
	unregister_die_notifier(&nb);
}

#ifdef MODULE
module_init(apemu_init);
#else
subsys_initcall(apemu_init);	/* built in: before ap's device_initcall (kernels whose ap cannot be a module) */
#endif
module_exit(apemu_exit);
MODULE_LICENSE("GPL");
MODULE_DESCRIPTION("Answers PQAP, NQAP and DQAP where the machine has none (tests)");
