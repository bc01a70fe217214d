//! What goes wrong besides the network and the disks: poison, clocks, revocation, clones and rollbacks.

use serde_json::json;
use tenon_domain::entities::DeviceState;
use tenon_domain::{Hash, OpId};
use tenon_store::{hq, tablet as store};

use super::chain::DAY_MS;
use super::tablet::Tablet;
use super::world::World;

impl World {
    /// An operation that no version can judge stands in a journal, properly chained, as one of a later version would
    /// after a downgrade.
    pub(super) fn poison(&mut self, at: usize) -> String {
        let id: OpId = self.rng.id();
        let kind = self.rng.below(4);
        let tablet = &mut self.tablets[at];
        let (last, prev): (i64, Hash) = store::tail(&mut tablet.disk).unwrap();
        let mut stamp = json!({
            "id": id, "device": tablet.identity.device, "seq": last + 1, "prev": prev, "actor": null, "session": null,
            "policy": 1, "store": tablet.identity.store,
            "at": {"wall_ms": 1, "hq_ms": null, "uncertainty_ms": 0},
            "after": [], "spends": [], "told": null, "op": {"tag": "kitchen.dream.v9", "colour": "蓝"},
        });
        match kind {
            0 => {}
            1 => stamp["op"] = json!({"tag": "card.redeem.v1", "number": 7}),
            2 => stamp["at"] = json!("yesterday"),
            _ => stamp["op"] = json!(["no", "tag"]),
        }
        store::append(&mut tablet.disk, last + 1, id, stamp.to_string(), &store::Touches::default()).unwrap();
        self.ledger.poison.insert(id.0);
        format!("poison of kind {kind} as {}", last + 1)
    }

    /// The wall clock of a tablet jumps.
    pub(super) fn jump(&mut self, at: usize) -> String {
        let by = [DAY_MS, -DAY_MS, 3650 * DAY_MS, -3650 * DAY_MS, 0][self.rng.below(5)];
        self.tablets[at].wall_off_ms = by;
        format!("the wall clock is off by {by} ms")
    }

    /// HQ takes a device out of service.
    pub(super) fn revoke(&mut self, at: usize) -> String {
        let id = self.tablets[at].identity.device;
        let Some(mut device) = self.mirror.devices.get(&id.0).cloned() else { return String::new() };
        device.state = DeviceState::Revoked;
        self.ledger.excused_devices.insert(id);
        hq::commit(&mut self.hq.disk, |commit| commit.put(&device)).unwrap();
        "revoked".to_owned()
    }

    /// Keeps a copy of the tablet's database for later.
    pub(super) fn copy(&mut self, at: usize) -> String {
        let path = self.dir.path().join(format!("copy-{at}-{}.db", self.now_ms));
        self.tablets[at].disk.copy_to(&path);
        self.copies.push((at, path));
        "copied".to_owned()
    }

    /// A copy comes into use: instead of the tablet's database, or on a second device that takes itself for the first.
    pub(super) fn use_copy(&mut self) -> String {
        if self.copies.is_empty() {
            return "no copy".to_owned();
        }
        let (at, path) = self.copies.swap_remove(self.rng.below(self.copies.len()));
        let device = self.tablets[at].identity.device;
        self.ledger.excused_devices.insert(device);
        if self.rng.chance(50) {
            self.tablets[at].restart(true);
            self.tablets[at].reopen(&path);
            self.ledger.saved.remove(&at);
            return format!("tablet {at} is rolled back");
        }
        let key = self.tablets[at].identity.key.clone();
        self.tablets.push(Tablet::open(&path, device, key, self.hole));
        format!("tablet {at} is cloned as {}", self.tablets.len() - 1)
    }
}
