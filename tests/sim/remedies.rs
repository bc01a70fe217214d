//! What people do about a card that does not count: on a tablet or at headquarters, on the order that stands on it.

use tenon_domain::Id;
use tenon_domain::entities::{Case, Order, QuoteVersion};
use tenon_domain::ops::{AnyOperation, CancelOrder, CollectDifference, GrantGoodwill};

use super::people::all;
use super::world::World;

impl World {
    /// Somebody at tablet `at` settles an order.
    pub(super) fn settle(&mut self, at: usize) -> Option<AnyOperation> {
        let tablet = &mut self.tablets[at];
        let (cases, orders, versions) = (all::<Case>(tablet), all::<Order>(tablet), all::<QuoteVersion>(tablet));
        self.remedy(&cases, &orders, &versions)
    }

    /// A clerk settles an order.
    pub(super) fn settle_at_hq(&mut self) -> Option<String> {
        let (cases, orders, versions) = (self.all_at_hq(), self.all_at_hq(), self.all_at_hq());
        let op = self.remedy(&cases, &orders, &versions)?;
        let outcome = self.clerk_does(&op);
        Some(format!("a clerk settles with {}: {outcome}", op.tag()))
    }

    /// Mostly what somebody would do, on an order that a case is about; now and then what they should not.
    fn remedy(&mut self, cases: &[Case], orders: &[Order], versions: &[QuoteVersion]) -> Option<AnyOperation> {
        let about = |order: &Order| cases.iter().any(|case| case.is_about(order));
        let meant: Vec<&Order> = orders.iter().filter(|order| order.card.is_some() && about(order)).collect();
        let order = *self.rng.pick(&meant)?;
        let about: Vec<&Case> = cases.iter().filter(|case| case.is_about(order)).collect();
        let open: Vec<&Case> = about.iter().copied().filter(|case| case.closed.is_none()).collect();
        let anew = self.rng.chance(80);
        let case: Id<Case> = self.rng.pick(if anew { &open } else { &about })?.id;
        let signed = order.agreement().map(|agreement| agreement.version);
        let worth = versions.iter().find(|version| Some(version.id) == signed);
        let worth = worth.map_or(1, |version| version.content.sums().card_minor);
        let (order, minor) = (order.id, worth + i64::from(self.rng.chance(5)));
        let note = "两张同号的卡".to_owned();
        Some(match self.rng.below(3) {
            0 => CollectDifference { case, order, minor, note }.into(),
            1 => GrantGoodwill { case, order, minor, note }.into(),
            _ => CancelOrder { order, reason: note, case: Some(case) }.into(),
        })
    }
}
