//! The rules that HQ's database and its answers keep.

use std::collections::{BTreeMap, BTreeSet};

use tenon_domain::entities::{Arrival, Case, CaseNature, Device, Ruling, Window, describe};
use tenon_domain::ops::{
    AdvanceWorkOrder, AmendOrder, AnyOperation, BlockTime, CollectDifference, MoveAppointment, RecallCard,
    ResizeWindow, ReturnPayment, SignOrder, TakePayment,
};
use tenon_domain::{DeviceId, Hash, Kind, Operation, Scope, Uuid};
use tenon_store::Connection;
use tenon_sync::wire::Answer;

use super::{Broken, hold};
use crate::sim::ledger::Ledger;
use crate::sim::world::World;

impl World {
    /// Checks HQ, if anything was committed since the last time.
    pub(in crate::sim) fn check_hq(&mut self) -> Result<(), Broken> {
        let news = self.mirror.refresh(&mut self.hq.disk);
        if news.is_empty() {
            return Ok(());
        }
        self.meet_new_cards();
        self.received_is_a_chain()?;
        self.one_effect_one_verdict(&news)?;
        self.check_promises()?;
        self.arrivals_without_a_code_are_told()?;
        self.one_case_each(&news)
    }

    /// 2. An operation has one verdict, which stands, and one effect.
    fn one_effect_one_verdict(&mut self, news: &[(Kind, Uuid, Option<String>)]) -> Result<(), Broken> {
        for (kind, id, before) in news.iter().filter(|(kind, _, _)| *kind == Kind::Verdict) {
            hold("2 one verdict", before.is_none(), || format!("the verdict on {id} was given twice"))?;
            let accepted = matches!(self.mirror.verdicts[id].0.ruling, Ruling::Accepted { .. });
            self.tally.judged += 1;
            self.tally.not_accepted += usize::from(!accepted);
            debug_assert_eq!(*kind, Kind::Verdict);
        }
        let mut ops = BTreeSet::new();
        let made = self
            .mirror
            .redemptions
            .values()
            .map(|one| one.op)
            .chain(self.mirror.appointments.values().map(|one| one.op));
        for op in made {
            hold("2 one effect", ops.insert(op), || format!("{op} has two effects"))?;
            let verdict = self.mirror.verdicts.get(&op.0).map(|(verdict, _)| &verdict.ruling);
            hold("2 one effect", matches!(verdict, Some(Ruling::Accepted { .. })), || {
                format!("{op} has an effect and the verdict {verdict:?}")
            })?;
        }
        Ok(())
    }

    /// 3. What was received of a device is 1, 2, 3, …, each linked to the one before, and judged in that order.
    fn received_is_a_chain(&mut self) -> Result<(), Broken> {
        let rule = "3 received is a chain";
        let sql = "SELECT r.device, r.seq, r.op, r.hash, r.bytes, r.seq <= c.judged FROM received r \
                   JOIN chains c ON c.device = r.device ORDER BY r.device, r.seq";
        let rows = self.hq.disk.query(sql, &[]);
        let mut tails: BTreeMap<String, (i64, Hash, bool, i64)> = BTreeMap::new();
        for row in rows.unwrap() {
            let device = row.text(0).unwrap();
            let (seq, op) = (row.integer(1).unwrap(), row.parsed::<Uuid>(2).unwrap());
            let (last, prev, judged_so_far, n) = tails.get(device).copied().unwrap_or((0, Hash::default(), true, 0));
            let bytes = row.text(4).unwrap();
            let link: serde_json::Value = serde_json::from_str(bytes).unwrap();
            hold(rule, seq == last + 1, || format!("{device}: {seq} follows {last}"))?;
            hold(rule, link["prev"] == prev.to_string(), || format!("{device}: the link of {seq} is broken"))?;
            let judged = row.integer(5).unwrap() == 1;
            hold(rule, judged_so_far || !judged, || format!("{device}: {seq} was judged before its time"))?;
            let verdict = self.mirror.verdicts.get(&op).map(|(_, n)| *n);
            // What came with another tablet's operation was judged with that.
            if self.mirror.rows.contains_key(&(Kind::PaperRecord, op)) {
                tails.insert(device.to_owned(), (seq, row.parsed(3).unwrap(), judged, n));
                continue;
            }
            hold(rule, verdict.is_some() == judged, || {
                format!("{device}: {seq} judged {judged}, verdict {verdict:?}")
            })?;
            let verdict = verdict.unwrap_or(n);
            hold(rule, verdict >= n, || format!("{device}: {seq} was judged before the one before it"))?;
            tails.insert(device.to_owned(), (seq, row.parsed(3).unwrap(), judged, verdict));
        }
        Ok(())
    }

    /// 9. Every refusal, conflict, quarantine and stray has one case; only a person's operation closes one.
    fn one_case_each(&mut self, news: &[(Kind, Uuid, Option<String>)]) -> Result<(), Broken> {
        let rule = "9 one case each";
        let mut cases_of: BTreeMap<Uuid, usize> = BTreeMap::new();
        let strays = self.hq.disk.query("SELECT COUNT(*) FROM strays", &[]).unwrap()[0].integer(0).unwrap();
        let mut stray_cases = 0;
        for case in self.mirror.cases.values() {
            if case.nature == CaseNature::Quarantined && case.id.0 != case.op.0 {
                stray_cases += 1;
                continue;
            }
            // One for each store that has customers in a window that became too small.
            if [ResizeWindow::TAG, BlockTime::TAG].contains(&case.tag.as_str()) {
                let of_store =
                    |window: &Window| Case::id_about(case.op).derive(&format!("{}:{}", window.id, case.store));
                let told = self.mirror.windows.values().any(|window| case.id == of_store(window));
                hold(rule, told, || format!("{} is told twice of {}", case.store, case.op))?;
                continue;
            }
            for op in case.cascade.iter().map(|fallen| fallen.op).chain([case.op]) {
                *cases_of.entry(op.0).or_default() += 1;
            }
        }
        hold(rule, strays == stray_cases, || format!("{strays} strays, {stray_cases} cases about them"))?;
        // A recall that came too late is an accepted operation, and the one who asked is told; so is an order or a
        // payment that contradicts another: it happened. So is a move that was guaranteed after the crew drove off, and an
        // arrival without the customer's code.
        let disputable = [
            MoveAppointment::TAG,
            AdvanceWorkOrder::TAG,
            SignOrder::TAG,
            AmendOrder::TAG,
            TakePayment::TAG,
            ReturnPayment::TAG,
            CollectDifference::TAG,
        ];
        let told: BTreeSet<Uuid> = self
            .mirror
            .cases
            .values()
            .filter(|case| {
                (case.device == Device::HQ && case.tag == RecallCard::TAG)
                    || (case.nature == CaseNature::Conflict && disputable.contains(&case.tag.as_str()))
            })
            .map(|case| case.op.0)
            .collect();
        for (op, (verdict, _)) in &self.mirror.verdicts {
            let cases = cases_of.get(op).copied().unwrap_or_default();
            let lost = self
                .mirror
                .redemptions
                .values()
                .any(|one| one.op.0 == *op && one.standing == tenon_domain::entities::Standing::Lost);
            let expected = match verdict.ruling {
                Ruling::Accepted { .. } => usize::from(lost || told.contains(op)),
                _ => 1,
            };
            hold(rule, cases == expected, || format!("{op} has {cases} cases, verdict {:?}", verdict.ruling))?;
        }
        for (_, id, before) in news.iter().filter(|(kind, _, _)| *kind == Kind::Case) {
            let closed_before = before.as_ref().is_some_and(|body| !body.contains("\"closed\":null"));
            let closed = self.mirror.cases[id].closed.is_some();
            hold(rule, closed || !closed_before, || format!("the case {id} was opened again"))?;
            hold(rule, !closed || closed_before || self.closed_by_someone(*id), || {
                format!("the case {id} was closed by no one")
            })?;
        }
        Ok(())
    }

    /// Of every arrival without the customer's code head office is told.
    fn arrivals_without_a_code_are_told(&self) -> Result<(), Broken> {
        let steps = self.mirror.work_orders.values().flat_map(|job| &job.history);
        let without = steps.filter(|step| matches!(step.arrival, Some(Arrival::Without { .. }))).count();
        let cases = self.mirror.cases.values().filter(|case| case.refusal.code == "customer_code_not_shown").count();
        hold("arrivals without a code", without == cases, || format!("{without} arrivals, {cases} cases"))
    }

    fn closed_by_someone(&mut self, case: Uuid) -> bool {
        let rows = self.hq.disk.query("SELECT op, bytes FROM received JOIN chains USING (device) WHERE received.seq <= judged ORDER BY received.seq", &[]).unwrap();
        rows.iter().any(|row| {
            let accepted = self.mirror.verdicts.get(&row.parsed::<Uuid>(0).unwrap());
            let accepted = matches!(accepted.map(|(verdict, _)| &verdict.ruling), Some(Ruling::Accepted { .. }));
            let stamp: serde_json::Value = serde_json::from_str(row.text(1).unwrap()).unwrap();
            let op = AnyOperation::read(&stamp["op"]);
            let closed = match op {
                Ok(AnyOperation::CloseCase(close)) => Some(close.case),
                Ok(AnyOperation::CollectDifference(collect)) => Some(collect.case),
                Ok(AnyOperation::GrantGoodwill(grant)) => Some(grant.case),
                Ok(AnyOperation::CancelOrder(cancel)) => cancel.case,
                _ => None,
            };
            accepted && closed.is_some_and(|closed| closed.0 == case)
        })
    }

    /// 10. Every row in an answer lies in the device's scopes. Notes the rows that belong to a last page's cursor.
    pub(in crate::sim) fn check_answer(&mut self, device: DeviceId, answer: &Answer) -> Result<(), Broken> {
        let rule = "10 only what is its own";
        let known = self.mirror.devices[&device.0].clone();
        let scopes: BTreeSet<Scope> = if known.state == tenon_domain::entities::DeviceState::Revoked {
            [Scope::Device(device)].into()
        } else {
            known.subscriptions().into_iter().collect()
        };
        for scope in answer.page.members.keys() {
            hold(rule, scopes.contains(scope), || format!("{device} is sent {scope}"))?;
        }
        for body in &answer.page.bodies {
            let described = describe(Kind::parse(&body.kind).unwrap(), &body.body).unwrap();
            hold(rule, described.scopes.iter().any(|scope| scopes.contains(scope)), || {
                format!("{device} is sent {} {}", body.kind, body.id)
            })?;
        }
        if answer.complete {
            let rows = self.mirror.rows_of(&scopes);
            self.ledger.history.insert(Ledger::key(device, &answer.cursor), rows);
        }
        Ok(())
    }
}
