//! Text for reading out of HTML.
//!
//! This is no HTML parser: it takes tags away, drops what is not shown, keeps line breaks and decodes entities. Text that
//! was escaped once too often (`&lt;p&gt;`, `&amp;nbsp;`) is treated a second time.

/// Elements whose content is never shown.
const HIDDEN: [&str; 5] = ["script", "style", "head", "template", "iframe"];

/// Elements that begin and end on a line of their own.
const BLOCKS: [&str; 31] = [
    "address",
    "article",
    "blockquote",
    "br",
    "dd",
    "div",
    "dl",
    "dt",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hr",
    "li",
    "main",
    "ol",
    "p",
    "pre",
    "section",
    "table",
    "tbody",
    "thead",
    "tr",
    "ul",
];

/// Further elements that descriptions are made of.
const INLINE: [&str; 22] = [
    "a", "abbr", "b", "center", "code", "em", "font", "i", "img", "label", "mark", "meta", "o:p", "s", "small", "span",
    "strong", "sub", "sup", "td", "th", "u",
];

/// Whether `name` stands on a line of its own.
pub(super) fn is_block(name: &str) -> bool {
    BLOCKS.contains(&name)
}

/// What a reader of `html` sees, with line breaks.
pub(super) fn plain(html: &str) -> String {
    let once = pass(html);
    if has_tag(&once) || has_entity(&once) { pass(&once) } else { once }
}

/// What a reader of `html` sees, on one line. A title that is nothing but markup is shown as it is.
pub(super) fn plain_line(html: &str) -> String {
    let on_one_line = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let text = on_one_line(&plain(html));
    if text.is_empty() { on_one_line(&without_controls(html)) } else { text }
}

fn pass(html: &str) -> String {
    let stripped = if has_tag(html) || html.contains("<!--") { strip(html) } else { html.to_owned() };
    tidy(&without_controls(&html_escape::decode_html_entities(&stripped)))
}

/// Takes tags away. White space in HTML is one space, so line breaks of the source go too.
fn strip(html: &str) -> String {
    let mut text = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        let (before, tag) = rest.split_at(at);
        push_collapsed(&mut text, before);
        if let Some(comment) = tag.strip_prefix("<!--") {
            rest = comment.split_once("-->").map_or("", |(_, after)| after);
            continue;
        }
        let Some(name) = tag_name(tag) else {
            text.push('<');
            rest = tag.get(1..).unwrap_or_default();
            continue;
        };
        let Some(end) = tag_end(tag) else {
            rest = "";
            break;
        };
        rest = tag.get(end..).unwrap_or_default();
        if HIDDEN.contains(&name.as_str()) && !tag.starts_with("</") {
            rest = after_closing(rest, &name);
        } else if is_block(&name) {
            text.push('\n');
        } else if matches!(name.as_str(), "td" | "th") {
            text.push(' ');
        }
    }
    push_collapsed(&mut text, rest);
    text
}

fn push_collapsed(text: &mut String, part: &str) {
    for c in part.chars() {
        let c = if c.is_whitespace() { ' ' } else { c };
        if c != ' ' || !text.ends_with([' ', '\n']) {
            text.push(c);
        }
    }
}

/// The lower-case name of the tag that `text` begins with; `None` where its `<` is only a sign.
fn tag_name(text: &str) -> Option<String> {
    let inside = text.strip_prefix('<')?;
    let inside = inside.strip_prefix(['/', '!', '?']).unwrap_or(inside);
    let name: String = inside.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == ':').take(32).collect();
    name.starts_with(|c: char| c.is_ascii_alphabetic()).then(|| name.to_ascii_lowercase())
}

/// Where the tag ends that `text` begins with; a `>` inside a quoted attribute does not end it. A quote that is never
/// closed does not hide the rest.
fn tag_end(text: &str) -> Option<usize> {
    let mut quote = None;
    for (at, byte) in text.bytes().enumerate().take(16 * 1024) {
        match (quote, byte) {
            (None, b'>') => return Some(at + 1),
            (None, b'"' | b'\'') => quote = Some(byte),
            (Some(open), _) if open == byte => quote = None,
            _ => {}
        }
    }
    text.find('>').map(|at| at + 1)
}

fn after_closing<'t>(text: &'t str, name: &str) -> &'t str {
    let closes = |at: usize| {
        let tag = text.get(at..).unwrap_or_default();
        tag.starts_with("</") && tag_name(tag).as_deref() == Some(name)
    };
    match text.match_indices("</").map(|(at, _)| at).find(|&at| closes(at)) {
        Some(at) => {
            let tag = text.get(at..).unwrap_or_default();
            tag.split_once('>').map_or("", |(_, after)| after)
        }
        None => "",
    }
}

/// Whether there is a tag that descriptions are made of; `a < b` and `<width>` have none.
fn has_tag(text: &str) -> bool {
    text.match_indices('<').filter_map(|(at, _)| tag_name(text.get(at..)?)).any(|name| {
        let name = name.as_str();
        is_block(name) || INLINE.contains(&name) || HIDDEN.contains(&name)
    })
}

fn has_entity(text: &str) -> bool {
    text.match_indices('&').any(|(at, _)| {
        let rest: &str = text.get(at + 1..).unwrap_or_default();
        let name = rest.find(';').filter(|&end| (2..=10).contains(&end)).and_then(|end| rest.get(..end));
        name.is_some_and(|name| name.chars().all(|c| c.is_ascii_alphanumeric() || c == '#'))
    })
}

/// Control characters other than line breaks are never meant.
fn without_controls(text: &str) -> String {
    text.replace("\r\n", "\n")
        .chars()
        .map(|c| match c {
            '\r' | '\u{2028}' | '\u{2029}' => '\n',
            '\t' | '\u{a0}' => ' ',
            _ => c,
        })
        .filter(|&c| c == '\n' || !c.is_control())
        .collect()
}

/// Lines without spaces at their ends, at most one of them empty between two.
fn tidy(text: &str) -> String {
    let mut tidied = String::with_capacity(text.len());
    let mut blank = false;
    for line in text.lines().map(str::trim) {
        if line.is_empty() {
            blank = true;
            continue;
        }
        if !tidied.is_empty() {
            tidied.push_str(if blank { "\n\n" } else { "\n" });
        }
        tidied.push_str(line);
        blank = false;
    }
    tidied
}

#[cfg(test)]
mod tests {
    use super::{plain, plain_line};

    #[test]
    fn markup_goes_and_lines_stay() {
        for (html, text) in [
            ("<p>Clay\n pot</p><p>for &amp; with plants</p>", "Clay pot\n\nfor & with plants"),
            ("a<br>b<br/>c", "a\nb\nc"),
            ("<ul><li>one</li><li>two</li></ul>", "one\n\ntwo"),
            ("x<script>alert('</p>')</script><style>p{}</style>y", "xy"),
            ("5 < 6 and 7 > 3", "5 < 6 and 7 > 3"),
            ("<a title=\"a > b\" href='x'>link</a>", "link"),
            ("&lt;p&gt;twice &amp;amp; more&lt;/p&gt;", "twice & more"),
            ("Caf&amp;eacute;", "Café"),
            ("plain\r\nlines\n\n\n\nstay", "plain\nlines\n\nstay"),
            ("<!-- no -->yes<!-- open", "yes"),
            ("<p unclosed", ""),
            ("20&quot; &#26885;&nbsp;x", "20\" 椅 x"),
            ("a\u{0}\u{8}b", "ab"),
        ] {
            assert_eq!(plain(html), text, "{html}");
        }
    }

    #[test]
    fn titles_are_one_line() {
        assert_eq!(plain_line("  Table &amp;\n <b>Chair</b> "), "Table & Chair");
        assert_eq!(plain_line("<script>x</script>"), "<script>x</script>");
    }
}
