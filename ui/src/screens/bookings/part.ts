/** What an appointment is a part of: something new, or a project that it goes on with. */
import type {
  AppointmentSheet,
  BookAppointment,
  FollowUpReason,
  Id,
  ProjectCard,
  ProjectJob,
  Projects,
  ServiceRoute,
  WorkKind,
} from "../../host";

export type Part = {
  /** The project that it goes on with; null: a new one. */
  project: Id | null;
  /** How the goods of a new one come. */
  route: ServiceRoute;
  /** Why somebody comes again, where an ended job of the kind is there. */
  again: FollowUpReason | null;
};

/** A visit that is booked again because the customer was not there. */
export type Repeat = Pick<
  AppointmentSheet,
  "kind" | "customer" | "phone" | "address" | "goods" | "quantity"
> & {
  work_order: Id;
};

/** The ended job that another of `kind` would follow up: the latest. */
export function endedJob(project: ProjectCard | undefined, kind: WorkKind): ProjectJob | undefined {
  return project?.jobs.find((job) => job.kind === kind && (job.step === "done" || job.step === "failed"));
}

/** Why somebody comes again to do work of `kind`; the usual reason first. */
export function reasons(kind: WorkKind): FollowUpReason[] {
  return kind === "measure" ? ["remeasure", "complaint"] : ["rework", "complaint"];
}

/** What a booking says of it. */
export function partOf(
  part: Part,
  known: Projects | undefined,
  kind: WorkKind,
  repeat: Repeat | null,
): Pick<BookAppointment, "route" | "project" | "order" | "follows"> {
  if (repeat) {
    // Its project and order are those of the visit that failed.
    const follows = { work_order: repeat.work_order, reason: "customer_absent" } as const;
    return { route: null, project: null, order: null, follows };
  }
  const order = known?.order ?? null;
  const project = known?.projects.find((one) => one.project === part.project);
  if (!project) return { route: part.route, project: null, order, follows: null };
  const ended = endedJob(project, kind);
  const reason = part.again ?? reasons(kind)[0];
  const follows = ended && reason ? { work_order: ended.work_order, reason } : null;
  return { route: null, project: project.project, order, follows };
}
