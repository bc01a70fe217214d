//! A chain's own templates.

use tenon_papers::{Error, Press};

use crate::support::{sample, text};

/// A press whose folder of templates holds `files`.
fn press(files: &[(&str, &str)]) -> (tempfile::TempDir, Press) {
    let folder = tempfile::tempdir().unwrap();
    for (name, content) in files {
        std::fs::write(folder.path().join(name), content).unwrap();
    }
    let press = Press::new().with_templates(folder.path()).unwrap();
    (folder, press)
}

#[test]
fn the_chains_file_takes_the_place_of_the_built_in_one() {
    let (_folder, press) = press(&[
        ("quote.typ", "#import \"base.typ\": *\n#import \"ours.typ\": greeting\n#show: sheet\n#greeting #paper.number"),
        ("ours.typ", "#let greeting = [您好]"),
    ]);
    let text_of = |name| text(&press.print(&sample(name)).unwrap());
    let quote = text_of("quote-zh");
    assert!(quote.contains("您好Q-2611-0042") && !quote.contains("岩板台面"), "{quote}");
    assert!(text_of("receipt-zh").contains("收据"));
}

#[test]
fn a_broken_template_says_where() {
    for (template, line, column, message) in [
        ("#let x = 1\n#panic(\"no\")", 2, 2, "no"),
        ("#import \"base.typ\": *\n\n  #nowhere", 3, 4, "unknown variable: nowhere"),
        ("#let (", 1, 6, "unclosed delimiter"),
        ("#import \"base.typ\": *\n#paper.nothing", 2, 8, "nothing"),
        ("#read(\"/etc/passwd\")", 1, 7, ""),
        ("#read(\"../secret\")", 1, 7, ""),
        ("#import \"@preview/cetz:0.3.0\"", 1, 9, ""),
        ("#image(\"missing.png\")", 1, 8, "not found"),
        ("#let f() = f()\n#f()", 1, 12, "maximum function call depth"),
        ("#while true { }", 1, 8, "always true"),
        ("#datetime.today()", 1, 2, ""),
    ] {
        let (folder, press) = press(&[("quote.typ", template)]);
        let error = press.print(&sample("quote-zh")).unwrap_err();
        let Error::Template { file, line: at, column: over, message: said } = &error else { panic!("{error}") };
        assert_eq!(*file, folder.path().join("quote.typ").display().to_string());
        assert_eq!((*at, *over), (line, column), "{template}: {error}");
        assert!(said.contains(message), "{template}: {error}");
    }
}

#[test]
fn broken_words_say_where() {
    let (_folder, press) = press(&[("words.json", "{\n  \"zh\": oops }")]);
    let error = press.print(&sample("quote-zh")).unwrap_err().to_string();
    assert!(error.contains("words.json, line 2"), "{error}");
}

#[test]
fn a_folder_that_is_not_there_is_said_at_once() {
    let Err(error) = Press::new().with_templates("/nowhere/at/all".as_ref()) else { panic!() };
    assert!(error.to_string().contains("/nowhere/at/all"));
}
