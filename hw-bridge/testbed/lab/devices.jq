# The subchannels of a host definition as QEMU devices, one argument a line. QEMU numbers the subchannels of a set in the
# order of its arguments.
.css.subchannels | to_entries[] | (.key) as $n | .value | ("fe." + .device[2:]) as $devno |
if   .model == "virtio-blk"    then "-drive", "if=none,id=disk\($n),file=\($disk),format=raw,snapshot=\($snapshot)",
                                    "-device", "virtio-blk-ccw,drive=disk\($n),devno=\($devno)"
elif .model == "virtio-9p"     then "-fsdev", "local,id=folder\($n),path=\($share),security_model=none",
                                    "-device", "virtio-9p-ccw,fsdev=folder\($n),mount_tag=share,devno=\($devno)"
elif .model == "virtio-net"    then "-netdev", "user,id=net\($n)" + (if $forward != "" and $n == $first then ",hostfwd=\($forward)" else "" end),
                                    "-device", "virtio-net-ccw,netdev=net\($n),devno=\($devno)"
elif .model == "virtio-rng"    then "-device", "virtio-rng-ccw,rng=random,devno=\($devno)"
elif .model == "virtio-serial" then "-device", "virtio-serial-ccw,devno=\($devno)"
elif .model == "tn3270"        then "-chardev", "null,id=terminal\($n)", "-device", "x-terminal3270,chardev=terminal\($n),devno=\($devno)"
else error("the lab has no device \(.model) (subchannel \(.id)); it knows virtio-blk, -9p, -net, -rng, -serial and tn3270") end
