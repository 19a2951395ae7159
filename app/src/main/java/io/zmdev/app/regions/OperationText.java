package io.zmdev.app.regions;

import io.zmdev.sim.mmio.Operation;

/** Operations as a person would say them; offsets and sizes hexadecimal. */
final class OperationText {

    private OperationText() {}

    static String of(Operation operation) {
        String id = operation.id();
        return switch (operation) {
            case Operation.AskRegion(String on, int region) -> "%s %s %d".formatted(id, on, region);
            case Operation.ProgramBars bars -> "%s %s at %x".formatted(id, bars.on(), bars.memory());
            case Operation.Map map -> "%s %s %d+%x".formatted(id, map.on(), map.region(), map.offset());
            case Operation.Register register ->
                "%s %s %s %d+%x"
                        .formatted(id, register.path().id(), register.on(), register.region(), register.offset());
            case Operation.Access access ->
                "%s %s %s%x, %d bytes"
                        .formatted(
                                id,
                                access.on(),
                                access.region().isPresent() ? access.region().getAsInt() + "+" : "",
                                access.offset(),
                                access.length());
            case Operation.Close(String on) -> "%s %s".formatted(id, on);
            case Operation.MainLoop loop -> id;
            case Operation.MapDma(long iova, long size) -> "%s %x+%x".formatted(id, iova, size);
            case Operation.UnmapDma(long iova, long size) -> "%s %x+%x".formatted(id, iova, size);
            case Operation.Pin(String on, long iova, int pages) -> "%s %s %x, %d pages".formatted(id, on, iova, pages);
            case Operation.Unpin(String on, long iova, int pages) ->
                "%s %s %x, %d pages".formatted(id, on, iova, pages);
            case Operation.CopyDma copy -> "%s %s %x, %d bytes".formatted(id, copy.on(), copy.iova(), copy.length());
            case Operation.SetIrq irq ->
                "%s %s %s %s"
                        .formatted(id, irq.on(), irq.irq().id(), irq.delivery().id());
            case Operation.Raise(String on) -> "%s %s".formatted(id, on);
            case Operation.Lower(String on) -> "%s %s".formatted(id, on);
            case Operation.EndOfInterrupt(String on) -> "%s %s".formatted(id, on);
        };
    }
}
