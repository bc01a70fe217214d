//! Why a picture is not had, in a code for programs and in words for people.

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

    /// Not one of the formats that are read.
    pub(super) fn format(what: &str) -> Self {
        Self::refused("picture_format", format!("This is {what}. Put a JPEG, PNG, WebP or GIF on the website."))
    }

    /// A bomb, or a picture for a wall.
    pub(super) fn too_large(what: &str, most: &str) -> Self {
        Self::refused(
            "picture_too_large",
            format!("The file declares {what}; at most {most} are unpacked. Put a smaller picture on the website."),
        )
    }

    /// Few pixels, but many bytes for each.
    pub(super) fn too_much_memory() -> Self {
        Self::too_large("a picture that unpacks to more memory", "256 MB")
    }

    /// It ends before its end.
    pub(super) fn truncated() -> Self {
        Self::refused("picture_truncated", "The file ends too early. Put the whole picture on the website.".to_owned())
    }

    /// It is not what its format demands.
    pub(super) fn broken(why: &str) -> Self {
        let message = format!("The file is damaged: {why}. Save the picture anew and put it on the website.");
        Self::refused("picture_broken", message)
    }

    /// This machine could not do its part.
    pub(super) fn here(why: &dyn std::fmt::Display) -> Self {
        Self::failed(
            "picture_not_kept",
            format!("Head office could not keep it: {why}. Free some space; it is tried again."),
        )
    }
}
