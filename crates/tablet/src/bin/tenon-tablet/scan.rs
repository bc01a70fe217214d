//! `scan`: the codes in a picture file, or a text as a scanner gives it, and what redeeming the card among them would
//! give; a slip or a hand-over among them is read in.

use std::path::Path;

use anyhow::{Context, Result, bail};
use serde::Serialize;
use serde_json::{Value, json};
use tenon_domain::Operation;
use tenon_domain::ops::{ReadPaper, TakeOverRight};
use tenon_tablet::{Submission, Tablet};

/// A code as the answer has it; a text that came without one has the format `text`.
#[derive(Serialize)]
pub(super) struct Code {
    format: Value,
    text: String,
}

/// What is to be scanned: the codes of a picture, where `what` names a file, else `what` itself.
pub(super) fn codes(what: &str) -> Result<Vec<Code>> {
    let path = Path::new(what);
    if path.is_file() {
        let codes = tenon_codes::read_file(path).with_context(|| format!("{what} cannot be scanned"))?;
        return codes
            .into_iter()
            .map(|code| Ok(Code { format: serde_json::to_value(code.format)?, text: code.text }))
            .collect();
    }
    if path.is_dir() || names_a_picture(path) {
        bail!("{what} cannot be scanned: there is no such file; name a picture, or give the text of a code");
    }
    Ok(vec![Code { format: json!("text"), text: what.to_owned() }])
}

/// Whether a text that is no file was meant as one. Addresses of web pages may end like pictures.
fn names_a_picture(path: &Path) -> bool {
    let known = ["png", "jpg", "jpeg", "webp", "gif"];
    let extension = path.extension().and_then(|extension| extension.to_str()).unwrap_or_default().to_lowercase();
    known.contains(&extension.as_str()) && !path.to_string_lossy().contains("://")
}

/// The contract's `card` of the first code that is one: its verdict, and why it is not final.
pub(super) fn card(tablet: &Tablet, codes: &[Code]) -> Result<Option<Value>> {
    for code in codes {
        let answer = tablet.query("scan", json!({ "text": code.text }))?;
        if let Some(card) = card_of(&answer) {
            return Ok(Some(card));
        }
    }
    Ok(None)
}

/// Reads in the first code that is a slip's or a hand-over's: what it is, and why it was not taken.
pub(super) fn paper(tablet: &Tablet, codes: &[Code]) -> Result<Option<Value>> {
    for code in codes {
        let answer = tablet.query("scan", json!({ "text": code.text }))?;
        if answer["kind"] == "unknown"
            && answer["refusal"]["code"].as_str().is_some_and(|one| one.starts_with("paper_"))
        {
            return Ok(Some(json!({ "tag": null, "subject": null, "device": null, "refusal": answer["refusal"] })));
        }
        if answer["kind"] == "hand_over" {
            let given = &answer["hand_over"];
            let op = TakeOverRight { signed: serde_json::from_value(given["signed"].clone())? };
            let submitted = tablet.submit(&Submission { op: op.into(), pin: None, code: None });
            let (subject, device) = (&given["number"], &given["from"]);
            let tag = <TakeOverRight as Operation>::TAG;
            return Ok(Some(json!({ "tag": tag, "subject": subject, "device": device, "refusal": submitted.refusal })));
        }
        if answer["kind"] == "paper" {
            let paper = &answer["paper"];
            let op = ReadPaper { signed: serde_json::from_value(paper["signed"].clone())? }.into();
            let submitted = tablet.submit(&Submission { op, pin: None, code: None });
            let (tag, subject, device) = (&paper["tag"], &paper["subject"], &paper["device"]);
            return Ok(Some(json!({ "tag": tag, "subject": subject, "device": device, "refusal": submitted.refusal })));
        }
    }
    Ok(None)
}

/// A text that calls itself a card and is refused as one has no number, only the reason.
fn card_of(answer: &Value) -> Option<Value> {
    match answer["kind"].as_str() {
        Some("card") => {
            let card = &answer["card"];
            let reason = card["refusal"]["message"].as_str().or(card["reason"].as_str());
            Some(json!({ "number": card["number"], "verdict": card["verdict"], "reason": reason }))
        }
        Some("unknown") => {
            let refusal = &answer["refusal"];
            let of_a_card = refusal["code"].as_str().is_some_and(|code| code.starts_with("card_"));
            of_a_card.then(|| json!({ "number": null, "verdict": "refused", "reason": refusal["message"] }))
        }
        _ => None,
    }
}

/// The answer in words for people.
pub(super) fn words(codes: &[Code], card: Option<&Value>) -> String {
    if codes.is_empty() {
        return "No code was found in the picture. Take it again, nearer and in better light.".to_owned();
    }
    let mut lines: Vec<String> = codes.iter().filter(|code| code.format != "text").map(line).collect();
    if let Some(card) = card {
        let parts = ["number", "verdict", "reason"].map(|part| card[part].as_str());
        lines.push(parts.into_iter().flatten().collect::<Vec<_>>().join(": "));
    }
    if lines.is_empty() { "This is no card.".to_owned() } else { lines.join("\n") }
}

fn line(code: &Code) -> String {
    format!("{}: {}", code.format.as_str().unwrap_or_default(), code.text)
}
