# The AP side of a host definition as parameters of the kernel, for kernels with the AP bus and the AP emulation built in.
# The emulation knows CEX4 as hardware type 10, CEX8 as 14, and a, c, p for accelerator, CCA and EP11.
def mask: . // ("0x" + "f" * 64);
.ap | select(. != null) |
"apemu.fake_sie=1",
"apemu.apxa=\(if .apxa == false then 0 else 1 end)",
"apemu.na=\(.maxAdapter // 255)",
"apemu.nd=\(.maxDomain // 84)",
"apemu.adapters=" + (.cards | map("\(.id):\(.type[4:5] | ascii_downcase):\((.type[3:4] | tonumber) + 6)") | join(",")),
"apemu.domains=" + (.usageDomains | map(tostring) | join(",")),
"apemu.control=" + ((.controlDomains // []) | map(tostring) | join(",")),
"apemu.deconfig=" + (.cards | map(select(.config == false) | "\(.id)") | join(",")),
"apemu.checkstop=" + (.cards | map(select(.chkstop == true) | "\(.id)") | join(",")),
"ap.apmask=" + (.apmask | mask),
"ap.aqmask=" + (.aqmask | mask)
