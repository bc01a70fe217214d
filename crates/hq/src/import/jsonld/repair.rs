//! JSON as pages really have it: with comments, raw line breaks inside texts, commas too many, or escaped as HTML.

/// `text` with what is commonly wrong put right; `None` where nothing was.
pub(super) fn repaired(text: &str) -> Option<String> {
    let decoded = if text.contains("&quot;") && !text.contains("\":") {
        html_escape::decode_html_entities(text).into_owned()
    } else {
        text.to_owned()
    };
    let mut out = String::with_capacity(decoded.len());
    let mut signs = unwrapped(&decoded).chars().peekable();
    let mut in_text = false;
    while let Some(sign) = signs.next() {
        match sign {
            '\\' if in_text => {
                out.push(sign);
                out.extend(signs.next());
            }
            '"' => {
                in_text = !in_text;
                out.push(sign);
            }
            '\n' | '\r' | '\t' if in_text => out.push_str(if sign == '\t' { "\\t" } else { "\\n" }),
            _ if sign.is_control() && in_text => {}
            _ if in_text => out.push(sign),
            '/' if signs.peek() == Some(&'/') => while signs.next_if(|sign| *sign != '\n').is_some() {},
            '/' if signs.peek() == Some(&'*') => {
                signs.next();
                let mut before = ' ';
                for sign in signs.by_ref() {
                    if before == '*' && sign == '/' {
                        break;
                    }
                    before = sign;
                }
            }
            '}' | ']' => {
                out.truncate(out.trim_end().trim_end_matches(',').len());
                out.push(sign);
            }
            _ if sign.is_control() && !sign.is_whitespace() => {}
            _ => out.push(sign),
        }
    }
    let end = out.trim_end_matches(|sign: char| sign.is_whitespace() || sign == ';' || sign == ',').len();
    out.truncate(end);
    (out != text).then_some(out)
}

/// `text` without the comment or CDATA marks that protect a script from old readers.
fn unwrapped(text: &str) -> &str {
    let mut text = text.trim();
    for (open, close) in [("<!--", "-->"), ("//<![CDATA[", "//]]>"), ("/*<![CDATA[*/", "/*]]>*/"), ("<![CDATA[", "]]>")]
    {
        if let Some(inside) = text.strip_prefix(open) {
            text = inside.trim().strip_suffix(close).unwrap_or(inside).trim();
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::repaired;

    #[test]
    fn what_pages_really_have_is_put_right() {
        for text in [
            "{\"a\": \"x\"} // end",
            "/* product */ {\"a\": \"x\",}",
            "<!-- {\"a\":\"x\"} -->",
            "//<![CDATA[\n{\"a\":\"x\"}\n//]]>",
            "{\"a\":\"x\"};",
            "{\"a\":\"x\"}\u{0}\u{1}",
            "{&quot;a&quot;:&quot;x&quot;}",
        ] {
            let value: serde_json::Value = serde_json::from_str(&repaired(text).unwrap()).unwrap();
            assert_eq!(value["a"], "x", "{text}");
        }
        assert_eq!(repaired("{\"a\":\"one\ntwo // no comment\"}").unwrap(), "{\"a\":\"one\\ntwo // no comment\"}");
        assert_eq!(repaired("{\"a\":1}"), None);
    }
}
