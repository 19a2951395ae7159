/* Where QEMU starts the program: a stack, then main. */
	.section .text.start, "ax"
	.globl	_start
_start:	larl	%r15, stack_end
	aghi	%r15, -160
	brasl	%r14, flow_main
0:	j	0b

	.bss
	.balign	4096
	.space	16384
stack_end:
	.space	8
