//! Measurement forms and checklists as clerks see and change them, and a form tried before it is laid down.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use tenon_domain::Refusal;
use tenon_domain::entities::{Checklist, ChecklistContent, FormContent, MeasureForm, Readings};
use tenon_domain::measuring::{Evaluation, TypedFault, evaluate, read_typed};
use tenon_store::catalog::CategoryCount;
use tenon_store::{Connection, Error, Schema, SqlRows};
use ts_rs::TS;

/// Texts of one trial at most: as many as a form has fields at most.
const TYPED_LIMIT: usize = 200;

/// The newest version of a measurement form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct ConsoleForm {
    /// Counts up from 1.
    pub version: u32,
    /// What it says.
    pub content: FormContent,
    /// When it was laid down, UTC milliseconds.
    pub at_ms: i64,
    /// By whom.
    pub by_name: String,
}

/// The newest version of a checklist.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct ConsoleChecklist {
    /// Counts up from 1.
    pub version: u32,
    /// What it says.
    pub content: ChecklistContent,
    /// When it was laid down, UTC milliseconds.
    pub at_ms: i64,
    /// By whom.
    pub by_name: String,
}

/// What is measured and what is seen to, and the goods that checklists can be for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct ConsoleForms {
    /// By their names.
    pub forms: Vec<ConsoleForm>,
    /// By kind of job, then category.
    pub checklists: Vec<ConsoleChecklist>,
    /// The catalog's categories, by path.
    pub categories: Vec<CategoryCount>,
}

/// A form as it may be, with what a measurer might type into it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FormTrial {
    /// The form.
    pub content: FormContent,
    /// By field: what was typed.
    pub typed: BTreeMap<String, String>,
}

/// What came of a trial.
#[derive(Debug, Serialize, TS)]
pub struct TriedForm {
    /// By field: why what was typed is no reading.
    pub odd: BTreeMap<String, TypedFault>,
    /// What the readings say.
    pub evaluation: Evaluation,
}

/// See [`ConsoleForms`].
pub fn forms(conn: &mut dyn Connection, categories: Vec<CategoryCount>) -> Result<ConsoleForms, Error> {
    let mut rows = SqlRows(conn, Schema::Hq);
    let mut forms = BTreeMap::new();
    for form in rows.all::<MeasureForm>()? {
        let newest = forms.entry(form.content.category.clone()).or_insert_with(|| form.clone());
        if newest.version < form.version {
            *newest = form;
        }
    }
    let mut checklists = BTreeMap::new();
    for list in rows.all::<Checklist>()? {
        let of = (list.content.kind.as_str(), list.content.category.clone());
        let newest = checklists.entry(of).or_insert_with(|| list.clone());
        if newest.version < list.version {
            *newest = list;
        }
    }
    let form = |MeasureForm { version, content, at_ms, by_name, .. }| ConsoleForm { version, content, at_ms, by_name };
    let list =
        |Checklist { version, content, at_ms, by_name, .. }| ConsoleChecklist { version, content, at_ms, by_name };
    let mut forms: Vec<ConsoleForm> = forms.into_values().map(form).collect();
    forms.sort_by(|a, b| a.content.name.zh.cmp(&b.content.name.zh));
    Ok(ConsoleForms { forms, checklists: checklists.into_values().map(list).collect(), categories })
}

/// Reads what was typed by the form and says what follows, as a tablet would.
///
/// # Errors
/// `fields_faulty` where something is wrong with the form; `form_trial` where more was typed than a form can hold.
pub fn try_form(trial: &FormTrial) -> Result<TriedForm, Refusal> {
    if let Some(refusal) = Refusal::of_faults(&trial.content.faults()) {
        return Err(refusal);
    }
    if trial.typed.len() > TYPED_LIMIT {
        return Err(Refusal::new("form_trial", "More was typed than a form has fields."));
    }
    let (mut readings, mut odd) = (Readings::new(), BTreeMap::new());
    for field in &trial.content.fields {
        let Some(typed) = trial.typed.get(&field.key) else { continue };
        match read_typed(field, typed) {
            Ok(Some(reading)) => {
                readings.insert(field.key.clone(), reading);
            }
            Ok(None) => {}
            Err(fault) => {
                odd.insert(field.key.clone(), fault);
            }
        }
    }
    Ok(TriedForm { odd, evaluation: evaluate(&trial.content, &readings) })
}
