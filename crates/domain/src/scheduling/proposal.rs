//! Proposals: the windows that suit a visit best, each with what speaks for it.
//!
//! Everything is weighed in minutes of driving. A day of waiting counts as 5, a full day of the crew as 30, a crew that is not
//! a specialist as 15, a place that is not guaranteed as 60, and a time that the customer would rather not have as 120. The
//! same crew is proposed once for each half of a day. Days come in their order, and as waiting counts, the rest of the
//! calendar need not be looked at once no day of it could be better ([`Ranking::is_settled`]).

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{Date, Leg, Travel};
use crate::entities::{Crew, Window};
use crate::{Id, Localized};

const DAY_OF_WAITING: i64 = 5;
const FULL_DAY: i64 = 30;
const NO_SPECIALIST: i64 = 15;
const NOT_GUARANTEED: i64 = 60;
const OTHER_TIME: i64 = 120;
/// What driving counts as where the ways are not known.
const UNKNOWN_WAY: i64 = 60;

/// Half of a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum DayPart {
    /// Windows that begin before noon.
    Morning,
    /// Windows that begin at noon or later.
    Afternoon,
}

/// What is wished for.
#[derive(Debug, Clone, PartialEq)]
pub struct Wish {
    /// Path of the category of the goods, where it was said.
    pub goods: Option<String>,
    /// Code of the area to drive to, where it is known.
    pub area: Option<String>,
    /// The first day that will do.
    pub from: Date,
    /// The days of the week that the customer would like, 1 for Monday; none: any.
    pub weekdays: Vec<u8>,
    /// The half of the day that the customer would like.
    pub part: Option<DayPart>,
}

/// A window of a crew's day.
#[derive(Debug, Clone, PartialEq)]
pub struct Offer {
    /// Which.
    pub window: Id<Window>,
    /// Start, UTC milliseconds.
    pub start_ms: i64,
    /// End, UTC milliseconds.
    pub end_ms: i64,
    /// The half of the day that it begins in.
    pub part: DayPart,
    /// How many work units fit in.
    pub capacity: u32,
    /// Units that are booked in it.
    pub booked: u32,
    /// Whether the visit can be booked: guaranteed, or if HQ confirms it; none where it cannot.
    pub guaranteed: Option<bool>,
    /// Areas of the visits that are booked in it, one each; empty where it is not known.
    pub areas: Vec<String>,
}

/// What a crew has on a day; the offers in the order of their start.
#[derive(Debug)]
pub struct CrewDay<'c> {
    /// Whose.
    pub crew: &'c Crew,
    /// The day.
    pub date: Date,
    /// Its windows.
    pub offers: Vec<Offer>,
}

/// A window that is proposed, and what speaks for and against it.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[expect(clippy::struct_excessive_bools, reason = "each is a reason of its own that people are told")]
pub struct Proposal {
    /// Which window.
    pub window: Id<Window>,
    /// Whose.
    pub crew: Id<Crew>,
    /// What people call the crew.
    pub crew_name: Localized,
    /// The day, `2026-11-22`.
    pub date: String,
    /// Start, UTC milliseconds.
    pub start_ms: i64,
    /// End, UTC milliseconds.
    pub end_ms: i64,
    /// A booking would stand; else HQ must confirm it.
    pub guaranteed: bool,
    /// What the crew would drive more that day; none where the ways are not known.
    pub detour: Option<Leg>,
    /// The crew is in the same area that day anyway.
    pub nearby: bool,
    /// The crew takes such goods and not all goods.
    pub specialist: bool,
    /// Work units that the crew has on that day.
    pub day_units: u32,
    /// Work units that fit in the crew's day.
    pub day_capacity: u32,
    /// The customer would like that time.
    pub liked: bool,
    /// All of it in minutes of driving; less is better.
    pub cost: i64,
}

/// The best windows so far, the best first.
#[derive(Debug)]
pub struct Ranking<'t> {
    travel: &'t Travel,
    wish: Wish,
    limit: usize,
    best: Vec<Proposal>,
    parts: Vec<DayPart>,
}

impl<'t> Ranking<'t> {
    /// Will find the `limit` best windows for `wish`.
    pub fn new(travel: &'t Travel, wish: Wish, limit: usize) -> Self {
        Self { travel, wish, limit, best: Vec::new(), parts: Vec::new() }
    }

    /// Whether no window of `date` or a later day can be among the best.
    pub fn is_settled(&self, date: Date) -> bool {
        self.best.len() >= self.limit && self.best.last().is_some_and(|worst| worst.cost < self.waiting(date))
    }

    /// Looks at a crew's day.
    pub fn consider(&mut self, day: &CrewDay<'_>) {
        if !day.crew.takes(self.wish.goods.as_deref()) || day.date < self.wish.from {
            return;
        }
        let day_capacity: u32 = day.offers.iter().map(|offer| offer.capacity).sum();
        let day_units: u32 = day.offers.iter().map(|offer| offer.booked).sum();
        let nearby =
            self.wish.area.as_ref().is_some_and(|area| day.offers.iter().any(|offer| offer.areas.contains(area)));
        let specialist = self.wish.goods.is_some() && !day.crew.categories.is_empty();
        let weekday = self.wish.weekdays.is_empty() || self.wish.weekdays.contains(&day.date.weekday());
        let load = FULL_DAY * i64::from(day_units) / i64::from(day_capacity.max(1));
        let common =
            self.waiting(day.date) + load + if specialist || self.wish.goods.is_none() { 0 } else { NO_SPECIALIST };
        let now = self.travel.tour(day.crew.base.as_deref(), areas(&day.offers));
        for (at, offer) in day.offers.iter().enumerate() {
            let Some(guaranteed) = offer.guaranteed else { continue };
            let liked = weekday && self.wish.part.is_none_or(|part| part == offer.part);
            let cost = common + if guaranteed { 0 } else { NOT_GUARANTEED } + if liked { 0 } else { OTHER_TIME };
            if self.is_beaten(cost) {
                continue;
            }
            let detour = now.and_then(|now| self.detour(day, at, now));
            let proposal = Proposal {
                window: offer.window,
                crew: day.crew.id,
                crew_name: day.crew.name.clone(),
                date: day.date.to_string(),
                start_ms: offer.start_ms,
                end_ms: offer.end_ms,
                guaranteed,
                detour,
                nearby,
                specialist,
                day_units,
                day_capacity,
                liked,
                cost: cost + detour.map_or(UNKNOWN_WAY, |leg| leg.minutes),
            };
            self.take(proposal, offer.part);
        }
    }

    /// The best windows.
    pub fn into_best(self) -> Vec<Proposal> {
        self.best
    }

    fn waiting(&self, date: Date) -> i64 {
        DAY_OF_WAITING * self.wish.from.days_until(date).max(0)
    }

    fn is_beaten(&self, cost: i64) -> bool {
        self.best.len() >= self.limit && self.best.last().is_some_and(|worst| worst.cost < cost)
    }

    /// What a visit in the window `at` adds to the day's tour: at the best place among the visits of that window.
    fn detour(&self, day: &CrewDay<'_>, at: usize, now: Leg) -> Option<Leg> {
        let area = self.wish.area.as_deref()?;
        let known = |offers: &[Offer]| areas(offers).count();
        let before = known(&day.offers[..at]);
        let stops: Vec<&str> = areas(&day.offers).collect();
        let with = |place: usize| {
            let (head, tail) = stops.split_at(place);
            let stops = head.iter().copied().chain([area]).chain(tail.iter().copied());
            self.travel.tour(day.crew.base.as_deref(), stops)
        };
        let best = (before..=before + known(&day.offers[at..=at])).filter_map(with).min()?;
        Some(best - now)
    }

    fn take(&mut self, proposal: Proposal, part: DayPart) {
        let rank = |one: &Proposal| (one.cost, one.start_ms, one.window);
        let same = |(held, held_part): (&Proposal, &DayPart)| {
            held.crew == proposal.crew && held.date == proposal.date && *held_part == part
        };
        if let Some(held) = self.best.iter().zip(&self.parts).position(same) {
            if rank(&self.best[held]) <= rank(&proposal) {
                return;
            }
            self.best.remove(held);
            self.parts.remove(held);
        }
        let place = self.best.partition_point(|held| rank(held) <= rank(&proposal));
        self.best.insert(place, proposal);
        self.parts.insert(place, part);
        self.best.truncate(self.limit);
        self.parts.truncate(self.limit);
    }
}

fn areas(offers: &[Offer]) -> impl Iterator<Item = &str> {
    offers.iter().flat_map(|offer| &offer.areas).map(String::as_str).filter(|area| !area.is_empty())
}
