package io.zmdev.io;

import io.zmdev.model.Guest;
import io.zmdev.model.KernelVersion;
import io.zmdev.model.ap.AdapterId;
import io.zmdev.model.ap.Apqn;
import io.zmdev.model.ap.CardType;
import io.zmdev.model.ap.Mask256;
import io.zmdev.model.css.ChpId;
import io.zmdev.model.css.DeviceHolder;
import io.zmdev.model.css.DeviceNumber;
import io.zmdev.model.css.SubchannelId;
import io.zmdev.model.host.DeviceModel;
import io.zmdev.model.host.HostDefinition;
import io.zmdev.model.host.HostDefinition.Ap;
import io.zmdev.model.host.HostDefinition.CardDefinition;
import io.zmdev.model.host.HostDefinition.ChpidDefinition;
import io.zmdev.model.host.HostDefinition.Css;
import io.zmdev.model.host.HostDefinition.MatrixType;
import io.zmdev.model.host.HostDefinition.QueueDefinition;
import io.zmdev.model.host.HostDefinition.SubchannelDefinition;
import io.zmdev.model.mdev.MdevUuid;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads the definition of an emulated machine, {@code zmdev.host/1} (docs/formats.md). */
public final class HostDocument {

    public static final String FORMAT = "zmdev.host/1";

    private static final List<String> ALL_MODULES =
            List.of("ap", "zcrypt", "zcrypt_cex4", "kvm", "vfio", "mdev", "vfio_ap", "vfio_ccw");

    private static final Map<String, MatrixType> MATRIX_TYPES =
            Map.of("passthrough", MatrixType.PASSTHROUGH, "virtual", MatrixType.VIRTUAL);

    private HostDocument() {}

    public static HostDefinition read(Path file) {
        return definition(JsonInput.read(file));
    }

    /** A definition's file as it stands, for {@link #parse}. */
    public static byte[] bytes(Path file) {
        return JsonInput.bytesOf(file);
    }

    /**
     * Reads a definition from memory.
     *
     * @param source what messages call it
     */
    public static HostDefinition parse(String source, byte[] json) {
        return definition(JsonInput.parse(source, json));
    }

    private static HostDefinition definition(JsonValue top) {
        top.requireFormat(FORMAT);
        return new HostDefinition(
                top.required("name").name(),
                top.required("kernel").parsed(KernelVersion::parse),
                top.optional("apType", type -> type.oneOf(MATRIX_TYPES), MatrixType.PASSTHROUGH),
                top.optional("ap").map(HostDocument::ap),
                top.optional("css", HostDocument::css, Css.EMPTY),
                top.optional("guests", guests -> guests.distinct(HostDocument::guest, Guest::name), List.of()),
                top.optional("modules", modules -> modules.distinct(JsonValue::name, module -> module), ALL_MODULES),
                top.optional("files", HostDocument::files, new TreeMap<>()));
    }

    /** Absolute paths outside sysfs, which the emulated kernel answers for. */
    private static SortedMap<String, String> files(JsonValue files) {
        SortedMap<String, String> contents = new TreeMap<>();
        files.members().forEach(file -> {
            String path = file.getKey();
            if (!path.matches("(/[^/\\p{Cntrl}]+)+")
                    || (path + "/").matches("/sys/.*|.*/\\.{1,2}/.*")
                    || contents.keySet().stream().anyMatch(other -> within(path, other) || within(other, path))) {
                throw file.getValue().error("an absolute path outside /sys is needed that is no folder of another");
            }
            contents.put(path, file.getValue().text());
        });
        return contents;
    }

    private static boolean within(String path, String folder) {
        return path.startsWith(folder + "/");
    }

    private static Ap ap(JsonValue ap) {
        boolean apxa = ap.optional("apxa", JsonValue::bool, true);
        int highestAdapter = apxa ? 255 : 63;
        int highestDomain = apxa ? 255 : 15;
        int maxAdapter = ap.optional("maxAdapter", v -> v.integer(0, highestAdapter), highestAdapter);
        int maxDomain = ap.optional("maxDomain", v -> v.integer(0, highestDomain), highestDomain);
        return new Ap(
                apxa,
                maxAdapter,
                maxDomain,
                ap.optional("cards", cards -> cards.distinct(c -> card(c, maxAdapter), CardDefinition::id), List.of()),
                ap.optional("usageDomains", domains -> upTo(domains, maxDomain), Mask256.NONE),
                ap.optional("controlDomains", domains -> upTo(domains, maxDomain), Mask256.NONE),
                ap.optional("queues", queues -> queues.distinct(HostDocument::queue, QueueDefinition::apqn), List.of()),
                ap.optional("apmask", JsonValue::mask, Mask256.ALL),
                ap.optional("aqmask", JsonValue::mask, Mask256.ALL),
                ap.optional("secureExecution", JsonValue::bool, false));
    }

    private static Mask256 upTo(JsonValue ids, int highest) {
        ids.array().forEach(id -> id.integer(0, highest));
        return ids.ids();
    }

    private static CardDefinition card(JsonValue card, int maxAdapter) {
        return new CardDefinition(
                new AdapterId(card.required("id").integer(0, maxAdapter)),
                card.required("type").parsed(CardType::parse),
                card.optional("config", JsonValue::bool, true),
                card.optional("chkstop", JsonValue::bool, false),
                card.optional("online", JsonValue::bool, true));
    }

    private static QueueDefinition queue(JsonValue queue) {
        return new QueueDefinition(
                queue.required("apqn").parsed(Apqn::parse),
                queue.optional("mkvp").map(JsonValue::text),
                queue.optional("serial").map(JsonValue::text));
    }

    private static Css css(JsonValue css) {
        return new Css(
                css.optional("chpids", chpids -> chpids.distinct(HostDocument::chpid, ChpidDefinition::id), List.of()),
                css.optional(
                        "subchannels",
                        subchannels -> subchannels.distinct(HostDocument::subchannel, SubchannelDefinition::id),
                        List.of()));
    }

    private static ChpidDefinition chpid(JsonValue chpid) {
        return new ChpidDefinition(
                chpid.required("id").parsed(ChpId::parse), chpid.optional("online", JsonValue::bool, true));
    }

    private static SubchannelDefinition subchannel(JsonValue subchannel) {
        return new SubchannelDefinition(
                subchannel.required("id").parsed(SubchannelId::parse),
                subchannel.required("device").parsed(DeviceNumber::parse),
                subchannel.required("model").oneOf(deviceModels()),
                subchannel.required("chpids").distinct(id -> id.parsed(ChpId::parse), id -> id),
                subchannel.optional("pim", HostDocument::pathMask, 0x80),
                subchannel.optional("pam", HostDocument::pathMask, 0x80),
                subchannel.optional("pom", HostDocument::pathMask, 0xff),
                subchannel.optional("driver", HostDocument::driver, Optional.of("io_subchannel")),
                subchannel.optional("online", JsonValue::bool, false),
                subchannel.optional("holders", HostDocument::holders, List.of()));
    }

    /** What is held is a disk, a partition, an interface, or what a holder before it made of them. */
    private static List<DeviceHolder> holders(JsonValue list) {
        Set<String> made = new HashSet<>();
        return list.array(value -> {
            DeviceHolder holder = DeviceHolderDocument.holder(value);
            if (!holder.device().matches("(dasd|sd|vd)[a-z]{1,4}[0-9]{0,2}")
                    && holder.use() != DeviceHolder.Use.NETWORK
                    && !made.contains(holder.device())) {
                throw value.required("device")
                        .error("a disk or partition such as dasda1 is needed, or the name of a holder before it");
            }
            made.add(holder.name());
            return holder;
        });
    }

    private static Optional<String> driver(JsonValue driver) {
        return driver.node().isNull() ? Optional.empty() : Optional.of(driver.name());
    }

    private static int pathMask(JsonValue mask) {
        String text = mask.text();
        if (!text.matches("[0-9a-f]{2}")) {
            throw mask.error("a path mask of two hexadecimal digits is needed, such as \"80\"");
        }
        return Integer.parseInt(text, 16);
    }

    private static Map<String, DeviceModel> deviceModels() {
        Map<String, DeviceModel> models = new LinkedHashMap<>();
        Arrays.stream(DeviceModel.values()).forEach(model -> models.put(model.id(), model));
        return models;
    }

    private static Guest guest(JsonValue guest) {
        return new Guest(
                guest.required("name").name(),
                guest.optional("running", JsonValue::bool, false),
                guest.optional(
                        "devices",
                        devices -> devices.distinct(uuid -> uuid.parsed(MdevUuid::new), uuid -> uuid),
                        List.of()));
    }
}
