//! The planner: which visits of a day would save driving with another crew, at the time that was promised.
//!
//! Nobody's time changes: a visit goes to another crew's window with the same start and end, or two visits change their
//! crews. Each step is the one that saves the most after those before it; a later one may want a place that an earlier one
//! leaves. A window never gets more work units than it has. That is steepest descent; it ends where no single step saves at least [`LEAST_MINUTES`].

use std::cmp::Reverse;

use serde::Serialize;
use ts_rs::TS;

use super::{Leg, Travel};
use crate::Id;
use crate::entities::{Appointment, Crew, Store, Window, WorkKind};

/// A step that saves less is not worth telling anyone.
pub const LEAST_MINUTES: i64 = 5;
/// A visit more with the busier of two crews counts as so many minutes.
const BALANCE_MINUTES: i64 = 3;

/// A visit that the planner may give to another crew.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Visit {
    /// Which; none for one that stays where it is.
    pub appointment: Option<Id<Appointment>>,
    /// For which store.
    pub store: Id<Store>,
    /// Code of the area to drive to; empty where it is not known.
    pub area: String,
    /// Path of the category of the goods, where it was said.
    pub goods: Option<String>,
    /// Work units of its window that it takes.
    pub units: u32,
}

/// A window of a crew on the day, with its visits.
#[derive(Debug, Clone, PartialEq)]
pub struct PlannedWindow {
    /// Which.
    pub window: Id<Window>,
    /// The crew's place in the plan.
    pub crew: usize,
    /// What for.
    pub kind: WorkKind,
    /// Start, UTC milliseconds.
    pub start_ms: i64,
    /// End, UTC milliseconds.
    pub end_ms: i64,
    /// Work units that nobody has, less what is promised beyond the capacity.
    pub free: i64,
    /// The stores that it is open to.
    pub stores: Vec<Id<Store>>,
    /// Who is in it.
    pub visits: Vec<Visit>,
}

/// A day of all crews.
#[derive(Debug, Clone)]
pub struct DayPlan {
    /// The crews.
    pub crews: Vec<Crew>,
    /// Their windows in the order of their start.
    pub windows: Vec<PlannedWindow>,
}

/// What the planner proposes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct PlanStep {
    /// The visit that gets another crew.
    pub appointment: Id<Appointment>,
    /// The visit that comes in its place; none where a place is free.
    pub with: Option<Id<Appointment>>,
    /// The window that it leaves.
    pub from: Id<Window>,
    /// The window that it goes into.
    pub to: Id<Window>,
    /// Driving that is saved.
    pub saved: Leg,
    /// The other crew is in the visit's area that day anyway.
    pub nearby: bool,
}

/// Where a visit stands in a plan: its window and its place there.
type Place = (usize, usize);

/// A step and what it is worth.
struct Weighed {
    gain: i64,
    step: PlanStep,
    place: Place,
    to: usize,
    with: Option<usize>,
}

/// What a plan is weighed by.
struct Scales<'t> {
    travel: &'t Travel,
    /// The windows of each crew, in the order of their start.
    of_crew: Vec<Vec<usize>>,
}

impl<'t> Scales<'t> {
    fn of(plan: &DayPlan, travel: &'t Travel) -> Self {
        let mut of_crew = vec![Vec::new(); plan.crews.len()];
        for (at, window) in plan.windows.iter().enumerate() {
            of_crew[window.crew].push(at);
        }
        Self { travel, of_crew }
    }

    fn visits<'p>(&'p self, plan: &'p DayPlan, crew: usize) -> impl Iterator<Item = &'p Visit> {
        self.of_crew[crew].iter().flat_map(|at| &plan.windows[*at].visits)
    }

    /// Driving of the crew: none where a way is not known.
    fn tour(&self, plan: &DayPlan, crew: usize) -> Option<Leg> {
        let stops = self.visits(plan, crew).map(|visit| visit.area.as_str()).filter(|area| !area.is_empty());
        self.travel.tour(plan.crews[crew].base.as_deref(), stops)
    }

    /// What the crews drive together, and that in minutes with what their load counts as.
    fn weight(&self, plan: &DayPlan, [one, other]: [usize; 2]) -> Option<(i64, Leg)> {
        let driving = self.tour(plan, one)? + self.tour(plan, other)?;
        let load = self.visits(plan, one).count().max(self.visits(plan, other).count());
        Some((driving.minutes + BALANCE_MINUTES * i64::try_from(load).unwrap_or(i64::MAX), driving))
    }
}

impl DayPlan {
    /// Driving of all crews whose ways are known.
    pub fn driving(&self, travel: &Travel) -> Leg {
        let scales = Scales::of(self, travel);
        (0..self.crews.len()).filter_map(|crew| scales.tour(self, crew)).fold(Leg::default(), |sum, leg| sum + leg)
    }

    /// Whether the visit at `place` may go into the window `to`.
    fn fits(&self, (from, at): Place, to: usize) -> bool {
        let (here, there) = (&self.windows[from], &self.windows[to]);
        let visit = &here.visits[at];
        visit.appointment.is_some()
            && here.crew != there.crew
            && (here.kind, here.start_ms, here.end_ms) == (there.kind, there.start_ms, there.end_ms)
            && there.stores.contains(&visit.store)
            && self.takes(there.crew, visit.goods.as_deref(), here.crew)
    }

    /// Whether `crew` takes the goods, as `held` does; where they were not said, only one that takes all that `held` takes.
    fn takes(&self, crew: usize, goods: Option<&str>, held: usize) -> bool {
        let (crew, held) = (&self.crews[crew], &self.crews[held]);
        match goods {
            Some(goods) => crew.takes(Some(goods)),
            None if held.categories.is_empty() => crew.categories.is_empty(),
            None => held.categories.iter().all(|category| crew.takes(Some(category))),
        }
    }

    /// Whether there are units for giving the visit at `place` to the window `to`, and the visit `with` its place. A window
    /// that is short may still get a smaller visit for a larger one.
    fn has_units(&self, (from, at): Place, to: usize, with: Option<usize>) -> bool {
        let (here, there) = (&self.windows[from], &self.windows[to]);
        let goes = i64::from(here.visits[at].units);
        let comes = with.map_or(0, |other| i64::from(there.visits[other].units));
        (goes <= comes || there.free >= goes - comes) && (comes <= goes || here.free >= comes - goes)
    }

    /// Gives the visit at `place` to the window `to`, and the visit `with` its place.
    fn carry_out(&mut self, (from, at): Place, to: usize, with: Option<usize>) {
        let Some(other) = with else {
            let went = self.windows[from].visits.remove(at);
            self.windows[from].free += i64::from(went.units);
            self.windows[to].free -= i64::from(went.units);
            return self.windows[to].visits.push(went);
        };
        let came = self.windows[to].visits[other].clone();
        let more = i64::from(came.units) - i64::from(self.windows[from].visits[at].units);
        self.windows[from].free -= more;
        self.windows[to].free += more;
        let went = std::mem::replace(&mut self.windows[from].visits[at], came);
        self.windows[to].visits[other] = went;
    }

    /// Undoes [`Self::carry_out`] of the same.
    fn take_back(&mut self, (from, at): Place, to: usize, with: Option<usize>) {
        if with.is_some() {
            return self.carry_out((from, at), to, with);
        }
        if let Some(went) = self.windows[to].visits.pop() {
            self.windows[from].free -= i64::from(went.units);
            self.windows[to].free += i64::from(went.units);
            self.windows[from].visits.insert(at, went);
        }
    }

    /// The steps of the pairs of crews that are `asked` for which save enough, each by itself.
    fn weighed(&mut self, scales: &Scales<'_>, asked: impl Fn([usize; 2]) -> bool) -> Vec<Weighed> {
        let mut steps = Vec::new();
        for from in 0..self.windows.len() {
            for to in 0..self.windows.len() {
                if !asked(self.crews_of(from, to)) {
                    continue;
                }
                for at in 0..self.windows[from].visits.len() {
                    if !self.fits((from, at), to) {
                        continue;
                    }
                    if self.has_units((from, at), to, None) {
                        steps.extend(self.weigh(scales, (from, at), to, None));
                    }
                    // The same swap from the other side is the same.
                    for other in 0..if from < to { self.windows[to].visits.len() } else { 0 } {
                        if self.fits((to, other), from) && self.has_units((from, at), to, Some(other)) {
                            steps.extend(self.weigh(scales, (from, at), to, Some(other)));
                        }
                    }
                }
            }
        }
        steps
    }

    fn crews_of(&self, from: usize, to: usize) -> [usize; 2] {
        [self.windows[from].crew, self.windows[to].crew]
    }

    fn weigh(&mut self, scales: &Scales<'_>, place: Place, to: usize, with: Option<usize>) -> Option<Weighed> {
        let (from, at) = place;
        let crews = self.crews_of(from, to);
        let visit = &self.windows[from].visits[at];
        let (appointment, area) = (visit.appointment?, visit.area.clone());
        let with_appointment = with.and_then(|other| self.windows[to].visits[other].appointment);
        let (before, driven) = scales.weight(self, crews)?;
        let nearby = !area.is_empty() && scales.visits(self, crews[1]).any(|held| held.area == area);
        self.carry_out(place, to, with);
        let after = scales.weight(self, crews);
        self.take_back(place, to, with);
        let (after, driving) = after?;
        let (gain, saved) = (before - after, driven - driving);
        let ends = (self.windows[from].window, self.windows[to].window);
        let step = PlanStep { appointment, with: with_appointment, from: ends.0, to: ends.1, saved, nearby };
        (gain >= LEAST_MINUTES && saved.minutes >= LEAST_MINUTES).then_some(Weighed { gain, step, place, to, with })
    }

    /// Carries out the best step until none saves enough; what was done, in order. What a step is worth hangs on its two
    /// crews alone, so that after each only the steps of these two are weighed anew.
    pub fn improve(&mut self, travel: &Travel) -> Vec<PlanStep> {
        let scales = Scales::of(self, travel);
        let mut steps = self.weighed(&scales, |_| true);
        let mut done = Vec::new();
        loop {
            let best = (0..steps.len()).max_by_key(|at| (steps[*at].gain, Reverse(steps[*at].step.appointment)));
            let Some(best) = best else { return done };
            let Weighed { step, place, to, with, .. } = steps.swap_remove(best);
            self.carry_out(place, to, with);
            done.push(step);
            let changed = self.crews_of(place.0, to);
            let touched = |crews: [usize; 2]| crews.iter().any(|crew| changed.contains(crew));
            steps.retain(|one| !touched(self.crews_of(one.place.0, one.to)));
            steps.extend(self.weighed(&scales, touched));
        }
    }
}
