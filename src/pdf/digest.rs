//! A fingerprint of bytes, for file identifiers and subset tags. It tells contents apart; it resists no forger.

const PRIMES: [u64; 3] = [0x9E37_79B9_7F4A_7C15, 0xC2B2_AE3D_27D4_EB4F, 0x1656_67B1_9E37_79F9];

/// 16 bytes that depend on every byte of all parts.
pub(super) fn of(parts: &[&[u8]]) -> [u8; 16] {
    let mut lanes = [PRIMES[0], PRIMES[1]];
    for part in parts {
        mix(&mut lanes, part.len() as u64);
        let words = part.chunks_exact(8);
        let rest = words.remainder();
        for word in words {
            let word = [word[0], word[1], word[2], word[3], word[4], word[5], word[6], word[7]];
            mix(&mut lanes, u64::from_le_bytes(word));
        }
        let mut last = [0; 8];
        last[..rest.len()].copy_from_slice(rest);
        mix(&mut lanes, u64::from_le_bytes(last));
    }
    for _ in 0..4 {
        mix(&mut lanes, PRIMES[2]);
    }
    let mut digest = [0; 16];
    digest[..8].copy_from_slice(&lanes[0].to_be_bytes());
    digest[8..].copy_from_slice(&lanes[1].to_be_bytes());
    digest
}

/// Two rounds of xor, multiply and rotate, each lane fed from the other.
fn mix(lanes: &mut [u64; 2], word: u64) {
    let a = (lanes[0] ^ word).wrapping_mul(PRIMES[0]);
    let b = (lanes[1] ^ word.rotate_left(32)).wrapping_mul(PRIMES[1]);
    lanes[0] = a.rotate_left(29) ^ b;
    lanes[1] = b.rotate_left(31).wrapping_add(a);
}
