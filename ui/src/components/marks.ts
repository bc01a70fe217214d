/** How the joint is drawn: away while offline, apart while waiting, seated when confirmed, off when it needs a person. */
export type JointState = "away" | "apart" | "seated" | "off";

/** What the large joint card says. */
export type CardVerdict = "final" | "provisional" | "refused" | "unknown";
