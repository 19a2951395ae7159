# Runs channel programs on the subchannels of an ESA/390 or z/Architecture machine, one after the other, and keeps
# what TEST SUBCHANNEL gives.
#
# The image starts at address 0. A table of cases stands at TABLE, one entry of ENTRY bytes for each subchannel 0, 1, ...:
#
#   000  ORB, 32 bytes
#   020  bits of PMCW word 6: 1 for concurrent sense
#   024  0 for the end of the table, else 1
#   028  result: condition code of START SUBCHANNEL
#   02c  result: number of IRBs, without those of a program that went on
#   040  result: sense data, 32 bytes, read by a SENSE of our own after a unit check without concurrent sense
#   080  result: IRBs, 96 bytes each, at most MAXIRB
#
# At the end the word before the table is 1 and the machine stops in a disabled wait with address FFF.

        .equ    TABLE, 0x10000
        .equ    ENTRY, 0x800
        .equ    MAXIRB, 16
        .equ    ORB, 0x000
        .equ    CHARS, 0x020
        .equ    VALID, 0x024
        .equ    CC, 0x028
        .equ    IRBS, 0x02c
        .equ    SENSE, 0x040
        .equ    IRB, 0x080

        .text
        .org    0x000
        .long   0x00080000              # IPL PSW, 31-bit addressing
        .long   0x80002000
        .org    0x1c0                   # z/Architecture: new PSWs
        .quad   0x0002000080000000, 0xdc0   # supervisor call
        .quad   0x0002000080000000, 0xdd0   # program
        .quad   0x0002000080000000, 0xde0   # machine check
        .quad   0x0000000080000000      # I/O
        .long   0, interrupt

        .org    0x2000
        basr    %r12, 0
base:
        lhi     %r0, 0                  # to z/Architecture
        lhi     %r1, 1
        lhi     %r2, 0
        lhi     %r3, 0
        sigp    %r1, %r2, 0x12
        lctl    %c6, %c6, allow - base(%r12)
        l       %r10, table - base(%r12)
        l       %r11, first - base(%r12)    # subsystem-identification word

next:
        icm     %r0, 15, VALID(%r10)
        jz      done
        lr      %r1, %r11
        stsch   schib - base(%r12)
        jnz     skip
        oi      schib - base + 5(%r12), 0x80    # enable
        l       %r0, schib - base + 24(%r12)
        o       %r0, CHARS(%r10)
        st      %r0, schib - base + 24(%r12)
        msch    schib - base(%r12)
        la      %r8, IRB(%r10)
        lhi     %r7, 0
        ssch    ORB(%r10)
        ipm     %r0
        srl     %r0, 28
        st      %r0, CC(%r10)
        ltr     %r0, %r0
        jnz     skip
        brasl   %r14, collect
        tm      8(%r9), 0x02            # unit check of the last IRB
        jz      skip
        tm      CHARS + 3(%r10), 0x01
        jnz     skip
        la      %r0, SENSE(%r10)
        st      %r0, ccw - base + 4(%r12)
        ssch    orb - base(%r12)
        la      %r8, scratch - base(%r12)
        st      %r7, saved - base(%r12)
        lhi     %r7, MAXIRB - 1
        brasl   %r14, collect
        l       %r7, saved - base(%r12)
skip:
        st      %r7, IRBS(%r10)
        ahi     %r10, ENTRY
        ahi     %r11, 1
        j       next

# Waits for interruptions until a status is final; resumes a suspended program. R8: where IRBs go, R7: how many are there,
# R9: the last. A status of a program that goes on (PCI) is not kept.
collect:
        lpswe   wait - base(%r12)
interrupt:
        lr      %r1, %r11
        tsch    0(%r8)
        jnz     collect
        lr      %r9, %r8
        tm      3(%r9), 0x26            # suspended, or primary or secondary status
        jz      collect
        ahi     %r7, 1
        chi     %r7, MAXIRB
        je      final
        la      %r8, 96(%r8)
        tm      3(%r9), 0x20            # suspended
        jz      final
        rsch
        j       collect
final:
        br      %r14

done:
        lhi     %r0, 1
        l       %r10, table - base(%r12)
        ahi     %r10, -4
        st      %r0, 0(%r10)
        lpswe   stop - base(%r12)

        .align  8
wait:   .quad   0x0202000080000000, 0
stop:   .quad   0x0002000080000000, 0xfff
ccw:    .long   0x04200020, 0
orb:    .long   0, 0x0080ff00, ccw, 0, 0, 0, 0, 0
allow:  .long   0xff000000
table:  .long   TABLE
first:  .long   0x00010000
saved:  .long   0
schib:  .fill   64
scratch: .fill  192
