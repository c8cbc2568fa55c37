# The two ages of serde_derive that the tests run, with everything they depend on. Sourced.

# The registry's current one, on syn 3.
NEW_SERDE=(serde_derive=1.0.229 syn=3.0.10 quote=1.0.47 proc-macro2=1.0.107 unicode-ident=1.0.27)

# Debian 12's, on syn 1.
OLD_SERDE=(serde_derive=1.0.152 syn=1.0.107 quote=1.0.21 proc-macro2=1.0.47 unicode-ident=1.0.0)
