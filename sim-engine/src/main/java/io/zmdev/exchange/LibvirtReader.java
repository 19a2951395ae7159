package io.zmdev.exchange;

import io.zmdev.model.ErrorCode;
import io.zmdev.model.ZmdevException;
import io.zmdev.model.css.DeviceNumber;
import io.zmdev.model.css.SubchannelId;
import io.zmdev.model.mdev.MdevDefinition;
import io.zmdev.model.mdev.MdevUuid;
import java.io.StringReader;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * Reads libvirt's XML of node devices and domains, written by hand or by {@code virsh dumpxml} and {@code virsh
 * nodedev-dumpxml}. A document type is refused: libvirt writes none, and entities are how XML is made to read other files.
 */
public final class LibvirtReader {

    private static final String BYTE_ORDER_MARK = "\ufeff";

    /** Elements within each other; libvirt's own schema has a tenth of it. */
    private static final int DEEPEST = 100;

    /** Of a domain that was written by hand the model may be missing: then its device tells what it is. */
    private static final Set<String> MODELS = Set.of("vfio-ap", "vfio-ccw", "");

    private static final Set<String> TYPES = Set.of(MdevDefinition.PASSTHROUGH, MdevDefinition.CCW);

    private static final Pattern CSS_NAME = Pattern.compile("css_([0-9a-f]{1,2})_([0-3])_([0-9a-f]{4})");

    private final String source;
    private final XMLStreamReader xml;
    private final Deque<String> path = new ArrayDeque<>();
    private final StringBuilder characters = new StringBuilder();

    private String root = "";
    private String name = "";
    private String parent = "";
    private String type = "";
    private String uuid = "";
    private final List<MdevDefinition.Attribute> attributes = new ArrayList<>();
    private final List<LibvirtObject.Hostdev> hostdevs = new ArrayList<>();
    private final List<LibvirtObject.ForeignHostdev> foreign = new ArrayList<>();
    private boolean inMdev;
    private String hostdevModel = "";
    private @Nullable MdevUuid hostdevUuid;
    private @Nullable DeviceNumber hostdevAddress;

    private LibvirtReader(String source, XMLStreamReader xml) {
        this.source = source;
        this.xml = xml;
    }

    /**
     * Reads one document.
     *
     * @param document what messages call it
     * @throws ZmdevException FILE_UNUSABLE with line and column
     */
    public static LibvirtObject read(String document, String text) {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setXMLResolver((publicId, systemId, base, namespace) -> {
            throw new XMLStreamException("an external entity is refused");
        });
        try {
            return new LibvirtReader(document, factory.createXMLStreamReader(new StringReader(withoutMark(text))))
                    .document();
        } catch (XMLStreamException e) {
            int line = e.getLocation() == null ? 1 : Math.max(1, e.getLocation().getLineNumber());
            String[] message = String.valueOf(e.getMessage()).split("\n", -1);
            throw unusable(document, line, "this is not XML (%s)".formatted(message[message.length - 1]));
        }
    }

    private static String withoutMark(String text) {
        return text.startsWith(BYTE_ORDER_MARK) ? text.substring(BYTE_ORDER_MARK.length()) : text;
    }

    private LibvirtObject document() throws XMLStreamException {
        while (xml.hasNext()) {
            switch (xml.next()) {
                case XMLStreamConstants.DTD -> throw error("a document type is refused; take the DOCTYPE out");
                case XMLStreamConstants.ENTITY_REFERENCE -> throw error("an entity is refused; write the text itself");
                case XMLStreamConstants.START_ELEMENT -> start();
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> characters.append(xml.getText());
                case XMLStreamConstants.END_ELEMENT -> end();
                default -> {}
            }
        }
        return switch (root) {
            case "domain" -> new LibvirtObject.Domain(name, hostdevs, foreign);
            case "device" -> type.isEmpty() ? new LibvirtObject.Other(root) : nodeDevice();
            default -> new LibvirtObject.Other(root);
        };
    }

    private void start() {
        if (path.size() >= DEEPEST) {
            throw error("more than %d elements are nested".formatted(DEEPEST));
        }
        path.addLast(element());
        characters.setLength(0);
        if (path.size() == 1) {
            root = element();
        }
        switch (place()) {
            case "device/capability" -> inMdev = attribute("type").equals("mdev");
            case "device/capability/type" -> type = inMdev ? attribute("id") : type;
            case "device/capability/attr" -> {
                if (inMdev) {
                    attributes.add(new MdevDefinition.Attribute(attribute("name"), attribute("value")));
                }
            }
            case "domain/devices/hostdev" -> {
                inMdev = attribute("type").equals("mdev");
                hostdevModel = attribute("model");
                hostdevUuid = null;
                hostdevAddress = null;
            }
            case "domain/devices/hostdev/source/address" ->
                hostdevUuid = inMdev ? parsed(() -> new MdevUuid(attribute("uuid"))) : null;
            case "domain/devices/hostdev/address" ->
                hostdevAddress = inMdev && attribute("type").equals("ccw") ? parsed(this::ccwAddress) : null;
            default -> {}
        }
    }

    private void end() {
        String text = characters.toString();
        switch (place()) {
            case "domain/name" -> name = text;
            case "device/parent" -> parent = text.strip();
            case "device/capability/uuid" -> uuid = inMdev ? text.strip() : uuid;
            case "domain/devices/hostdev" -> {
                if (hostdevUuid != null && MODELS.contains(hostdevModel)) {
                    hostdevs.add(new LibvirtObject.Hostdev(hostdevUuid, Optional.ofNullable(hostdevAddress)));
                } else if (hostdevUuid != null) {
                    foreign.add(new LibvirtObject.ForeignHostdev(hostdevUuid, hostdevModel));
                }
            }
            default -> {}
        }
        characters.setLength(0);
        path.removeLast();
    }

    /** Elements of other namespaces are nothing of ours, whatever they are called. */
    private String element() {
        String namespace = xml.getNamespaceURI();
        return namespace == null || namespace.isEmpty()
                ? xml.getLocalName()
                : "{%s}%s".formatted(namespace, xml.getLocalName());
    }

    private String place() {
        return path.size() > 5 ? "" : String.join("/", path);
    }

    private LibvirtObject nodeDevice() {
        return kernelName(parent)
                .filter(known -> TYPES.contains(type))
                .map(known -> parsed(() -> nodeDevice(known)))
                .orElseGet(() -> new LibvirtObject.ForeignDevice(uuid, type, parent));
    }

    private LibvirtObject nodeDevice(String kernelParent) {
        return new LibvirtObject.NodeDevice(
                new MdevDefinition(kernelParent, new MdevUuid(uuid), type, false, attributes));
    }

    /** The kernel's name of a parent that libvirt calls {@code ap_matrix} or {@code css_0_0_0313}. */
    private static Optional<String> kernelName(String parent) {
        Matcher css = CSS_NAME.matcher(parent);
        if (css.matches()) {
            return Optional.of(SubchannelId.parse(css.group(1) + "." + css.group(2) + "." + css.group(3))
                    .toString());
        }
        return Optional.of(MdevDefinition.MATRIX_PARENT).filter(matrix -> parent.equals("ap_matrix"));
    }

    private DeviceNumber ccwAddress() {
        return new DeviceNumber(number("cssid"), number("ssid"), number("devno"));
    }

    private int number(String attribute) {
        try {
            return Integer.decode(attribute(attribute));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "'%s' in %s is no number such as 0xfe".formatted(attribute(attribute), attribute), e);
        }
    }

    private String attribute(String attribute) {
        String value = xml.getAttributeValue(null, attribute);
        return value == null ? "" : value;
    }

    @FunctionalInterface
    private interface Parser<T> {
        T parse();
    }

    private <T> T parsed(Parser<T> parser) {
        try {
            return parser.parse();
        } catch (IllegalArgumentException e) {
            throw error(String.valueOf(e.getMessage()));
        }
    }

    private ZmdevException error(String message) {
        return unusable(source, Math.max(1, xml.getLocation().getLineNumber()), message);
    }

    private static ZmdevException unusable(String document, int line, String message) {
        return new ZmdevException(ErrorCode.FILE_UNUSABLE, "%s: line %d: %s".formatted(document, line, message));
    }
}
