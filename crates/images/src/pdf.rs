//! Whether a file is a PDF that is all there, by its own header and end. What is in it is not looked at.

use crate::Fault;

/// Bytes from the end within which the end marker stands (ISO 32000-2, 7.5.5, as readers take it).
const END: usize = 1_024;

/// Whether `bytes` begin as a PDF does.
pub fn is_pdf(bytes: &[u8]) -> bool {
    bytes.starts_with(b"%PDF-")
}

/// Checks header and end of a PDF (ISO 32000-2, 7.5.2 and 7.5.5): versions 1.0 to 1.7 and 2.0.
///
/// # Errors
/// It is no PDF, of a version that there is not, or ends before its end.
pub fn check_pdf(bytes: &[u8]) -> Result<(), Fault> {
    match bytes.strip_prefix(b"%PDF-") {
        Some([b'1', b'.', b'0'..=b'7', ..] | [b'2', b'.', b'0', ..]) => {}
        Some(_) => return Err(Fault::Broken("its header names no version of PDF".to_owned())),
        None => return Err(Fault::Format("no PDF file")),
    }
    let end = bytes.get(bytes.len().saturating_sub(END)..).unwrap_or_default();
    if end.windows(5).any(|five| five == b"%%EOF") { Ok(()) } else { Err(Fault::Truncated) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pdf_has_its_header_and_its_end() {
        let file = |head: &str, tail: &str| [head.as_bytes(), &[b' '; 3_000], tail.as_bytes()].concat();
        assert_eq!(check_pdf(&file("%PDF-1.7\n", "startxref\n9\n%%EOF\n")), Ok(()));
        assert_eq!(check_pdf(&file("%PDF-2.0\n", "%%EOF")), Ok(()));
        assert_eq!(check_pdf(&file("%PDF-1.7\n%%EOF", "")), Err(Fault::Truncated), "an end before the end");
        assert!(matches!(check_pdf(&file("%PDF-9.9\n", "%%EOF")), Err(Fault::Broken(_))));
        assert!(matches!(check_pdf(&file("MZ%PDF-1.7\n", "%%EOF")), Err(Fault::Format(_))));
        assert!(check_pdf(b"").is_err() && !is_pdf(b"%PDF"));
    }
}
