//! Content lines (RFC 5545, 3.1): folding and escaping.

/// Octets of a line at most, without its end.
const OCTETS: usize = 75;

/// Lines that are written one after the other.
#[derive(Default)]
pub(super) struct Lines(String);

impl Lines {
    /// A property whose value has nothing to escape.
    pub(super) fn plain(&mut self, name: &str, value: &str) {
        self.fold(&format!("{name}:{value}"));
    }

    /// A property of type TEXT (3.3.11).
    pub(super) fn text(&mut self, name: &str, value: &str) {
        self.fold(&format!("{name}:{}", escaped(value)));
    }

    /// Who holds an event; the name stands in a quoted parameter, which has no way to say a quotation mark.
    pub(super) fn organizer(&mut self, address: &str, name: &str) {
        let name: String = clean(name).chars().map(|c| if c == '"' { '\'' } else { c }).collect();
        let name = name.replace(['\n', '\t'], " ");
        self.fold(&format!("ORGANIZER;CN=\"{name}\":{address}"));
    }

    /// What was written.
    pub(super) fn finish(self) -> String {
        self.0
    }

    /// Writes a line in pieces of at most 75 octets, none of which ends inside a character.
    fn fold(&mut self, line: &str) {
        let mut room = OCTETS;
        for character in line.chars() {
            if character.len_utf8() > room {
                self.0.push_str("\r\n ");
                room = OCTETS - 1;
            }
            self.0.push(character);
            room -= character.len_utf8();
        }
        self.0.push_str("\r\n");
    }
}

/// `text` with ends of lines as `\n`, and without the control characters that no calendar takes.
fn clean(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace(['\r', '\u{2028}', '\u{2029}'], "\n");
    text.chars().filter(|c| !c.is_control() || matches!(c, '\n' | '\t')).collect()
}

fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in clean(text).chars() {
        match character {
            '\\' | ';' | ',' => out.extend(['\\', character]),
            '\n' => out.push_str("\\n"),
            other => out.push(other),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::Lines;

    fn written(value: &str) -> String {
        let mut lines = Lines::default();
        lines.text("SUMMARY", value);
        lines.finish()
    }

    #[test]
    fn what_has_a_meaning_is_escaped_and_what_has_none_is_left_out() {
        assert_eq!(written("a,b;c\\d\r\ne\u{7}\rf"), "SUMMARY:a\\,b\\;c\\\\d\\ne\\nf\r\n");
    }

    #[test]
    fn a_line_of_75_octets_is_whole_and_one_more_is_folded() {
        let fits = "x".repeat(75 - "SUMMARY:".len());
        assert_eq!(written(&fits), format!("SUMMARY:{fits}\r\n"));
        assert_eq!(written(&format!("{fits}yz")), format!("SUMMARY:{fits}\r\n yz\r\n"));
    }

    #[test]
    fn no_character_is_cut() {
        let text = written(&"量尺🏠".repeat(40));
        for line in text.split("\r\n") {
            assert!(line.len() <= 75, "{line}");
        }
        assert_eq!(text.replace("\r\n ", ""), format!("SUMMARY:{}\r\n", "量尺🏠".repeat(40)));
    }

    #[test]
    fn a_name_cannot_leave_its_quotes() {
        let mut lines = Lines::default();
        lines.organizer("urn:uuid:1", "a\":mailto:b\r\nX-EVIL:1");
        assert_eq!(lines.finish(), "ORGANIZER;CN=\"a':mailto:b X-EVIL:1\":urn:uuid:1\r\n");
    }
}
