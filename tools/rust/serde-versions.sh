# The ages of serde_derive that the tests run, with everything they depend on. Sourced.

# The registry's current one, on syn 3.
NEW_SERDE=(serde_derive=1.0.229 syn=3.0.10 quote=1.0.47 proc-macro2=1.0.107 unicode-ident=1.0.27)

# Debian 12's, on syn 1.
OLD_SERDE=(serde_derive=1.0.152 syn=1.0.107 quote=1.0.21 proc-macro2=1.0.47 unicode-ident=1.0.0)

# Between the two: what the module of wa-serde-derive was built of. Its own version tells
# serde_derive's, the module names syn and quote, the others are of its day.
PUBLISHED_SERDE=(serde_derive=1.0.137 syn=1.0.98 quote=1.0.20 proc-macro2=1.0.40 unicode-ident=1.0.1)

# The crate that has serde_derive as a module for Watt 0.4, and what a program needs beside it.
PUBLISHED_WATT=(wa-serde-derive=0.1.137 watt=0.4.6 serde=1.0.137 serde_json=1.0.82)
