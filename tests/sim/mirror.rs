//! HQ's rows as anyone could read them in its database: the independent account that the rules compare with.

use std::collections::{BTreeMap, BTreeSet};

use tenon_domain::entities::{
    Appointment, Card, Case, Device, Goodwill, Order, PaperRecord, Redemption, Right, SpentNumbers, Verdict,
    WaitlistEntry, Window, WorkOrder, describe,
};
use tenon_domain::{Entity, Kind, Scope, Uuid};
use tenon_store::Connection;

use super::disk::Disk;

/// Kind, identifier, body.
pub(super) type RowText = (String, String, String);

/// A row at HQ.
#[derive(Debug, Clone)]
pub(super) struct HqRow {
    pub(super) body: String,
    pub(super) scopes: Vec<Scope>,
}

/// Every row of HQ's, kept current by commit number.
#[derive(Debug, Default)]
pub(super) struct Mirror {
    pub(super) n: i64,
    pub(super) rows: BTreeMap<(Kind, Uuid), HqRow>,
    pub(super) verdicts: BTreeMap<Uuid, (Verdict, i64)>,
    pub(super) cases: BTreeMap<Uuid, Case>,
    pub(super) rights: BTreeMap<Uuid, Right>,
    pub(super) windows: BTreeMap<Uuid, Window>,
    pub(super) appointments: BTreeMap<Uuid, Appointment>,
    pub(super) waiting: BTreeMap<Uuid, WaitlistEntry>,
    pub(super) redemptions: BTreeMap<Uuid, Redemption>,
    pub(super) devices: BTreeMap<Uuid, Device>,
    pub(super) cards: BTreeMap<Uuid, Card>,
    pub(super) spent: BTreeMap<Uuid, SpentNumbers>,
    pub(super) orders: BTreeMap<Uuid, Order>,
    pub(super) goodwill: BTreeMap<Uuid, Goodwill>,
    pub(super) papers: BTreeMap<Uuid, PaperRecord>,
    pub(super) work_orders: BTreeMap<Uuid, WorkOrder>,
}

fn take<E: Entity>(into: &mut BTreeMap<Uuid, E>, body: &str) {
    let entity: E = serde_json::from_str(body).unwrap();
    into.insert(entity.id().0, entity);
}

impl Mirror {
    /// Reads what was committed since the last time. Answers the rows that are new, with the body each had before.
    pub(super) fn refresh(&mut self, disk: &mut Disk) -> Vec<(Kind, Uuid, Option<String>)> {
        let head = disk.query("SELECT n FROM head", &[]).unwrap()[0].integer(0).unwrap();
        if head == self.n {
            return Vec::new();
        }
        let sql = "SELECT kind, id, n, body FROM entities WHERE n > ?1 ORDER BY n, kind, id";
        let mut news = Vec::new();
        for row in disk.query(sql, &[self.n.into()]).unwrap() {
            let (kind, id) = (Kind::parse(row.text(0).unwrap()).unwrap(), row.parsed::<Uuid>(1).unwrap());
            let (n, body) = (row.integer(2).unwrap(), row.text(3).unwrap().to_owned());
            match kind {
                Kind::Verdict => {
                    self.verdicts.insert(id, (serde_json::from_str(&body).unwrap(), n));
                }
                Kind::Case => take(&mut self.cases, &body),
                Kind::Right => take(&mut self.rights, &body),
                Kind::Window => take(&mut self.windows, &body),
                Kind::Appointment => take(&mut self.appointments, &body),
                Kind::WaitlistEntry => take(&mut self.waiting, &body),
                Kind::Redemption => take(&mut self.redemptions, &body),
                Kind::Device => take(&mut self.devices, &body),
                Kind::Card => take(&mut self.cards, &body),
                Kind::Order => take(&mut self.orders, &body),
                Kind::Goodwill => take(&mut self.goodwill, &body),
                Kind::PaperRecord => take(&mut self.papers, &body),
                Kind::WorkOrder => take(&mut self.work_orders, &body),
                Kind::SpentNumbers => take(&mut self.spent, &body),
                _ => {}
            }
            let scopes = describe(kind, &body).unwrap().scopes;
            let before = self.rows.insert((kind, id), HqRow { body, scopes });
            news.push((kind, id, before.map(|row| row.body)));
        }
        self.n = head;
        news
    }

    /// Every row that `device` is to hold.
    pub(super) fn rows_of(&self, scopes: &BTreeSet<Scope>) -> BTreeSet<RowText> {
        let sent = self.rows.iter().filter(|(_, row)| row.scopes.iter().any(|scope| scopes.contains(scope)));
        sent.map(|((kind, id), row)| (kind.as_str().to_owned(), id.to_string(), row.body.clone())).collect()
    }
}
