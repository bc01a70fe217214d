//! The screens' types come from Rust. `./dev types` writes them; this test fails where they are stale.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;

use tenon_hq::board::ConsoleBoard;
use tenon_hq::calendars::{ConsoleCalendar, ConsoleCrewCalendar};
use tenon_hq::cards::{ConsoleCard, ConsoleCards};
use tenon_hq::crews::ConsoleCrews;
use tenon_hq::customers::ConsoleCustomer;
use tenon_hq::forms::{ConsoleForms, TriedForm};
use tenon_hq::jobs::{ConsoleJobSheet, ConsoleJobs};
use tenon_hq::leads::{ConsoleLeads, LeadTable};
use tenon_hq::offers::Preview;
use tenon_hq::plan::{ConsoleOutlook, ConsolePlan};
use tenon_hq::sales::{ConsoleOrder, ConsoleOrderSheet, ConsoleQuoteWaiting};
use tenon_hq::server::{
    ConsoleCase, ConsoleOffers, ConsolePaper, ConsoleParity, ConsoleSession, ConsoleToday, DeviceRow,
};
use tenon_hq::waitlist::ConsoleWaiting;
use tenon_tablet::{Submission, Submitted, queries};
use ts_rs::{Config, TS, TypeVisitor};

use crate::root;

const HEAD: &str = "// Generated from the Rust types by `./dev types`. Do not edit by hand.\n
/** UUID as text. */
export type Id = string;
/** UTC milliseconds since 1970. */
export type Millis = number;
";

/// Collects the declaration of every type it is shown, and of what those are made of.
struct Declarations<'c> {
    config: &'c Config,
    found: BTreeMap<String, String>,
}

impl TypeVisitor for Declarations<'_> {
    fn visit<T: TS + 'static + ?Sized>(&mut self) {
        if T::output_path().is_some() {
            let (name, docs) = (T::name(self.config), T::docs().unwrap_or_default());
            let declared = format!("{docs}export {}\n", T::decl(self.config));
            let known = self.found.entry(name.clone()).or_insert_with(|| declared.clone());
            assert_eq!(*known, declared, "two Rust types are called {name}: the screens would know one of them only");
        }
        T::visit_dependencies(self);
        T::visit_generics(self);
    }
}

fn generated() -> String {
    let config = Config::default().with_large_int("number");
    let mut declarations = Declarations { config: &config, found: BTreeMap::new() };
    declarations.visit::<Submission>();
    declarations.visit::<Submitted>();
    declarations.visit::<ConsoleSession>();
    declarations.visit::<ConsoleToday>();
    declarations.visit::<ConsoleCase>();
    declarations.visit::<DeviceRow>();
    declarations.visit::<ConsolePaper>();
    declarations.visit::<ConsoleParity>();
    declarations.visit::<ConsoleOffers>();
    declarations.visit::<Preview>();
    declarations.visit::<ConsoleCards>();
    declarations.visit::<ConsoleCard>();
    declarations.visit::<ConsoleBoard>();
    declarations.visit::<ConsolePlan>();
    declarations.visit::<ConsoleOutlook>();
    declarations.visit::<ConsoleWaiting>();
    declarations.visit::<ConsoleCrews>();
    declarations.visit::<ConsoleForms>();
    declarations.visit::<TriedForm>();
    declarations.visit::<ConsoleJobs>();
    declarations.visit::<ConsoleJobSheet>();
    declarations.visit::<ConsoleOrder>();
    declarations.visit::<ConsoleOrderSheet>();
    declarations.visit::<ConsoleQuoteWaiting>();
    declarations.visit::<ConsoleLeads>();
    declarations.visit::<LeadTable>();
    declarations.visit::<ConsoleCustomer>();
    declarations.visit::<ConsoleCalendar>();
    declarations.visit::<ConsoleCrewCalendar>();
    let queries = queries::typescript(&config, &mut declarations);
    let mut text = HEAD.to_owned();
    for declaration in declarations.found.values() {
        let _ = write!(text, "\n{declaration}");
    }
    text += "\n/** Every query: what it is asked with and what it answers. */\nexport type Queries = {\n";
    for [name, args, answer] in queries {
        let _ = writeln!(text, "  {name}: {{ args: {args}; answer: {answer} }};");
    }
    tidied(&(text + "};\n"))
}

/// The generator's comments on one line each where they fit, and no blanks at line ends.
fn tidied(text: &str) -> String {
    let mut lines: Vec<String> = Vec::new();
    for line in text.lines().map(str::trim_end) {
        let comment = lines.len().checked_sub(2).filter(|_| line == " */").and_then(|at| {
            let one = lines[at] == "/**" && lines[at + 1].starts_with(" * ");
            one.then(|| format!("/** {} */", lines[at + 1].trim_start_matches(" * ")))
        });
        match comment {
            Some(comment) => {
                lines.truncate(lines.len() - 2);
                lines.push(comment);
            }
            None => lines.push(line.to_owned()),
        }
    }
    lines.join("\n") + "\n"
}

#[test]
fn the_screens_types_are_those_of_rust() {
    let path = root().join("ui/src/host/gen/types.ts");
    let generated = generated();
    if std::env::var_os("TENON_WRITE_TYPES").is_some() {
        fs::write(&path, generated).unwrap();
        return;
    }
    let written = fs::read_to_string(&path).unwrap();
    assert!(written == generated, "ui/src/host/gen/types.ts is stale: run `./dev types` and commit what it writes");
}
