//! The slip of a card's redemption, and the codes from which a lost tablet's records are read back in.

use tenon_domain::card_number::CardNumber;
use tenon_domain::entities::{Campaign, Redemption, Standing, Store as Shop};
use tenon_domain::{Finality, ProvisionalReason};

use crate::paper::word;
use crate::{Code, Fact, Language, Paper, PaperKind, Store, limits};

/// A record that a slip carries.
pub struct Carried {
    /// What it is called: a card's number, a receipt's.
    pub name: String,
    /// The text of its code; none where it is too much for one.
    pub code: Option<String>,
}

/// Puts the codes of `records` on `paper`, as many as it holds, and says which of them have none.
pub fn carry(paper: &mut Paper, records: Vec<Carried>) {
    let zh = paper.language == Language::Zh;
    let mut left_out = 0;
    for Carried { name, code } in records {
        let words = match (code, paper.codes.len() < limits::CODES) {
            (Some(text), true) => {
                let what = if zh {
                    "请保留，平板丢失时凭它补录"
                } else {
                    "Please keep: it brings this record back"
                };
                paper.codes.push(Code { text, caption: format!("{name} {what}") });
                continue;
            }
            _ if paper.codes.len() + paper.terms.len() >= limits::SLIP_TERMS => {
                left_out += 1;
                continue;
            }
            (Some(_), false) if zh => format!("{name} 的码印不下了，联网前只在平板里。"),
            (Some(_), false) => {
                format!("There is no room for the code of {name}; until it is online, only the tablet has it.")
            }
            (None, _) if zh => format!("{name} 的记录太大，放不进一个码，联网前只在平板里。"),
            (None, _) => {
                format!("The record of {name} is too large for a code; until it is online, only the tablet has it.")
            }
        };
        paper.terms.push(words);
    }
    if left_out > 0 {
        let words = if zh { "还有几笔记录没印在这里：" } else { "Records that are not on this slip: " };
        paper.footer = format!("{words}{left_out}");
    }
}

/// 小票 of a redemption: what was told, and why it is not final where it is not.
pub fn redeemed(
    language: Language,
    store: &Shop,
    time: &dyn Fn(i64) -> String,
    redemption: &Redemption,
    campaign: Option<&Campaign>,
) -> Paper {
    let word = |zh: &str, en: &str| word(language, zh, en);
    let number = CardNumber::parse(&redemption.number).map_or_else(|_| redemption.number.clone(), |one| one.grouped());
    let (mark, why) = match (redemption.standing, redemption.finality) {
        (Standing::Stands, Finality::Final) => (String::new(), word("已核销，有效", "Redeemed, it counts")),
        (Standing::Stands, Finality::Provisional { reason }) => (word("待确认", "Provisional"), waits(reason, &word)),
        (Standing::Lost, _) => (word("作废", "void"), word("这张卡在别处用过了", "This card was redeemed elsewhere")),
        (Standing::Undone, _) => (word("作废", "void"), word("核销已撤回", "The redemption was taken back")),
    };
    let mut facts = vec![Fact { label: word("特权卡", "Privilege card"), value: number.clone() }];
    if let Some(campaign) = campaign {
        facts.push(Fact { label: word("活动", "Campaign"), value: campaign.name.get(language).to_owned() });
        facts.push(Fact { label: word("权益", "Benefit"), value: campaign.benefit.words.get(language).to_owned() });
    }
    facts.push(Fact { label: word("结果", "Result"), value: why });
    Paper {
        kind: PaperKind::Slip,
        language,
        number,
        mark,
        store: Store {
            name: store.name.get(language).to_owned(),
            address: store.city.get(language).to_owned(),
            phone: String::new(),
        },
        buyer: None,
        made_at: time(redemption.at_ms),
        seller: redemption.by_name.clone(),
        valid_until: String::new(),
        facts,
        currency: campaign.map_or_else(|| "CNY".to_owned(), |campaign| campaign.benefit.value.currency.clone()),
        sections: Vec::new(),
        sums: Vec::new(),
        why: Vec::new(),
        instalments: Vec::new(),
        payments: Vec::new(),
        terms: Vec::new(),
        checks: Vec::new(),
        missing: Vec::new(),
        remarks: String::new(),
        signature: None,
        codes: Vec::new(),
        footer: String::new(),
    }
}

fn waits(reason: ProvisionalReason, word: &dyn Fn(&str, &str) -> String) -> String {
    match reason {
        ProvisionalReason::RightElsewhere => {
            word("先收下：另一台平板管着这张卡", "Taken for now: another tablet holds this card")
        }
        _ => word("先收下：等总部确认", "Taken for now: head office confirms it"),
    }
}
