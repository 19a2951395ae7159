package io.zmdev.cli;

import io.zmdev.model.Errno;
import io.zmdev.sim.flow.KernelAnswers;
import io.zmdev.sim.flow.Result;
import java.util.HexFormat;
import java.util.Optional;
import java.util.OptionalInt;

/** What a kernel answered as text: a line for each request, and the memory that changed. */
final class AnswersText {

    private static final HexFormat HEX = HexFormat.of();

    private AnswersText() {}

    static String of(KernelAnswers answers) {
        Table table = new Table("  ", "REQUEST", "ANSWER");
        for (int i = 0; i < answers.results().size(); i++) {
            table.row(
                    answers.scenario().requests().get(i).operation(),
                    answer(answers.results().get(i)));
        }
        StringBuilder text =
                new StringBuilder(answers.scenario().name()).append("\n\n").append(table.text());
        text.append("\nMemory that changed\n").append(MemoryText.of(answers.memoryChanges()));
        return text.toString();
    }

    private static String answer(Result result) {
        return switch (result) {
            case Result.RegionWrite(Optional<Errno> errno, int written, OptionalInt retCode) ->
                errno.map(Errno::name).orElse(written + " bytes")
                        + (retCode.isPresent() ? ", ret_code " + retCode.getAsInt() : "");
            case Result.RegionRead(Optional<Errno> errno, byte[] bytes) ->
                errno.map(Errno::name).orElseGet(() -> HEX.formatHex(bytes));
            case Result.Waited waited -> waited.interrupt() ? "interrupt" : "no interrupt";
            case Result.RegionIrb(byte[] irb, int retCode) ->
                "IRB %s, ret_code %d".formatted(HEX.formatHex(irb), retCode);
            case Result.StoredSchib stored -> "SCHIB " + HEX.formatHex(stored.schib());
            case Result.Called(Optional<Errno> errno) -> errno.map(Errno::name).orElse("done");
            case Result.Done done -> "done";
            case Result.ConditionCode code -> ofGuest(code);
            case Result.GuestIrb irb -> ofGuest(irb);
            case Result.OperandException exception -> ofGuest(exception);
        };
    }

    private static String ofGuest(Result result) {
        throw new IllegalArgumentException("only a guest has the answer " + result);
    }
}
