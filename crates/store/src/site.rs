//! What a job's record on site names.

use tenon_domain::entities::{Appointment, Checklist, WorkOrder};

use crate::{Error, SqlRows};

impl SqlRows<'_> {
    /// The checklist that holds for `job`: that of its first tick, else the one that it begins with; none where HQ has
    /// laid none down for such jobs.
    pub fn checklist_of(&mut self, job: &WorkOrder) -> Result<Option<Checklist>, Error> {
        if let Some(id) = job.site.checklist {
            return self.entity(id);
        }
        let goods = self.entity::<Appointment>(job.appointment)?.and_then(|appointment| appointment.goods);
        let lists = self.entities_by(&Checklist::of_kind(job.kind))?;
        Ok(Checklist::for_goods(lists, goods.as_deref()))
    }
}
