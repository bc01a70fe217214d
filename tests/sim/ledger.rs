//! What the world outside the databases remembers: what people were told, and what excuses a contradiction.

use std::collections::{BTreeMap, BTreeSet};

use tenon_domain::entities::Staff;
use tenon_domain::{DeviceId, Finality, Id, OpId, Uuid};
use tenon_sync::tablet::Submitted;
use tenon_sync::wire::Cursor;

use super::mirror::RowText;
use super::papers::Slip;
use super::rights::Code;

/// Something that was said to be saved.
#[derive(Debug, Clone)]
pub(super) struct Told {
    pub(super) op: OpId,
    pub(super) seq: i64,
    pub(super) device: DeviceId,
    /// Number of the card or identifier of the window, where the customer was given one.
    pub(super) subject: Option<String>,
    pub(super) finality: Finality,
    /// The operation that took what the customer was given: that of the booking where one is moved, else `op`.
    pub(super) taken_by: OpId,
    /// How many units of it the customer was given.
    pub(super) units: u32,
}

/// See the module.
#[derive(Debug, Default)]
pub(super) struct Ledger {
    /// What each tablet, by index, said it had saved.
    pub(super) saved: BTreeMap<usize, Vec<Told>>,
    /// Devices that were cloned, rolled back, revoked: what they say may contradict what HQ knows.
    pub(super) excused_devices: BTreeSet<DeviceId>,
    /// Cards and windows of which HQ took a right back by force.
    pub(super) excused_subjects: BTreeSet<String>,
    /// The codes of hand-overs that were shown.
    pub(super) codes: Vec<Code>,
    /// The slips that customers took home.
    pub(super) slips: Vec<Slip>,
    /// People who left: what they did on a tablet that did not know yet is for people to settle.
    pub(super) gone_staff: BTreeSet<Id<Staff>>,
    /// The rows that belong to every cursor that HQ gave out with a pull's last page.
    pub(super) history: BTreeMap<(DeviceId, String), BTreeSet<RowText>>,
    /// Operations that no version can judge.
    pub(super) poison: BTreeSet<Uuid>,
}

impl Ledger {
    pub(super) fn save(
        &mut self,
        tablet: usize,
        device: DeviceId,
        submitted: Submitted,
        subject: Option<String>,
        (taken_by, units): (OpId, u32),
    ) {
        self.saved.entry(tablet).or_default().push(Told {
            op: submitted.op,
            seq: submitted.seq,
            device,
            subject,
            finality: submitted.finality,
            taken_by,
            units,
        });
    }

    /// Whether something was done about the card or window `subject` that excuses a contradiction. A copy of a tablet can
    /// hand a right over once more.
    pub(super) fn excuses(&self, subject: &str) -> bool {
        let copied = |code: &Code| code.number == subject && self.excused_devices.contains(&code.from);
        self.excused_subjects.contains(subject) || self.codes.iter().any(copied)
    }

    pub(super) fn key(device: DeviceId, cursor: &Cursor) -> (DeviceId, String) {
        (device, serde_json::to_string(cursor).unwrap())
    }
}
