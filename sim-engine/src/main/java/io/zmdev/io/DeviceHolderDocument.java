package io.zmdev.io;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.zmdev.model.css.DeviceHolder;
import io.zmdev.model.css.DeviceHolder.Use;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What holds a device of the host, in the definition of an emulated machine and in an observed one. */
final class DeviceHolderDocument {

    private static final Map<String, Use> USES =
            Arrays.stream(Use.values()).collect(Collectors.toMap(Use::id, Function.identity()));

    private DeviceHolderDocument() {}

    /** A name has no blank: in {@code /proc/self/mountinfo} it would end there. */
    static DeviceHolder holder(JsonValue value) {
        Use use = value.required("use").oneOf(USES);
        return new DeviceHolder(
                word(value.required("device")), use, use == Use.SWAP ? "" : word(value.required("name")));
    }

    static ObjectNode tree(DeviceHolder holder) {
        ObjectNode node = JsonNodeFactory.instance
                .objectNode()
                .put("device", holder.device())
                .put("use", holder.use().id());
        return holder.use() == Use.SWAP ? node : node.put("name", holder.name());
    }

    private static String word(JsonValue value) {
        String name = value.name();
        if (!name.matches("[!-~]+")) {
            throw value.error("printable ASCII characters without blanks are needed; write a blank as \\040");
        }
        return name;
    }
}
