//! Checklists of measurements and installations.

use tenon_domain::Localized;
use tenon_domain::entities::{Checklist, ChecklistContent, ChecklistItem, JobPhase, WorkKind};

/// The first version of each checklist.
pub(super) fn checklists(at_ms: i64) -> Vec<Checklist> {
    let first = |content: ChecklistContent| Checklist {
        id: Checklist::id_of(content.kind, &content.category, 1),
        version: 1,
        content,
        at_ms,
        by_name: "tenon-hq".to_owned(),
    };
    [measure(), install()].into_iter().map(first).collect()
}

fn item(key: &str, phase: JobPhase, zh: &str, en: &str) -> ChecklistItem {
    ChecklistItem { key: key.to_owned(), name: Localized::new(zh, en), phase, required: false }
}

fn required(item: ChecklistItem) -> ChecklistItem {
    ChecklistItem { required: true, ..item }
}

/// A measurement is held by its form; its list reminds.
fn measure() -> ChecklistContent {
    ChecklistContent {
        kind: WorkKind::Measure,
        category: String::new(),
        name: Localized::new("量尺清单", "Measuring"),
        items: vec![
            item("meter", JobPhase::Before, "带测距仪和备用电池", "Distance meter and spare battery packed"),
            item("rooms", JobPhase::During, "和顾客逐间走一遍", "Walked through every room with the customer"),
            item("read_out", JobPhase::After, "尺寸给顾客念一遍", "Sizes read out to the customer"),
        ],
    }
}

fn install() -> ChecklistContent {
    ChecklistContent {
        kind: WorkKind::Install,
        category: String::new(),
        name: Localized::new("安装清单", "Installing"),
        items: vec![
            item("tools", JobPhase::Before, "工具和辅料带齐", "Tools and small parts packed"),
            item("covered", JobPhase::During, "地面和家具盖好", "Floor and furniture covered"),
            required(item(
                "shut_off",
                JobPhase::During,
                "打孔前看过水电走向",
                "Pipes and cables found before drilling",
            )),
            required(item("tested", JobPhase::After, "试用过，不漏不晃", "Tried out: nothing leaks, nothing wobbles")),
            item("rubbish", JobPhase::After, "垃圾带走", "Rubbish taken away"),
        ],
    }
}
