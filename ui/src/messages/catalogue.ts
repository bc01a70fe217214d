/** Every text of the screens, in both languages. */
import { board as zhBoard } from "./zh/board";
import { crews as zhCrews } from "./zh/crews";
import { forms as zhForms } from "./zh/forms";
import { plan as zhPlan } from "./zh/plan";
import { bookings as zhBookings } from "./zh/bookings";
import { calendars as zhCalendars } from "./zh/calendars";
import { cards as zhCards } from "./zh/cards";
import { customers as zhCustomers } from "./zh/customers";
import { find as zhFind } from "./zh/find";
import { hq as zhHq } from "./zh/hq";
import { jobs as zhJobs } from "./zh/jobs";
import { site as zhSite } from "./zh/site";
import { waitlist as zhWaitlist } from "./zh/waitlist";
import { offers as zhOffers } from "./zh/offers";
import { quotes as zhQuotes } from "./zh/quotes";
import { refusals as zhRefusals } from "./zh/refusals";
import { scan as zhScan } from "./zh/scan";
import { screens as zhScreens } from "./zh/screens";
import { board as enBoard } from "./en/board";
import { crews as enCrews } from "./en/crews";
import { forms as enForms } from "./en/forms";
import { plan as enPlan } from "./en/plan";
import { bookings as enBookings } from "./en/bookings";
import { calendars as enCalendars } from "./en/calendars";
import { cards as enCards } from "./en/cards";
import { customers as enCustomers } from "./en/customers";
import { find as enFind } from "./en/find";
import { hq as enHq } from "./en/hq";
import { jobs as enJobs } from "./en/jobs";
import { site as enSite } from "./en/site";
import { waitlist as enWaitlist } from "./en/waitlist";
import { offers as enOffers } from "./en/offers";
import { quotes as enQuotes } from "./en/quotes";
import { refusals as enRefusals } from "./en/refusals";
import { scan as enScan } from "./en/scan";
import { screens as enScreens } from "./en/screens";

export const zh = {
  ...zhScreens,
  ...zhFind,
  ...zhScan,
  ...zhRefusals,
  ...zhHq,
  ...zhOffers,
  ...zhCards,
  ...zhCustomers,
  ...zhQuotes,
  ...zhJobs,
  ...zhSite,
  ...zhWaitlist,
  ...zhBookings,
  ...zhBoard,
  ...zhPlan,
  ...zhCrews,
  ...zhForms,
  ...zhCalendars,
};
export const en: Record<keyof typeof zh, string> = {
  ...enScreens,
  ...enFind,
  ...enScan,
  ...enRefusals,
  ...enHq,
  ...enOffers,
  ...enCards,
  ...enQuotes,
  ...enCustomers,
  ...enJobs,
  ...enSite,
  ...enWaitlist,
  ...enBookings,
  ...enBoard,
  ...enPlan,
  ...enCrews,
  ...enForms,
  ...enCalendars,
};
