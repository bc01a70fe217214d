//! Slips: what stands on one is read back in, on any tablet or at headquarters, at any time, also a second time.

use tenon_domain::Uuid;
use tenon_domain::ops::{AnyOperation, ReadPaper};
use tenon_store::tablet as store;
use tenon_sync::{paper, sign};

use super::world::World;

/// A slip that a customer took home.
#[derive(Debug, Clone)]
pub(super) struct Slip {
    /// The operation on it.
    pub(super) op: Uuid,
    /// The text of its code.
    text: String,
}

impl World {
    /// Tablet `at` prints the slip of the operation that it saved as `seq`.
    pub(super) fn print_slip(&mut self, at: usize, op: Uuid, seq: i64) {
        let tablet = &mut self.tablets[at];
        let Ok(Some(entry)) = store::entry(&mut tablet.disk, seq) else { return };
        let signed = sign(&tablet.identity.key, entry.bytes);
        // One with a long hand-over in it has no code.
        let Some(text) = paper::print(&signed) else { return };
        self.ledger.slips.push(Slip { op, text });
    }

    /// Somebody scans a slip.
    pub(super) fn scan_slip(&mut self) -> Option<AnyOperation> {
        let slip = self.rng.pick(&self.ledger.slips)?;
        Some(ReadPaper { signed: paper::read(&slip.text).expect("what was printed is read") }.into())
    }

    /// A clerk scans a slip.
    pub(super) fn scan_slip_at_hq(&mut self) -> Option<String> {
        let op = self.scan_slip()?;
        Some(format!("a clerk reads the slip of {:?}: {}", op.subject(), self.clerk_does(&op)))
    }
}
