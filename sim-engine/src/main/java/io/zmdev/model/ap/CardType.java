package io.zmdev.model.ap;

/**
 * The type of a crypto card: generation and mode, printed as {@code CEX8P}.
 *
 * @param generation 4..8 (hardware types 10..14, {@code AP_DEVICE_TYPE_CEX4} and following)
 */
public record CardType(int generation, Mode mode) {

    /** What a card is configured as; {@code letter} ends the type's name, {@code uevent} is the MODE of its uevent. */
    public enum Mode {
        ACCELERATOR('A', "accel", "Accelerator"),
        CCA_COPROCESSOR('C', "cca", "CCA-Coproc"),
        EP11_COPROCESSOR('P', "ep11", "EP11-Coproc");

        private final char letter;
        private final String uevent;
        private final String lszcryptName;

        Mode(char letter, String uevent, String lszcryptName) {
            this.letter = letter;
            this.uevent = uevent;
            this.lszcryptName = lszcryptName;
        }

        public char letter() {
            return letter;
        }

        public String uevent() {
            return uevent;
        }

        /** As lszcrypt prints the mode. */
        public String lszcryptName() {
            return lszcryptName;
        }
    }

    /** @throws IllegalArgumentException when the generation is not in 4..8 or an EP11 coprocessor of generation 4 below */
    public CardType {
        if (generation < 4 || generation > 8) {
            throw new IllegalArgumentException("CEX" + generation + " is not one of CEX4..CEX8");
        }
    }

    /**
     * Reads {@code CEX8P}.
     *
     * @throws IllegalArgumentException when the text is none of CEX4A..CEX8P
     */
    public static CardType parse(String text) {
        if (text.length() == 5 && text.startsWith("CEX") && Character.isDigit(text.charAt(3))) {
            for (Mode mode : Mode.values()) {
                if (mode.letter() == text.charAt(4)) {
                    return new CardType(text.charAt(3) - '0', mode);
                }
            }
        }
        throw new IllegalArgumentException(
                "'" + text + "' is not a card type such as CEX8P (A accelerator, C CCA, P EP11)");
    }

    /** The hardware type that TAPQ reports ({@code hwtype}): 10 for CEX4 .. 14 for CEX8. */
    public int hardwareType() {
        return generation + 6;
    }

    @Override
    public String toString() {
        return "CEX" + generation + mode.letter();
    }
}
