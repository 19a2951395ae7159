package io.zmdev.sim.mmio;

import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Something that the guest, QEMU or the device does. {@code on} is the id of a device. Byte arrays are not to be changed. */
@SuppressWarnings("ArrayRecordComponent")
public sealed interface Operation {

    /** The name in the file formats. */
    String id();

    /** VFIO_DEVICE_GET_REGION_INFO. */
    record AskRegion(String on, int region) implements Operation {
        @Override
        public String id() {
            return "region-info";
        }
    }

    /**
     * The guest's firmware sizes every BAR and gives it an address, through configuration space.
     *
     * @param memory where BARs for memory start, guest physical
     * @param io where BARs for I/O ports start
     */
    record ProgramBars(String on, long memory, int io) implements Operation {
        @Override
        public String id() {
            return "program-bars";
        }
    }

    /**
     * QEMU maps part of a region and gives it to the guest as a memory slot.
     *
     * @param length in bytes; 0 for every part that may be mapped
     */
    record Map(String on, int region, long offset, long length) implements Operation {
        @Override
        public String id() {
            return "mmap";
        }
    }

    /**
     * An in-kernel path for part of a BAR. BARs must be programmed: the paths know guest addresses.
     *
     * @param path neither user-space nor direct, which need no registration
     * @param length in bytes; of an ioeventfd 0 (any length), 1, 2, 4 or 8
     * @param datamatch for an ioeventfd, the only value that it takes
     * @param listener who reads an ioeventfd
     */
    record Register(
            String on, TrapPath path, int region, long offset, long length, OptionalLong datamatch, Listener listener)
            implements Operation {

        /** Who waits for an ioeventfd. */
        public enum Listener {
            /** QEMU's main loop, which then makes the write itself. */
            QEMU,
            /** vfio-pci, told by VFIO_DEVICE_IOEVENTFD which value to write where. */
            VFIO;

            /** The name in the file formats. */
            public String id() {
                return name().toLowerCase(Locale.ROOT);
            }
        }

        @Override
        public String id() {
            return "register";
        }
    }

    /**
     * A read or write.
     *
     * @param region the index of the region, or empty where {@code offset} is an address itself: guest physical, or of the
     *     device file
     * @param offset in the region, in bytes
     * @param length in bytes
     * @param data what is written; empty for a read
     */
    record Access(String on, Through through, OptionalInt region, long offset, int length, byte[] data)
            implements Operation {

        /** The most that an instruction of the guest moves. */
        public static final int MAX_LENGTH = 64;

        /** Who makes it, and how. */
        public enum Through {
            /** An instruction of the guest. */
            GUEST,
            /** QEMU through its own mapping. */
            MAPPING,
            /** QEMU by pread or pwrite. */
            FILE;

            /** The name in the file formats. */
            public String id() {
                return name().toLowerCase(Locale.ROOT);
            }
        }

        public boolean isWrite() {
            return data.length > 0;
        }

        @Override
        public String id() {
            return isWrite() ? "write" : "read";
        }
    }

    /** QEMU closes its descriptor of the device file. */
    record Close(String on) implements Operation {
        @Override
        public String id() {
            return "close";
        }
    }

    /** QEMU's main loop runs: it reads eventfds and empties the ring. */
    record MainLoop() implements Operation {
        @Override
        public String id() {
            return "main-loop";
        }
    }

    /** VFIO_IOMMU_MAP_DMA of guest memory: noted, nothing is pinned for mediated devices. */
    record MapDma(long iova, long size) implements Operation {
        @Override
        public String id() {
            return "dma-map";
        }
    }

    /** VFIO_IOMMU_UNMAP_DMA: drivers must let their pins in the range go. */
    record UnmapDma(long iova, long size) implements Operation {
        @Override
        public String id() {
            return "dma-unmap";
        }
    }

    /** The driver's vfio_pin_pages. */
    record Pin(String on, long iova, int pages) implements Operation {
        @Override
        public String id() {
            return "pin";
        }
    }

    /** The driver's vfio_unpin_pages. */
    record Unpin(String on, long iova, int pages) implements Operation {
        @Override
        public String id() {
            return "unpin";
        }
    }

    /**
     * The driver's vfio_dma_rw: copies without pinning.
     *
     * @param data what is written to guest memory; empty for a read
     */
    record CopyDma(String on, long iova, int length, byte[] data) implements Operation {
        @Override
        public String id() {
            return "dma-rw";
        }
    }

    /** How interrupts of the device get to the guest. */
    record SetIrq(String on, Irq irq, Delivery delivery) implements Operation {

        /** The kind of interrupt. */
        public enum Irq {
            /** Level-triggered: VFIO masks it until somebody unmasks. */
            INTX(0),
            /** A message, gone when it is sent. */
            MSI(1);

            private final int index;

            Irq(int index) {
                this.index = index;
            }

            /** VFIO_PCI_INTX_IRQ_INDEX, VFIO_PCI_MSI_IRQ_INDEX. */
            int index() {
                return index;
            }

            /** The name in the file formats. */
            public String id() {
                return name().toLowerCase(Locale.ROOT);
            }
        }

        /** Who carries it. */
        public enum Delivery {
            /** QEMU reads an eventfd and tells KVM; for INTx it takes the next access to a BAR for the end of the interrupt. */
            QEMU("qemu", 0),
            /** KVM_IRQFD. */
            IRQFD("irqfd", 1),
            /** KVM_IRQFD with a second eventfd that unmasks at the end of the interrupt. */
            RESAMPLE("irqfd-resample", 2);

            private static final List<Delivery> ALL = List.of(values());

            private final String id;
            private final int number;

            Delivery(String id, int number) {
                this.id = id;
                this.number = number;
            }

            /** How an area of the state holds it. */
            int number() {
                return number;
            }

            static Delivery ofNumber(int number) {
                return ALL.get(number);
            }

            /** The name in the file formats. */
            public String id() {
                return id;
            }
        }

        @Override
        public String id() {
            return "set-irq";
        }
    }

    /** The device raises its interrupt. */
    record Raise(String on) implements Operation {
        @Override
        public String id() {
            return "interrupt";
        }
    }

    /** The device takes its level-triggered interrupt back: the guest served it. */
    record Lower(String on) implements Operation {
        @Override
        public String id() {
            return "lower";
        }
    }

    /** The guest ends the interrupt at its interrupt controller. */
    record EndOfInterrupt(String on) implements Operation {
        @Override
        public String id() {
            return "eoi";
        }
    }
}
