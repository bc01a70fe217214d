//! Why a picture is not had, in a code for programs and in words for people.

use tenon_images::Fault;
use tenon_store::catalog::Standing;

/// A picture that is not had.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trouble {
    /// What is wrong.
    pub code: &'static str,
    /// What is wrong and what to do.
    pub message: String,
    /// Whether trying again soon makes sense.
    pub standing: Standing,
}

impl Trouble {
    fn refused(code: &'static str, message: String) -> Self {
        Self { code, message, standing: Standing::Refused }
    }

    fn failed(code: &'static str, message: String) -> Self {
        Self { code, message, standing: Standing::Failed }
    }

    /// An address that is not asked.
    pub(super) fn address(why: &str) -> Self {
        Self::refused("picture_address", format!("{why}. Mend the address in the catalog's source."))
    }

    /// Nobody answers, or not in time.
    pub(super) fn unreachable(why: &str) -> Self {
        Self::failed(
            "picture_unreachable",
            format!("The website's server did not give it: {why}. It is tried again; look whether the server is up."),
        )
    }

    /// The server says no.
    pub(super) fn answer(status: u16) -> Self {
        match status {
            404 | 410 => Self::failed(
                "picture_gone",
                format!(
                    "The website's server has no such picture (it answered {status}). Mend the address in the catalog's source."
                ),
            ),
            _ => Self::failed(
                "picture_answer",
                format!(
                    "The website's server answered {status}. It is tried again; look whether it gives the picture to anyone."
                ),
            ),
        }
    }

    /// More bytes than are taken.
    pub(super) fn too_many_bytes(limit: usize) -> Self {
        let most = limit / (1024 * 1024);
        let message = format!("The file has more than {most} MB. Put a smaller one on the website.");
        Self::refused("picture_too_many_bytes", message)
    }

    /// A file that is not taken.
    pub(super) fn of(fault: &Fault) -> Self {
        let (code, what_to_do) = match fault {
            Fault::Format(_) => ("picture_format", "Put a JPEG, PNG, WebP or GIF on the website."),
            Fault::TooLarge { .. } => ("picture_too_large", "Put a smaller picture on the website."),
            Fault::Truncated => ("picture_truncated", "Put the whole picture on the website."),
            Fault::Broken(_) => ("picture_broken", "Save the picture anew and put it on the website."),
        };
        let words = fault.to_string();
        let upper = words.get(..1).map(str::to_uppercase).unwrap_or_default();
        Self::refused(code, format!("{upper}{}. {what_to_do}", words.get(1..).unwrap_or_default()))
    }

    /// This machine could not do its part.
    pub(super) fn here(why: &dyn std::fmt::Display) -> Self {
        Self::failed(
            "picture_not_kept",
            format!("Head office could not keep it: {why}. Free some space; it is tried again."),
        )
    }
}
