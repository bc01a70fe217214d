//! ARCHITECTURE.md draws the steps of a job and the gates of a project; this test fails where the code draws otherwise.

use std::fmt::Write as _;

use tenon_domain::catalog::ServiceRoute;
use tenon_domain::entities::{Station, WorkStep};

use crate::root;

/// The diagram as the code has it, in Mermaid's notation.
fn drawn() -> String {
    let mut text = String::from("```mermaid\nstateDiagram-v2\n    [*] --> planned\n");
    for step in WorkStep::ALL {
        for next in step.next() {
            let reason = if *next == WorkStep::Failed { ": with a reason" } else { "" };
            let _ = writeln!(text, "    {} --> {}{reason}", step.as_str(), next.as_str());
        }
        if step.is_ahead() {
            let _ = writeln!(text, "    {} --> {}: with its appointment", step.as_str(), WorkStep::Cancelled.as_str());
        }
        if *step == WorkStep::Cancelled {
            let _ = writeln!(text, "    {} --> [*]", step.as_str());
        } else if step.is_end() {
            let _ = writeln!(text, "    {} --> [*]: a follow-up is a job of its own", step.as_str());
        }
    }
    for route in ServiceRoute::ALL {
        for (station, before) in route.gates() {
            let (route, station, before) = (route.as_str(), station.as_str(), before.as_str());
            let _ = writeln!(text, "    %% {route}: {station} waits for {before}");
        }
    }
    text + "```\n"
}

#[test]
fn the_architecture_draws_the_steps_that_the_code_takes() {
    let path = root().join("ARCHITECTURE.md");
    let page = std::fs::read_to_string(&path).expect("the architecture is there");
    assert!(page.contains(&drawn()), "ARCHITECTURE.md should draw:\n{}", drawn());
    assert!(ServiceRoute::ALL.iter().any(|route| route.gates().iter().any(|gate| gate.0 == Station::Installing)));
}
