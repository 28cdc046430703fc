//! SHA-256 as text.

use sha2::{Digest, Sha256};

/// The SHA-256 of bytes, as 64 small hexadecimal digits.
pub(crate) fn sha256_hex(bytes: &[u8]) -> String {
    let hash = Sha256::digest(bytes);
    hash.iter().map(|byte| format!("{byte:02x}")).collect()
}
