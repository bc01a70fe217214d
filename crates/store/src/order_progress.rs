//! How far an order is, read from the rows of a tablet or of headquarters.

use std::collections::BTreeMap;

use tenon_domain::entities::{Measurement, Order, Project, WorkOrder};
use tenon_domain::order_progress::OrderProgress;
use tenon_domain::progress::ProjectSheet;

use crate::{Error, SqlRows};

impl SqlRows<'_> {
    /// How far `order` is, by the projects and jobs that are held here.
    pub fn order_progress(&mut self, order: &Order) -> Result<OrderProgress, Error> {
        let named = self.entities_by::<WorkOrder>(&WorkOrder::of_order(order.id))?;
        let mut jobs: BTreeMap<_, WorkOrder> = named.into_iter().map(|job| (job.id, job)).collect();
        let mut projects = Vec::new();
        for project in self.entities_by::<Project>(&Project::of_order(order.id))? {
            let measured = self.entities_by::<Measurement>(&Measurement::of_project(project.id))?;
            let its = self.entities_by::<WorkOrder>(&WorkOrder::of_project(project.id))?;
            projects.push(ProjectSheet::of(project, &measured, &its));
            jobs.extend(its.into_iter().map(|job| (job.id, job)));
        }
        let jobs: Vec<WorkOrder> = jobs.into_values().collect();
        Ok(OrderProgress::of(order, &projects, &jobs))
    }
}
