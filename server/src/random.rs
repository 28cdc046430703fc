//! Randomness from the operating system.

use linli_sync::StoreError;

/// 32 random bytes.
///
/// # Errors
/// When the machine gives none; then nothing may be decided that needs it.
pub fn bytes() -> Result<[u8; 32], StoreError> {
    let mut bytes = [0; 32];
    getrandom::fill(&mut bytes)
        .map_err(|_| StoreError("the machine gives no randomness".into()))?;
    Ok(bytes)
}

/// 16 random bytes, to name something by.
///
/// # Errors
/// When the machine gives none.
pub fn id() -> Result<[u8; 16], StoreError> {
    let mut id = [0; 16];
    getrandom::fill(&mut id).map_err(|_| StoreError("the machine gives no randomness".into()))?;
    Ok(id)
}

/// Bytes as hexadecimal digits.
pub fn hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let digit = |n: u8| char::from(DIGITS[usize::from(n & 15)]);
    bytes
        .iter()
        .flat_map(|byte| [digit(byte >> 4), digit(*byte)])
        .collect()
}
