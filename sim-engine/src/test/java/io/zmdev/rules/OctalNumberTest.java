package io.zmdev.rules;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OctalNumberTest {

    @Test
    void numbersWithALeadingZeroAreFoundWhereTheKernelReadsBaseZero() {
        assertThat(OctalNumber.writtenTo("/sys/devices/vfio_ap/matrix/x/assign_domain", "010"))
                .extracting(OctalNumber::sentence)
                .containsExactly("010 has a leading zero: to the kernel it is octal, 8 in decimal");
        assertThat(OctalNumber.writtenTo("/sys/bus/ap/apmask", "+010,-07-0x0f"))
                .extracting(OctalNumber::text)
                .containsExactly("010", "07");
        assertThat(OctalNumber.writtenTo("assign_adapter", "4:03,22,0254"))
                .extracting(OctalNumber::text)
                .containsExactly("03", "0254");
    }

    @Test
    void eightAndNineAreNoOctalDigits() {
        assertThat(OctalNumber.in("08"))
                .extracting(OctalNumber::sentence)
                .containsExactly("08 has a leading zero: to the kernel it is octal, and has a digit that octal lacks");
    }

    @Test
    void hexadecimalNumbersMasksAndOtherAttributesHaveNone() {
        assertThat(OctalNumber.writtenTo("assign_domain", "0x0047")).isEmpty();
        assertThat(OctalNumber.writtenTo("assign_domain", "0")).isEmpty();
        assertThat(OctalNumber.writtenTo("/sys/bus/ap/apmask", "0010")).isEmpty();
        assertThat(OctalNumber.writtenTo("/sys/bus/ap/drivers/vfio_ap/unbind", "05.0004"))
                .isEmpty();
    }
}
